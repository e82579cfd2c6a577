/** `ghostlight cues <show>`: the cue list as a table. */
import type { Edition, Text } from '@ghostlight/timeline'

const shown = ['number', 'name', 'kind', 'does', 'continue', 'notes'] as const
type Row = Readonly<Record<(typeof shown)[number], string>>

export const inEnglish = (text: Text | undefined): string => text?.en ?? Object.values(text ?? {})[0] ?? ''

const stays = (lengthMs: number | undefined): string => (lengthMs === undefined ? '' : `for ${lengthMs / 1000} s`)

/** What a cue does, in a few words. */
export function doesOf(edition: Edition, cueId: string): string {
  const { action } = edition.show.cues[cueId]!
  switch (action.kind) {
    case 'segment': {
      const segment = edition.show.setlist[action.segmentId]
      const from = action.startBeats === undefined ? '' : ` from beat ${action.startBeats}`
      const section = action.startSectionId === undefined ? '' : ` from section ${action.startSectionId}`
      return `${inEnglish(segment?.name) || action.segmentId}${section || from}`
    }
    case 'look':
      return `${edition.show.looks[action.look]?.name ?? action.look} in ${action.fadeMs / 1000} s`
    case 'releaseLooks':
      return `looks out in ${action.fadeMs / 1000} s`
    case 'osc':
      return action.messages.map((message) => message.address).join(' ')
    case 'command':
      return [action.command, action.outputClass, action.boundary, action.levelUnit, action.cueId]
        .filter((part) => part !== undefined)
        .join(' ')
    case 'performer':
      return [action.performerId, action.move, ...Object.keys(action.expressions ?? {}), stays(action.lengthMs)].filter(Boolean).join(' ')
    case 'camera':
      return [action.shot, stays(action.lengthMs)].filter(Boolean).join(' ')
    case 'output': {
      const { picture } = action
      const what =
        picture.kind === 'media'
          ? `${picture.file} on layer ${picture.layer}`
          : picture.kind === 'pattern'
            ? `pattern ${picture.pattern}`
            : picture.kind
      return [action.outputId ?? 'every screen:', what, `in ${action.fadeMs / 1000} s`, stays(action.lengthMs)].filter(Boolean).join(' ')
    }
    case 'sound':
      return `${action.file}${action.loop ? ' looped' : ''} in ${action.fadeMs / 1000} s`
    case 'soundFade':
      return `${action.cueId ?? 'all sounds'} to ${action.gainDb} dB in ${action.fadeMs / 1000} s`
    case 'soundStop':
      return `${action.cueId ?? 'all sounds'} out in ${action.fadeMs / 1000} s`
    case 'release':
      return `${action.of} out in ${action.fadeMs / 1000} s`
    case 'vamp':
      return action.sectionId ?? 'this section'
    case 'hold':
      return stays(action.lengthMs)
    case 'wait':
      return `${action.lengthMs / 1000} s`
    case 'group':
      return `${(edition.groupChildren[cueId] ?? []).map((id) => edition.show.cues[id]!.number).join(action.mode === 'together' ? ' + ' : ', then ')}`
    case 'note':
      return ''
  }
}

const childrenBelow = (edition: Edition, cueId: string): readonly string[] =>
  (edition.groupChildren[cueId] ?? []).flatMap((id) => [id, ...childrenBelow(edition, id)])

/** All cues in running order, children under their group. */
export const allCues = (edition: Edition): readonly string[] => edition.cueOrder.flatMap((id) => [id, ...childrenBelow(edition, id)])

function rowsOf(edition: Edition): readonly Row[] {
  return allCues(edition).map((id) => {
    const cue = edition.show.cues[id]!
    return {
      number: cue.number,
      name: inEnglish(cue.name),
      kind: cue.action.kind,
      does: doesOf(edition, id),
      continue: cue.continueMode === 'none' ? '' : cue.continueMode,
      notes: cue.notes ?? '',
    }
  })
}

export function cuesAsText(edition: Edition): string {
  const rows = rowsOf(edition)
  const width = (column: (typeof shown)[number]) => Math.max(column.length, ...rows.map((row) => row[column].length))
  const line = (row: Readonly<Record<string, string>>) =>
    shown
      .map((column) => (row[column] ?? '').padEnd(width(column)))
      .join('  ')
      .trimEnd()
  const header = line(Object.fromEntries(shown.map((column) => [column, column])))
  return `${[header, ...rows.map(line)].join('\n')}\n`
}
