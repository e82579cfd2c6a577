/** The check before doors: everything that must answer, graded. Pure; the page turns findings into words. */
import type { ConnectionInfo, Fault, ShowStatus } from '@ghostlight/engine/protocol'
import type { LightFinding } from '@ghostlight/light'
import { type Edition, inOrder, type Text } from '@ghostlight/timeline'
import { stagePages } from '../show/readiness.ts'

export type Grade = 'good' | 'warn' | 'bad' | 'unknown'
export const groups = ['outputs', 'sound', 'clocks', 'assets', 'targets', 'light', 'machine'] as const
export type Group = (typeof groups)[number]

export type Finding =
  | { readonly kind: 'noPage' | 'noReport' | 'waiting' | 'lost' }
  | { readonly kind: 'drawing' | 'slow'; readonly fps: number }
  | { readonly kind: 'speaks' | 'soundLocked' | 'soundFaulty'; readonly page: string }
  | { readonly kind: 'nobodySpeaks' }
  | { readonly kind: 'skew'; readonly ms: number }
  | { readonly kind: 'skewUnknown' | 'noContact' }
  | { readonly kind: 'loaded'; readonly unit: number }
  | { readonly kind: 'noStagePage' }
  | { readonly kind: 'answers' | 'down' | 'off' | 'cannotKnow'; readonly sent: number }
  | { readonly kind: 'noTargets' }
  | { readonly kind: 'logSaved' | 'logNotSaved' | 'freeSpaceUnknown' | 'sleepUnknown' }
  | { readonly kind: 'realtime' | 'normalPriority'; readonly lateP99Ms: number | null }
  | { readonly kind: 'mainRealtime' | 'mainNormal' }
  | { readonly kind: 'faults'; readonly count: number }
  | { readonly kind: 'draftOnAir' | 'draftDiffers' }
  | { readonly kind: 'lightPlaying' | 'lightCalm' }
  | { readonly kind: 'flashes' | 'redFlashes' | 'shutters'; readonly perSecond: number; readonly startMs: number }
  | { readonly kind: 'washOut'; readonly startMs: number }

export interface CheckLine {
  readonly id: string
  readonly group: Group
  /** Name of the output, page or target; null where the group's own word for the line is meant. */
  readonly name: string | null
  readonly grade: Grade
  readonly finding: Finding
}
/** This page's own clock. */
export interface OwnClock {
  readonly live: boolean
  readonly errorMs: number | null
}

/** What the light of the whole show does, played through; null while it is being played. */
export interface LightPlayed {
  readonly findings: readonly LightFinding[] | null
  readonly nameOf: (text: Text) => string
}

/** A page's clock may be this far off before a clap and its picture part (20 ms is half a frame at 25). */
const skewGoodMs = 5
const skewWarnMs = 20

