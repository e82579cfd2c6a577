/** The page's own singer: plans vocal tracks and renders their phrases, the one under the playhead first. Runs as a module worker, one piece of work at a time. */
import { createTempoMap, type TempoMap } from '@ghostlight/timeline'
import {
  createPlanMemory,
  type PhrasePlan,
  type PlanMemory,
  planVocal,
  type Rendered,
  renderPhrase,
  type VocalPlan,
  voiceDesigns,
  warmUp,
} from '@ghostlight/voice'
import { type BankVoice, openVoice, renderBankPhrase } from '@ghostlight/voice/bank'
import type { FromVocalWorker, PlanRequest, SingerRequest, ToVocalWorker, WantRequest } from './vocal-messages.ts'

/** null while a voicebank is on its way. */
type Sing = (phrase: PhrasePlan, options: { readonly sampleRateHz: number; readonly seed: number }) => Rendered | null

interface Planned {
  readonly plan: VocalPlan
  readonly sing: Sing
  readonly seed: number
}

const post = self.postMessage.bind(self) as (message: FromVocalWorker, options?: StructuredSerializeOptions) => void
const plans = new Map<string, Planned>()
/** Voicebanks by address; text is why one cannot be had. */
const banks = new Map<string, BankVoice | string | null>()
const BANK_RETRY_MS = 3000
const BANK_WAIT_MS = 100
const ANSWER_WAIT_MS = 4
let want: WantRequest | null = null
const toPlan: PlanRequest[] = []
/** Phrases that were sung since the last wish, before they were asked for by name. */
const early = new Set<string>()
const soundKey = ({ planKey, phraseId }: WantRequest['phrases'][number], sampleRateHz: number): string =>
  `${planKey} ${phraseId} ${sampleRateHz}`
/** What every song needs is made while the page opens, a little at a time, so that the first phrase is soon there. */
let warming: Iterator<void> | null = warmUp(48_000)
let working = false
/** Comes back after messages that wait; timers would wait 4 ms each time. */
const turn = new MessageChannel()
turn.port1.onmessage = work

self.onmessage = ({ data }: MessageEvent<ToVocalWorker>) => {
  switch (data.kind) {
    case 'plan':
      toPlan.push(data)
      break
    case 'want':
      // What was sung before it was asked for is on its way already. Later wishes mean what they say: the page may have lost it again.
      want = { ...data, phrases: data.phrases.filter((item) => !early.has(soundKey(item, data.sampleRateHz))) }
      early.clear()
      break
    case 'forget':
      plans.delete(data.planKey)
      break
  }
  goOn()
}
goOn()

function goOn(): void {
  if (working) return
  working = true
  turn.port2.postMessage(null)
}

/** One phrase, or one plan, or one step of getting ready; then waiting messages are let in: a new wish overtakes the rest of the old one. */
function work(): void {
  working = false
  const sung = singNext()
  const request = sung === 'sung' ? undefined : toPlan.shift()
  if (request) {
    layPlan(request)
    singFirst(request.planKey)
  }
  // Whoever got the first plan may want its first phrase before the second is made.
  if (request && toPlan.length > 0) setTimeout(goOn, ANSWER_WAIT_MS)
  else if (request || sung === 'sung') goOn()
  else if (sung === 'waits') setTimeout(goOn, BANK_WAIT_MS)
  else if (warming?.next().done === false) goOn()
  else warming = null
}

/** One map for the same points: the memory of plans goes by it. */
let tempoBefore: { readonly text: string; readonly map: TempoMap } | null = null
function tempoMapOf(tempo: PlanRequest['tempo']): TempoMap {
  const text = JSON.stringify(tempo)
  if (tempoBefore?.text !== text) tempoBefore = { text, map: createTempoMap(tempo) }
  return tempoBefore.map
}

/** What was planned before, by the part that a request is about; a part has another plan key after each edit. */
const memories = new Map<string, PlanMemory>()
const MEMORIES = 12
function memoryOf(planKey: string): PlanMemory {
  const part = planKey.replace(/^\d+:/, '')
  const memory = memories.get(part) ?? createPlanMemory()
  memories.delete(part)
  memories.set(part, memory)
  for (const oldest of memories.keys()) {
    if (memories.size <= MEMORIES) break
    memories.delete(oldest)
  }
  return memory
}

