/** The page's own singer: plans vocal tracks and renders their phrases, the one under the playhead first. Runs as a module worker. */
import { createTempoMap } from '@ghostlight/timeline'
import { type PhrasePlan, planVocal, type Rendered, renderPhrase, type VocalPlan, voiceDesigns, warmUp } from '@ghostlight/voice'
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
let want: WantRequest | null = null
let rendering = false

// What every song needs is made while the page opens, so that the first phrase is soon there.
setTimeout(() => {
  if (plans.size === 0) warmUp(48_000)
}, 0)

self.onmessage = ({ data }: MessageEvent<ToVocalWorker>) => {
  switch (data.kind) {
    case 'plan':
      layPlan(data)
      break
    case 'want':
      want = data
      if (!rendering) renderNext()
      break
    case 'forget':
      plans.delete(data.planKey)
      break
  }
}

function layPlan({ planKey, track, tempo, metre, lexicon, singer, seed }: PlanRequest): void {
  try {
    const plan = planVocal(track, createTempoMap(tempo), { lexicon, seed, metre })
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

/** Renders one phrase, then lets waiting messages in: a new wish overtakes the rest of the old one. */
function renderNext(): void {
  const item = want?.phrases[0]
  if (!want || !item) {
    rendering = false
    return
  }
  rendering = true
  const { sampleRateHz } = want
  const whole = want
  want = { ...want, phrases: want.phrases.slice(1) }
  const planned = plans.get(item.planKey)
  const phrase = planned?.plan.phrases.find((candidate) => candidate.id === item.phraseId)
  if (planned && phrase) {
    try {
      const sung = planned.sing(phrase, { sampleRateHz, seed: planned.seed })
      if (sung === null) {
        // Its voicebank is on its way: the others first, this one again after them.
        want = { ...whole, phrases: [...whole.phrases.slice(1), item] }
        setTimeout(renderNext, BANK_WAIT_MS)
        return
      }
      const { startMs, samples } = sung
      post({ kind: 'rendered', ...item, startMs, sampleRateHz, samples }, { transfer: [samples.buffer] })
    } catch (error) {
      post({ kind: 'failed', ...item, message: String(error) })
    }
  }
  setTimeout(renderNext, 0)
}