export function lineCheck(
  status: ShowStatus,
  edition: Edition,
  draftHash: string | null,
  { own, light }: { readonly own: OwnClock; readonly light: LightPlayed },
): readonly CheckLine[] {
  const pages = stagePages(status)
  const { venue } = edition
  const lines: CheckLine[] = []
  const add = (group: Group, id: string, name: string | null, grade: Grade, finding: Finding): void => {
    lines.push({ id: `${group}-${id}`, group, name, grade, finding })
  }
  for (const id of inOrder(venue.outputs)) {
    const output = venue.outputs[id]
    if (output === undefined) continue
    if (output.kind === 'screen') {
      const [grade, finding] = screenFinding(pages.find((page) => page.output === id) ?? null, output.required)
      add('outputs', id, output.name, grade, finding)
    } else {
      const [grade, finding] = soundFinding(pages.find((page) => page.speaks) ?? null, output.required)
      add('sound', id, output.name, grade, finding)
    }
  }
  if (!own.live) add('clocks', 'own', null, 'bad', { kind: 'noContact' })
  else add('clocks', 'own', null, ...skewFinding(own.errorMs))
  for (const page of pages) add('clocks', page.clientId, page.name, ...skewFinding(page.report?.syncErrorMs ?? null))
  if (pages.length === 0) add('assets', 'none', null, 'bad', { kind: 'noStagePage' })
  for (const page of pages) {
    const unit = page.report?.loadedUnit ?? 0
    add('assets', page.clientId, page.name, unit >= 0.999 ? 'good' : 'warn', { kind: 'loaded', unit })
  }
  if (status.targets.length === 0) add('targets', 'none', null, 'warn', { kind: 'noTargets' })
  for (const target of status.targets) {
    const found = {
      sending: ['good', 'answers'],
      down: ['bad', 'down'],
      disabled: ['warn', 'off'],
      cannotKnow: ['unknown', 'cannotKnow'],
    } as const
    const [grade, kind] = found[target.state]
    add('targets', target.id, `${target.name} ${target.address}`, grade, { kind, sent: target.sent })
  }
  if (light.findings === null) add('light', 'played', null, 'unknown', { kind: 'lightPlaying' })
  else if (light.findings.length === 0) add('light', 'played', null, 'good', { kind: 'lightCalm' })
  for (const [index, found] of (light.findings ?? []).entries()) {
    const place = 'segmentId' in found ? edition.show.setlist[found.segmentId] : edition.show.cues[found.cueId]
    const name = place === undefined ? null : light.nameOf(place.name)
    add('light', String(index), name, 'warn', lightFinding(found))
  }
  const diskFault = status.faults.some((fault) => !fault.over && diskCodes.has(fault.code))
  add('machine', 'log', null, status.durable && !diskFault ? 'good' : 'bad', {
    kind: status.durable && !diskFault ? 'logSaved' : 'logNotSaved',
  })
  add('machine', 'disk', null, 'unknown', { kind: 'freeSpaceUnknown' })
  add('machine', 'sleep', null, 'unknown', { kind: 'sleepUnknown' })
  const { priority, lateP99Ms } = status.outputThread
  add('machine', 'priority', null, priority === 'realtime' ? 'good' : 'warn', {
    kind: priority === 'realtime' ? 'realtime' : 'normalPriority',
    lateP99Ms,
  })
  const main = status.mainThread?.priority
  if (main !== undefined)
    add('machine', 'main-priority', null, main === 'realtime' ? 'good' : 'warn', {
      kind: main === 'realtime' ? 'mainRealtime' : 'mainNormal',
    })
  const open = status.faults.filter((fault: Fault) => !fault.acknowledged).length
  add('machine', 'faults', null, open === 0 ? 'good' : 'bad', { kind: 'faults', count: open })
  const onAir = draftHash === null || draftHash === edition.hash
  add('machine', 'edition', null, onAir ? 'good' : 'warn', { kind: onAir ? 'draftOnAir' : 'draftDiffers' })
  return lines.sort((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group))
}
const diskCodes = new Set(['journal-failed', 'folder-unwritable', 'edits-not-saved'])

function screenFinding(page: ConnectionInfo | null, required: boolean): readonly [Grade, Finding] {
  if (page === null) return [required ? 'bad' : 'warn', { kind: 'noPage' }]
  const report = page.report
  if (report === null) return ['unknown', { kind: 'noReport' }]
  switch (report.picture) {
    case 'drawing':
      return ['good', { kind: 'drawing', fps: report.fps }]
    case 'slow':
      return ['warn', { kind: 'slow', fps: report.fps }]
    case 'waiting':
      return ['warn', { kind: 'waiting' }]
    case 'lost':
      return ['bad', { kind: 'lost' }]
  }
}

function lightFinding(found: LightFinding): Finding {
  const { startMs } = found
  if (found.kind === 'washOut') return { kind: 'washOut', startMs }
  const kind = found.kind === 'shutter' ? 'shutters' : found.red ? 'redFlashes' : 'flashes'
  return { kind, perSecond: found.perSecond, startMs }
}

function soundFinding(page: ConnectionInfo | null, required: boolean): readonly [Grade, Finding] {
  if (page === null) return [required ? 'bad' : 'warn', { kind: 'nobodySpeaks' }]
  if (page.report === null) return ['unknown', { kind: 'noReport' }]
  if (page.report.sound === 'locked') return ['bad', { kind: 'soundLocked', page: page.name }]
  if (page.report.sound === 'faulty') return ['bad', { kind: 'soundFaulty', page: page.name }]
  return ['good', { kind: 'speaks', page: page.name }]
}

function skewFinding(errorMs: number | null): [Grade, Finding] {
  if (errorMs === null) return ['unknown', { kind: 'skewUnknown' }]
  return [errorMs <= skewGoodMs ? 'good' : errorMs <= skewWarnMs ? 'warn' : 'bad', { kind: 'skew', ms: errorMs }]
}

/** The worst of all; what cannot be known counts as a warning until somebody has looked. */
export function overall(lines: readonly CheckLine[], lookedAt: ReadonlySet<string>): Grade {
  const grades = lines.map(({ id, grade }) => (grade === 'unknown' ? (lookedAt.has(id) ? 'good' : 'unknown') : grade))
  return (['bad', 'warn', 'unknown'] as const).find((grade) => grades.includes(grade)) ?? 'good'
}
