/** `ghostlight cues <show>`: the cue list as a table. */
import { type Anchor, anchorBeats, beats, type Edition, type Song, type Text } from '@ghostlight/timeline'

const shown = ['number', 'name', 'kind', 'does', 'continue', 'notes'] as const
type Row = Readonly<Record<(typeof shown)[number], string>>

export const inEnglish = (text: Text | undefined): string => text?.en ?? Object.values(text ?? {})[0] ?? ''

const stays = (lengthMs: number | undefined): string => (lengthMs === undefined ? '' : `for ${lengthMs / 1000} s`)

/** Verbs whose code is no English. */
const verbWords: Readonly<Record<string, string>> = {
  blackoutOn: 'blackout',
  blackoutOff: 'blackout off',
  freezeOn: 'freeze',
  freezeOff: 'freeze off',
  muteOn: 'mute',
  muteOff: 'unmute',
  grandMaster: 'grand master',
  standBy: 'stand by',
}
/** Cues are known by their numbers. */
const numberOf = (edition: Edition, cueId: string | undefined): string | undefined =>
  cueId === undefined ? undefined : (edition.show.cues[cueId]?.number ?? cueId)

function anchorWords(anchor: Anchor, song: Song | undefined): string {
  switch (anchor.kind) {
    case 'time':
    case 'bar':
      return ''
    case 'note': {
      const track = song?.tracks[anchor.trackId]
      return `on "${(track?.kind === 'vocal' ? track.notes[anchor.noteId]?.lyric : undefined) ?? anchor.noteId}"`
    }
    case 'marker': {
      const track = song?.tracks[anchor.trackId]
      return `at "${(track?.kind === 'marker' ? track.markers[anchor.markerId]?.name : undefined) ?? anchor.markerId}"`
    }
    case 'section':
      return `at the section ${inEnglish(song?.sections[anchor.sectionId]?.name) || anchor.sectionId}`
    case 'beforeEnd':
      return `${anchor.beats} beats before the end`
  }
}

/** Where a cue fires by itself, for people who count bars. Empty: it does not. */
export function whereOf(edition: Edition, cueId: string): string {
  const { anchor } = edition.show.cues[cueId]!
  if (anchor === undefined) return ''
  const songId = edition.show.setlist[anchor.segmentId]?.songId ?? ''
  const song = edition.songs[songId]
  const time = edition.time[songId]
  const words = ['by itself', anchorWords(anchor, song)].filter(Boolean).join(' ')
  const atBeats = song === undefined || time === undefined ? null : anchorBeats(anchor, song, time)
  if (atBeats === null || time === undefined) return words
  const { bar, beat } = time.barBeatAt(beats(atBeats))
  const bars = `bar ${bar}${beat > 1.001 ? `, beat ${Number(beat.toFixed(2))}` : ''}`
  return `${words}: ${songClock(time.tempo.beatsToMs(beats(atBeats)))}, ${bars}${anchor.everyPass ? ', every pass' : ''}`
}

/** 1:02.3 */
export function songClock(atMs: number): string {
  const tenths = Math.round(atMs / 100)
  return `${Math.floor(tenths / 600)}:${String(Math.floor(tenths / 10) % 60).padStart(2, '0')}.${tenths % 10}`
}

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
    case 'command': {
      const level = action.levelUnit === undefined ? undefined : `${Math.round(action.levelUnit * 100)} %`
      return [verbWords[action.command] ?? action.command, action.outputClass, action.boundary, level, numberOf(edition, action.cueId)]
        .filter((part) => part !== undefined)
        .join(' ')
    }
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
      return `${numberOf(edition, action.cueId) ?? 'all sounds'} to ${action.gainDb} dB in ${action.fadeMs / 1000} s`
    case 'soundStop':
      return `${numberOf(edition, action.cueId) ?? 'all sounds'} out in ${action.fadeMs / 1000} s`
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
