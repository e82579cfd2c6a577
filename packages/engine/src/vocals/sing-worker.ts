/** Sings one track in a thread of its own, telling how far it is. The work itself is in packages/voice. */
import { parentPort, workerData } from 'node:worker_threads'
import { createTempoMap, type Issue } from '@ghostlight/timeline'
import {
  alignmentOf,
  firstSoundMs,
  type PhrasePlan,
  planVocal,
  type Rendered,
  renderPhrase,
  VocalFlow,
  type VocalPlan,
  voiceDesigns,
  writeF0,
  writeLab,
} from '@ghostlight/voice'
import { renderBankPhrase } from '@ghostlight/voice/bank'
import { createFileLayer, type FileLayer } from '../store/file-layer.ts'
import { bankVoice } from './bank-voice.ts'
import type { FromSinging, SingingTask, TakeFiles } from './singing.ts'
import { openWavFile } from './wav-file.ts'

const tell = (message: FromSinging) => parentPort?.postMessage(message)

function sing(task: SingingTask): void {
  const { sampleRateHz } = task
  const files = createFileLayer()
  const plan = planVocal(task.track, createTempoMap(task.tempo), task)
  const { singPhrase, issues } = singerOf(task, plan, files)
  // The file begins with the song, or earlier when a consonant does; so it lies under any other stem.
  const own = Math.min(0, firstSoundMs(plan.phrases, sampleRateHz))
  const takes = task.takes.map((take) => {
    const originMs = take.originMs ?? own
    const wav = openWavFile(take.wav, { sampleRateHz, format: task.format })
    return { take, originMs, wav, flow: new VocalFlow(plan.phrases, { originMs, sampleRateHz }, wav.write) }
  })
  try {
    plan.phrases.forEach((phrase, index) => {
      const sung = singPhrase(phrase)
      for (const { flow } of takes) flow.add(sung)
      tell({ kind: 'progress', what: 'phrases', done: index + 1, of: plan.phrases.length })
    })
    for (const { take, originMs } of takes) writeAbout(take, plan, originMs, files)
    const seconds = takes.map(({ wav }) => wav.finish())
    tell({ kind: 'done', seconds, issues: [...issues, ...plan.issues] })
  } finally {
    for (const { wav } of takes) wav.discard()
  }
}

function writeAbout({ f0, lab, alignment }: TakeFiles, plan: VocalPlan, originMs: number, files: FileLayer): void {
  if (f0 !== null) files.replace(f0, writeF0(plan, originMs))
  if (lab !== null) files.replace(lab, writeLab(plan, originMs))
  if (alignment !== null) files.replace(alignment, `${JSON.stringify(alignmentOf(plan, originMs), null, 2)}\n`)
}

function singerOf(
  { singer, sampleRateHz, seed }: SingingTask,
  plan: VocalPlan,
  files: FileLayer,
): { readonly singPhrase: (phrase: PhrasePlan) => Rendered; readonly issues: readonly Issue[] } {
  if (singer.kind === 'builtIn') {
    const design = voiceDesigns[singer.design]
    if (design === undefined) throw new Error(`There is no voice "${singer.design}"; there are ${Object.keys(voiceDesigns).join(', ')}.`)
    return { singPhrase: (phrase) => renderPhrase(phrase, design, { sampleRateHz, seed }), issues: [] }
  }
  const { voice, issues } = bankVoice(singer.folder, [plan], {
    cacheFolder: singer.cacheFolder,
    files,
    onProgress: (done, of) => tell({ kind: 'progress', what: 'recordings', done, of }),
  })
  return { singPhrase: (phrase) => renderBankPhrase(phrase, voice, { sampleRateHz, seed }), issues }
}

sing(workerData as SingingTask)
