/** The page's own singer: plans vocal tracks and renders their phrases, the one under the playhead first. Runs as a module worker. */
import { createTempoMap } from '@ghostlight/timeline'
import { planVocal, renderPhrase, type VocalPlan, type VoiceDesign, voiceDesigns } from '@ghostlight/voice'
import type { FromVocalWorker, PlanRequest, ToVocalWorker, WantRequest } from './vocal-messages.ts'

interface Planned {
  readonly plan: VocalPlan
  readonly design: VoiceDesign
  readonly seed: number
}

const post = self.postMessage.bind(self) as (message: FromVocalWorker, options?: StructuredSerializeOptions) => void
const plans = new Map<string, Planned>()
let want: WantRequest | null = null
let rendering = false

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

function layPlan({ planKey, track, tempo, lexicon, design, seed }: PlanRequest): void {
  try {
    const plan = planVocal(track, createTempoMap(tempo), { lexicon, seed })
    const voice = voiceDesigns[design]
    if (!voice) throw new RangeError(`no built-in voice “${design}”; there are ${Object.keys(voiceDesigns).join(', ')}`)
    plans.set(planKey, { plan, design: voice, seed })
    post({ kind: 'planned', planKey, plan })
  } catch (error) {
    post({ kind: 'failed', planKey, phraseId: null, message: String(error) })
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
  want = { ...want, phrases: want.phrases.slice(1) }
  const planned = plans.get(item.planKey)
  const phrase = planned?.plan.phrases.find((candidate) => candidate.id === item.phraseId)
  if (planned && phrase) {
    try {
      const { startMs, samples } = renderPhrase(phrase, planned.design, { sampleRateHz, seed: planned.seed })
      post({ kind: 'rendered', ...item, startMs, sampleRateHz, samples }, { transfer: [samples.buffer] })
    } catch (error) {
      post({ kind: 'failed', ...item, message: String(error) })
    }
  }
  setTimeout(renderNext, 0)
}
