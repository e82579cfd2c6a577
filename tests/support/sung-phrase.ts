/** One line sung with everything a plan may hold, by a built-in voice and by a voicebank; runs in Node and, bundled, in a page. */
import { beats, createTempoMap, type VocalTrack } from '@ghostlight/timeline'
import { joinPhrases, planVocal, renderVocal, voiceDesigns, writeWav } from '@ghostlight/voice'
import { openVoice, renderBankPhrase } from '@ghostlight/voice/bank'
import { makeVoice, packVoice, readVoicebank } from '@ghostlight/voice/bank-import'

const lyrics = ['さ', 'くら', 'ひ', '[f ow n]', 'きゃ', 'ん', 'ず', '-', 'が', 'つ', 'わ', 'りょ']
const bare = { kind: 'vocal', order: 'a', name: 'Lead', performerId: 'p', language: 'ja', gainDb: 0, role: 'lead' } as const
const options = { sampleRateHz: 48_000, seed: 5, lexicon: {} }
const tempo = createTempoMap([
  { atBeats: beats(0), bpm: 97, curve: 'ramp' },
  { atBeats: beats(7), bpm: 131, curve: 'step' },
])

function trackOfTheTest(): VocalTrack {
  const curve = (...values: number[]): [ReturnType<typeof beats>, number][] => values.map((value, i) => [beats(i * 1.7), value])
  return {
    ...bare,
    curves: {
      pitchCents: curve(0, 40, -60, 0, 10),
      dynamicsDb: curve(0, -6, 4, 0),
      breathinessUnit: curve(0, 0.6, -0.4, 0),
      tensionUnit: curve(0, 0.5, -0.5),
      genderUnit: curve(0, 0.3, -0.3, 0),
      voicingUnit: curve(1, 0.8, 1),
      brightnessUnit: curve(0, 0.5, -0.5, 0),
    },
    notes: Object.fromEntries(
      lyrics.map((lyric, i) => [`n${i}`, { startBeats: beats(1 + i * 0.6), lengthBeats: beats(0.6), pitch: 60 + ((i * 5) % 13), lyric }]),
    ),
  }
}

export const samplesOfTheTest = (design: string): Float32Array =>
  renderVocal(trackOfTheTest(), tempo, voiceDesigns[design]!, options).samples

/** A voicebank of three samples recorded from a built-in voice, analysed and packed. */
export function bankOfTheTest(): Uint8Array {
  const files = new Map<string, Uint8Array>()
  const encoded = new Map<string, number[]>([
    ['ka', [0xe3, 0x81, 0x8b]],
    ['sa', [0xe3, 0x81, 0x95]],
    ['n', [0xe3, 0x82, 0x93]],
  ])
  const oto: number[] = []
  const ascii = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0))
  for (const [name, kana] of encoded) {
    const lyric = { ka: 'か', sa: 'さ', n: 'ん' }[name]!
    const track: VocalTrack = { ...bare, notes: { n: { startBeats: beats(2), lengthBeats: beats(1), pitch: 57, lyric } } }
    const { samples, plan, startMs } = renderVocal(track, tempo, voiceDesigns['low']!, { ...options, sampleRateHz: 44_100 })
    const vowelMs = plan.phrases[0]!.phonemes.find(({ kind }) => kind === 'vowel')!.startMs - startMs
    files.set(`${name}.wav`, writeWav(samples, { sampleRateHz: 44_100, format: 16 }))
    oto.push(...ascii(`${name}.wav=`), ...kana, ...ascii(`,${(vowelMs - 120).toFixed(0)},200,30,120,20\n`))
  }
  files.set('oto.ini', Uint8Array.from(oto))
  const folder = { paths: [...files.keys()], read: (path: string) => files.get(path) ?? null }
  const bank = readVoicebank(folder, { folderName: 'test', decode: null })
  return packVoice(makeVoice(bank, folder, { only: null, kept: () => null, keep: () => undefined, onProgress: () => undefined }).voice)
}

export function samplesOfTheBank(bytes: Uint8Array): Float32Array {
  const voice = openVoice(bytes)
  const { phrases } = planVocal(trackOfTheTest(), tempo, options)
  return joinPhrases(
    phrases.map((phrase) => renderBankPhrase(phrase, voice, options)),
    options.sampleRateHz,
  ).samples
}
