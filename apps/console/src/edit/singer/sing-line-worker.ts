/** Sings typed lines beside the page, so that typing and GO never wait for it. */
import { beats, createTempoMap, type VocalTrack } from '@ghostlight/timeline'
import { renderVocal, voiceDesigns } from '@ghostlight/voice'
import { spectrogramOf } from './spectrogram.ts'
import { curvesUnder, type SingRequest, type Sung } from './take.ts'
import { lineNotes } from './typed-line.ts'

const sampleRateHz = 48_000

addEventListener('message', (event: MessageEvent<SingRequest>) => {
  const wish = event.data
  const design = voiceDesigns[wish.singer]
  if (design === undefined) return
  const startedMs = performance.now()
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
  const sung = renderVocal(track, tempo, design, { sampleRateHz, seed: 1, lexicon: wish.lexicon })
  const reply: Sung = {
    id: wish.id,
    samples: sung.samples,
    sampleRateHz,
    spectrogram: spectrogramOf(sung.samples, sampleRateHz),
    phonemes: sung.plan.phrases.flatMap((phrase) =>
      phrase.phonemes.map(({ phoneme, startMs, endMs }) => ({ phoneme, startMs: startMs - sung.startMs, endMs: endMs - sung.startMs })),
    ),
    issues: sung.plan.issues.map(({ code, message }) => ({ code, message })),
    tookMs: performance.now() - startedMs,
  }
  postMessage(reply, { transfer: [sung.samples.buffer, reply.spectrogram.levels.buffer] })
})
