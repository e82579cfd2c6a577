/** Sings typed lines beside the page, so that typing and GO never wait for it. */
import { beats, createTempoMap, type VocalTrack } from '@ghostlight/timeline'
import { joinPhrases, planVocal, type Rendered, renderPhrase, type VocalPlan, voiceDesigns } from '@ghostlight/voice'
import { type BankVoice, layUnits, openVoice, renderBankPhrase } from '@ghostlight/voice/bank'
import { spectrogramOf } from './spectrogram.ts'
import { curvesUnder, type SingRequest, type Sung } from './take.ts'
import { lineNotes } from './typed-line.ts'

const sampleRateHz = 48_000
const seed = 1
/** Voicebanks by address; each is fetched once. */
const banks = new Map<string, Promise<BankVoice>>()

function bankAt(url: string): Promise<BankVoice> {
  const known = banks.get(url)
  if (known !== undefined) return known
  const coming = fetch(url).then(async (answer) => {
    if (!answer.ok) throw new Error(`${answer.status}`)
    return openVoice(new Uint8Array(await answer.arrayBuffer()))
  })
  banks.set(url, coming)
  coming.catch(() => banks.delete(url))
  return coming
}

function planOf(wish: SingRequest): VocalPlan {
  const notes = lineNotes(wish.line, wish.language, wish.lexicon, wish.keyPitch)
  const curves = curvesUnder(wish.expression)
  const track = {
    kind: 'vocal',
    order: 'a',
    name: 'line',
    performerId: 'nobody',
    language: wish.language,
    gainDb: 0,
    role: 'lead',
    ...(curves === undefined ? {} : { curves }),
    notes: Object.fromEntries(
      // A bar of rest before it, for the breath.
      notes.map((note, index) => [`n${index}`, { ...note, startBeats: beats(note.startBeats + 1) }]),
    ),
  } as unknown as VocalTrack
  const tempo = createTempoMap([{ atBeats: beats(0), bpm: wish.bpm, curve: 'step' }])
  return planVocal(track, tempo, { seed, lexicon: wish.lexicon })
}

/** @throws when there is no such voice, or its voicebank cannot be had. */
async function sung(wish: SingRequest, plan: VocalPlan): Promise<{ readonly sound: Rendered; readonly missing: readonly string[] }> {
  if (wish.bankUrl === null) {
    const design = voiceDesigns[wish.singer]
    if (design === undefined) throw new Error(`there is no singer "${wish.singer}"`)
    return {
      sound: joinPhrases(
        plan.phrases.map((phrase) => renderPhrase(phrase, design, { sampleRateHz, seed })),
        sampleRateHz,
      ),
      missing: [],
    }
  }
  const bank = await bankAt(wish.bankUrl)
  const missing = new Set(plan.phrases.flatMap((phrase) => layUnits(phrase, bank).missing.map(({ wanted }) => wanted)))
  const phrases = plan.phrases.map((phrase) => renderBankPhrase(phrase, bank, { sampleRateHz, seed }))
  return { sound: joinPhrases(phrases, sampleRateHz), missing: [...missing] }
}

async function sing(wish: SingRequest): Promise<Sung> {
  const plan = planOf(wish)
  const issues = plan.issues.map(({ code, message }) => ({ code, message }))
  const startedMs = performance.now()
  let sound: Rendered
  let missing: readonly string[] = []
  let failed: string | null = null
  try {
    ;({ sound, missing } = await sung(wish, plan))
  } catch (error) {
    sound = joinPhrases([], sampleRateHz)
    failed = error instanceof Error ? error.message : String(error)
  }
  const startMs = sound.startMs
  return {
    id: wish.id,
    samples: sound.samples,
    sampleRateHz,
    spectrogram: spectrogramOf(sound.samples, sampleRateHz),
    phonemes: plan.phrases.flatMap((phrase) =>
      phrase.phonemes.map(({ phoneme, startMs: from, endMs }) => ({ phoneme, startMs: from - startMs, endMs: endMs - startMs })),
    ),
    issues,
    missing,
    failed,
    tookMs: performance.now() - startedMs,
  }
}

addEventListener('message', (event: MessageEvent<SingRequest>) => {
  void sing(event.data).then((reply) => postMessage(reply, { transfer: [reply.samples.buffer, reply.spectrogram.levels.buffer] }))
})