function layPlan({ planKey, track, tempo, metre, lexicon, singer, seed }: PlanRequest): void {
  try {
    const plan = planVocal(track, tempoMapOf(tempo), { lexicon, seed, metre, memory: memoryOf(planKey) })
    plans.set(planKey, { plan, sing: singerOf(singer), seed })
    post({ kind: 'planned', planKey, plan })
  } catch (error) {
    post({ kind: 'failed', planKey, phraseId: null, message: String(error) })
  }
}

function singerOf(singer: SingerRequest): Sing {
  if (singer.kind === 'builtIn') {
    const voice = voiceDesigns[singer.design]
    if (!voice) throw new RangeError(`no built-in voice “${singer.design}”; there are ${Object.keys(voiceDesigns).join(', ')}`)
    return (phrase, options) => renderPhrase(phrase, voice, options)
  }
  const { url, folder } = singer
  if (url === null) return () => fail(`the voicebank “${folder}” is not part of this edition`)
  void fetchBank(url)
  return (phrase, options) => {
    const bank = banks.get(url) ?? null
    if (typeof bank === 'string') return fail(`the voicebank “${folder}” cannot be had: ${bank}`)
    return bank === null ? null : renderBankPhrase(phrase, bank, options)
  }
}

function fail(message: string): never {
  throw new Error(message)
}

/** Once for each address; tried again while the engine cannot be reached. */
async function fetchBank(url: string): Promise<void> {
  if (banks.has(url)) return
  banks.set(url, null)
  for (;;) {
    try {
      const answer = await fetch(url)
      if (answer.ok) {
        banks.set(url, openVoice(new Uint8Array(await answer.arrayBuffer())))
        return
      }
      if (answer.status === 404) {
        banks.set(url, 'the engine does not have it')
        return
      }
    } catch (error) {
      if (!(error instanceof TypeError)) {
        banks.set(url, String(error))
        return
      }
    }
    await new Promise((resolve) => setTimeout(resolve, BANK_RETRY_MS))
  }
}

/** A page that draws may be slow to answer: the first phrase of a plan that it waits for is sung before it asks by name. */
function singFirst(planKey: string): void {
  if (!want?.unplanned.planKeys.includes(planKey)) return
  const { sampleRateHz, unplanned } = want
  const planned = plans.get(planKey)
  const phrase = planned?.plan.phrases.find(({ endMs }) => endMs > unplanned.positionMs)
  if (!planned || !phrase) return
  const item = { planKey, phraseId: phrase.id }
  if (singPhrase(item, () => planned.sing(phrase, { sampleRateHz, seed: planned.seed }), sampleRateHz))
    early.add(soundKey(item, sampleRateHz))
}

/** The most urgent phrase that is planned and whose voice is there. @returns what became of the wish */
function singNext(): 'sung' | 'waits' | 'nothing' {
  if (!want) return 'nothing'
  const { sampleRateHz } = want
  let waits = false
  for (const item of want.phrases) {
    const planned = plans.get(item.planKey)
    const phrase = planned?.plan.phrases.find((candidate) => candidate.id === item.phraseId)
    if (planned && phrase) {
      const done = singPhrase(item, () => planned.sing(phrase, { sampleRateHz, seed: planned.seed }), sampleRateHz)
      if (!done) {
        waits = true
        continue
      }
    }
    want = { ...want, phrases: want.phrases.filter((other) => other !== item) }
    return 'sung'
  }
  return waits ? 'waits' : 'nothing'
}

/** @returns false while its voicebank is on its way */
function singPhrase(item: WantRequest['phrases'][number], sing: () => Rendered | null, sampleRateHz: number): boolean {
  try {
    const sung = sing()
    if (sung === null) return false
    const { startMs, samples } = sung
    post({ kind: 'rendered', ...item, startMs, sampleRateHz, samples }, { transfer: [samples.buffer] })
  } catch (error) {
    post({ kind: 'failed', ...item, message: String(error) })
  }
  return true
}
