/** Sings one track in a thread of its own, telling how far it is. The work itself is in packages/voice. */
import { parentPort, workerData } from 'node:worker_threads'
import { createTempoMap, type Issue } from '@ghostlight/timeline'
import {
  alignmentOf,
  type PhrasePlan,
  planVocal,
  type Rendered,
  renderPhrase,
  type VocalPlan,
  VocalStrip,
  voiceDesigns,
  writeF0,
  writeLab,
  writeWav,
} from '@ghostlight/voice'
import { renderBankPhrase } from '@ghostlight/voice/bank'
import { createFileLayer } from '../store/file-layer.ts'
import { bankVoice } from './bank-voice.ts'
import type { FromSinging, SingingTask } from './singing.ts'

const tell = (message: FromSinging) => parentPort?.postMessage(message)

function sing(task: SingingTask): void {
  const options = { sampleRateHz: task.sampleRateHz, seed: task.seed, lexicon: task.lexicon, metre: task.metre }
  const plan = planVocal(task.track, createTempoMap(task.tempo), options)
  const { singPhrase, issues } = singerOf(task, plan)
  const strip = new VocalStrip(plan.phrases, task.sampleRateHz, Math.min(0, task.originMs ?? 0))
  plan.phrases.forEach((phrase, index) => {
    strip.add(singPhrase(phrase))
    tell({ kind: 'progress', what: 'phrases', done: index + 1, of: plan.phrases.length })
  })
  // The file begins with the song, or earlier when a consonant does; so it lies under any other stem.
  const originMs = task.originMs ?? Math.min(0, strip.startMs)
  const samples = strip.from(originMs)
  const wav = writeWav(samples, { sampleRateHz: task.sampleRateHz, format: task.format })
  const done: FromSinging = {
    kind: 'done',
    wav,
    f0: writeF0(plan, originMs),
    lab: writeLab(plan, originMs),
    alignment: `${JSON.stringify(alignmentOf(plan, originMs), null, 2)}\n`,
    seconds: samples.length / task.sampleRateHz,
    issues: [...issues, ...plan.issues],
  }
  parentPort?.postMessage(done, [wav.buffer as ArrayBuffer])
}

function singerOf(
  task: SingingTask,
  plan: VocalPlan,
): { readonly singPhrase: (phrase: PhrasePlan) => Rendered; readonly issues: readonly Issue[] } {
  const { singer, sampleRateHz, seed } = task
  if (singer.kind === 'builtIn') {
    const design = voiceDesigns[singer.design]
    if (design === undefined) throw new Error(`There is no voice "${singer.design}"; there are ${Object.keys(voiceDesigns).join(', ')}.`)
    return { singPhrase: (phrase) => renderPhrase(phrase, design, { sampleRateHz, seed }), issues: [] }
  }
  const { voice, issues } = bankVoice(singer.folder, [plan], {
    cacheFolder: singer.cacheFolder,
    files: createFileLayer(),
    onProgress: (done, of) => tell({ kind: 'progress', what: 'recordings', done, of }),
  })
  return { singPhrase: (phrase) => renderBankPhrase(phrase, voice, { sampleRateHz, seed }), issues }
}

sing(workerData as SingingTask)
