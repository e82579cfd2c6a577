/** Sings one track in a thread of its own, telling how far it is. The work itself is in packages/voice. */
import { parentPort, workerData } from 'node:worker_threads'
import { createTempoMap } from '@ghostlight/timeline'
import { alignmentOf, joinPhrases, planVocal, renderPhrase, voiceDesigns, writeF0, writeLab, writeWav } from '@ghostlight/voice'
import type { FromSinging, SingingTask } from './singing.ts'

const tell = (message: FromSinging) => parentPort?.postMessage(message)

function sing(task: SingingTask): void {
  const design = voiceDesigns[task.design]
  if (design === undefined) throw new Error(`There is no voice "${task.design}"; there are ${Object.keys(voiceDesigns).join(', ')}.`)
  const options = { sampleRateHz: task.sampleRateHz, seed: task.seed, lexicon: task.lexicon }
  const plan = planVocal(task.track, createTempoMap(task.tempo), options)
  const rendered = plan.phrases.map((phrase, index) => {
    const sound = renderPhrase(phrase, design, options)
    tell({ kind: 'progress', phrases: index + 1, of: plan.phrases.length })
    return sound
  })
  const joined = joinPhrases(rendered, task.sampleRateHz)
  // The file begins with the song, or earlier when a consonant does; so it lies under any other stem.
  const originMs = Math.min(0, joined.startMs)
  const lead = Math.round(((joined.startMs - originMs) * task.sampleRateHz) / 1000)
  const samples = new Float32Array(lead + joined.samples.length)
  samples.set(joined.samples, lead)
  tell({
    kind: 'done',
    wav: writeWav(samples, { sampleRateHz: task.sampleRateHz, format: 24 }),
    f0: writeF0(plan, originMs),
    lab: writeLab(plan, originMs),
    alignment: `${JSON.stringify(alignmentOf(plan, originMs), null, 2)}\n`,
    seconds: samples.length / task.sampleRateHz,
    issues: plan.issues,
  })
}

sing(workerData as SingingTask)
