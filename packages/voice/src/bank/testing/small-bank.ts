/** A voicebank for tests, sung by our own built-in voice: recordings, oto.ini in any encoding, readme. Nothing is read from disk. */
import { writeWav } from '../../files/wav.ts'
import { voiceDesigns } from '../../formant/voice-design.ts'
import { renderVocal } from '../../render-vocal.ts'
import { constantTempo, trackOf } from '../../testing/score.ts'
import type { BankFolder } from '../read-bank.ts'

const sampleRateHz = 44100
/** Latin letters, signs and the kana used here in Shift-JIS (JIS X 0208); a table of five is enough. */
const shiftJis: Readonly<Record<string, readonly number[]>> = {
  あ: [0x82, 0xa0],
  い: [0x82, 0xa2],
  か: [0x82, 0xa9],
  さ: [0x82, 0xb3],
  ら: [0x82, 0xe7],
  ま: [0x82, 0xdc],
}

export function inShiftJis(text: string): Uint8Array {
  return Uint8Array.from([...text].flatMap((letter) => shiftJis[letter] ?? [letter.charCodeAt(0)]))
}

/** One kana at A3 for 0.8 s after 0.2 s; the vowel begins at `onsetMs` of the recording. */
export function recorded(kana: string): { readonly wav: Uint8Array; readonly samples: Float32Array; readonly onsetMs: number } {
  const sung = renderVocal(trackOf('ja', [[kana, 57, 1]], 1), constantTempo(75), voiceDesigns['low']!, {
    sampleRateHz,
    seed: 3,
    lexicon: {},
  })
  const vowel = sung.plan.phrases[0]!.phonemes.find((span) => span.kind === 'vowel')!
  // The breath before it is cut away.
  const from = Math.round(((vowel.startMs - 250 - sung.startMs) * sampleRateHz) / 1000)
  const samples = sung.samples.slice(from)
  return { wav: writeWav(samples, { sampleRateHz, format: 16 }), samples, onsetMs: 250 }
}

export interface SmallBank {
  readonly folder: BankFolder
  readonly files: Map<string, Uint8Array>
}

/** @param oto  its lines, given the onset of the vowel in each recording; null: as an UTAU author would set them. */
export function smallBank(kanas: readonly string[], oto: string | null, encode: (text: string) => Uint8Array): SmallBank {
  const files = new Map<string, Uint8Array>()
  const lines: string[] = []
  for (const kana of kanas) {
    const { wav, onsetMs } = recorded(kana)
    files.set(`${kana}.wav`, wav)
    lines.push(`${kana}.wav=${kana},100,${onsetMs - 100 + 60},50,${onsetMs - 100},30`)
  }
  files.set('oto.ini', encode(oto ?? lines.join('\r\n')))
  return { files, folder: { paths: [...files.keys()], read: (path) => files.get(path) ?? null } }
}

/** What shells hand in. */
export function decode(bytes: Uint8Array, encoding: string): string | null {
  if (encoding === 'shift_jis') {
    let text = ''
    for (let i = 0; i < bytes.length; i++) {
      const two = Object.entries(shiftJis).find(([, code]) => code[0] === bytes[i] && code[1] === bytes[i + 1])
      if (two !== undefined) i++
      else if (bytes[i]! >= 0x80) return null
      text += two?.[0] ?? String.fromCharCode(bytes[i]!)
    }
    return text
  }
  return null
}
