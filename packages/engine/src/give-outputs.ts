/** What leaves the building, joined to the show that is given: whose faults, triggers and light are told to whom, and from which instant on. */
import { type Edition, type Ms, settle, type Target, type Venue } from '@ghostlight/timeline'
import type { FaultRegister } from './faults.ts'
import { createOutputs, type ShowOutput, targetOf } from './outputs/index.ts'
import { createCueLight } from './report/cue-light.ts'
import type { OpenedPerformance } from './runner/open-performance.ts'
import type { PassedOver } from './runner/passed-over.ts'
import type { ShowRunner } from './runner/show-runner.ts'
import { BadOption } from './running-server.ts'
import type { SentRecord } from './store/sent-record.ts'
import { engineFile } from './web/built-files.ts'

export interface GivenOutputParts {
  /** `--osc-out`: host:port. */
  readonly oscOut: readonly string[]
  /** Whose profiles the targets of `oscOut` may be. */
  readonly venue: Venue
  readonly runner: ShowRunner
  readonly editionOf: (hash: string) => Edition
  readonly opened: OpenedPerformance
  readonly nowMs: () => Ms
  readonly faults: FaultRegister
  readonly record: SentRecord
  readonly passedOver: PassedOver
}
export interface GivenOutputs extends Pick<ShowOutput, 'entriesChanged' | 'status' | 'timing' | 'stop'> {
  /** Light comes back first. Every trigger is on one side of one instant: passed over before it, sent by these outputs from it on. */
  begin(): Promise<void>
}

/** @throws BadOption */
export function giveOutputs(parts: GivenOutputParts): GivenOutputs {
  const { runner, editionOf, opened, nowMs, faults, record, passedOver } = parts
  const extraTargets: Record<string, Target> = {}
  parts.oscOut.forEach((text, index) => {
    const target = targetOf(text, parts.venue)
    if (target === null) throw new BadOption(`--osc-out takes host:port, such as 127.0.0.1:7770; got "${text}".`)
    extraTargets[`osc-out-${index + 1}`] = target
  })
  let beginsAtMs: Ms | null = null
  const outputs = createOutputs({
    venue: runner.edition().venue,
    clock: { nowMs: () => beginsAtMs ?? nowMs(), hrtimeOrigin: opened.time.hrtimeOrigin },
    onFault: ({ code, message, state, targetId }) => {
      if (state === 'on') faults.raise({ code, subject: targetId ?? '', message })
      else faults.over(code, targetId ?? '')
    },
    onEdgeSending: record.handed,
    onEdgeSent: record.sent,
    onEdgesUncertain: (edges) => passedOver.add(edges, 'uncertain'),
    onLightSent: createCueLight(() => settle(runner.performance(), editionOf, nowMs(), { through: true }).cues, record.lit),
    extraTargets,
    edgesDone: opened.edgesDone,
    threadFile: engineFile('cue-thread.js'),
  })
  return {
    async begin() {
      await outputs.start()
      beginsAtMs = nowMs()
      const passed = opened.passedUntil(beginsAtMs)
      outputs.setSource(() => ({ edition: runner.edition(), editions: editionOf, performance: runner.performance() }))
      beginsAtMs = null
      for (const { passed: edges, because } of opened.passedBefore) passedOver.restore(edges, because)
      passedOver.add(passed.skipped, 'restart')
      passedOver.add(passed.uncertain, 'uncertain')
      runner.catchUp(passed.send)
    },
    entriesChanged: (effectAtMs) => outputs.entriesChanged(effectAtMs),
    status: () => outputs.status(),
    timing: () => outputs.timing(),
    stop: () => outputs.stop(),
  }
}
