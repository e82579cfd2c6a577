/**
 * What parsing cannot see: references between documents, overlaps, ends. Gives every problem with its path, in words that say what to do.
 * Errors keep a show from being served; warnings do not (a look for a group this hall has not hung is no reason to stay at home).
 */
import type { Cue } from '../../document/cue.ts'
import type { Show } from '../../document/show.ts'
import type { Song } from '../../document/song.ts'
import type { Venue } from '../../document/venue.ts'
import type { Issue } from '../../issue.ts'
import { inOrder } from '../../order.ts'
import { checkPalettes } from './check-palettes.ts'
import { checkSong } from './check-song.ts'
import { checkVenue } from './check-venue.ts'
import type { CheckOptions } from './options.ts'
import { createReport, noSuch, type Report } from './report.ts'

/** @param songs  by song id; also songs that the setlist does not play are checked. */
export function checkShow(show: Show, songs: Readonly<Record<string, Song>>, venue: Venue, options: CheckOptions = {}): Issue[] {
  const report = createReport()
  checkPerformers(report, show, options)
  checkSetlist(report, show, songs)
  checkCues(report, show, songs, venue)
  checkLooks(report, show, venue)
  checkPalettes(report, show, songs)
  if (Object.keys(show.credits).length === 0) report.warning('show.credits', 'no-credits', 'nobody is credited for the show')
  for (const [songId, song] of Object.entries(songs)) checkSong(report, `songs/${songId}`, song, show, venue, options)
  checkVenue(report, venue, options.footprints)
  return report.issues
}

function checkPerformers(report: Report, show: Show, { filesPresent, known }: CheckOptions): void {
  for (const [id, performer] of Object.entries(show.performers)) {
    const path = `show.performers.${id}`
    if (performer.avatar.kind === 'file' && filesPresent && !filesPresent.has(performer.avatar.file)) {
      report.error(`${path}.avatar.file`, 'missing-file', `the file "${performer.avatar.file}" is not in the show folder`)
    }
    if (performer.avatar.kind === 'builtIn' && known?.avatarLooks && !known.avatarLooks.includes(performer.avatar.look)) {
      report.error(`${path}.avatar.look`, 'unknown-look', noSuch('built-in avatar', performer.avatar.look, known.avatarLooks))
    }
    const { singer } = performer
    if (singer.kind === 'builtIn' && known?.singers && !known.singers.includes(singer.design)) {
      report.error(`${path}.singer.design`, 'unknown-singer', noSuch('built-in voice', singer.design, known.singers))
    }
    if (singer.kind === 'bank') checkBankCredit(report, `${path}.singer`, singer, show)
  }
}

/** A voicebank is somebody's voice: the show says whose, and on what terms. */
function checkBankCredit(
  report: Report,
  path: string,
  singer: { readonly folder: string; readonly creditId?: string | undefined },
  show: Show,
): void {
  if (singer.creditId === undefined) {
    report.warning(
      `${path}.creditId`,
      'no-voice-credit',
      `nobody is credited for the voicebank "${singer.folder}": name its makers and licence in the credits of the show, and that credit here`,
    )
  } else if (!Object.hasOwn(show.credits, singer.creditId))
    report.error(`${path}.creditId`, 'unknown-credit', noSuch('credit', singer.creditId, Object.keys(show.credits)))
}

function checkSetlist(report: Report, show: Show, songs: Readonly<Record<string, Song>>): void {
  if (Object.keys(show.setlist).length === 0)
    report.warning('show.setlist', 'empty-setlist', 'the setlist is empty: there is nothing to play')
  const started = new Set(Object.values(show.cues).map((cue) => (cue.action.kind === 'segment' ? cue.action.segmentId : '')))
  for (const [id, segment] of Object.entries(show.setlist)) {
    const path = `show.setlist.${id}`
    if (!Object.hasOwn(songs, segment.songId))
      report.error(`${path}.songId`, 'unknown-song', noSuch('song', segment.songId, Object.keys(songs)))
    if (!started.has(id)) report.warning(path, 'segment-never-started', `no cue starts the segment "${id}"`)
  }
}

function checkCues(report: Report, show: Show, songs: Readonly<Record<string, Song>>, venue: Venue): void {
  const numbers = new Map<string, string>()
  const order = inOrder(show.cues)
  let previous: string | null = null
  for (const [place, id] of order.entries()) {
    const cue = show.cues[id]!
    const path = `show.cues.${id}`
    const twin = numbers.get(plainNumber(cue.number))
    if (twin !== undefined)
      report.error(`${path}.number`, 'duplicate-cue-number', `cue ${cue.number} is there twice: "${twin}" has the same number`)
    else if (previous !== null && compareNumbers(previous, cue.number) > 0) {
      report.warning(`${path}.number`, 'cue-out-of-order', `cue ${cue.number} runs after cue ${previous}`)
    }
    numbers.set(plainNumber(cue.number), id)
    previous = cue.number
    const followed = order.slice(place + 1).some((later) => show.cues[later]!.armed)
    if (cue.continueMode !== 'none' && !followed) {
      report.warning(`${path}.continueMode`, 'nothing-follows', `cue ${cue.number} continues, but no armed cue follows it`)
    }
    checkAction(report, `${path}.action`, cue, show, songs, venue)
  }
}

function checkAction(report: Report, path: string, cue: Cue, show: Show, songs: Readonly<Record<string, Song>>, venue: Venue): void {
  const { action } = cue
  switch (action.kind) {
    case 'segment': {
      const segment = Object.hasOwn(show.setlist, action.segmentId) ? show.setlist[action.segmentId] : undefined
      if (!segment) {
        report.error(`${path}.segmentId`, 'unknown-segment', noSuch('segment', action.segmentId, Object.keys(show.setlist)))
        return
      }
      const song = songs[segment.songId]
      if (song && action.startBeats !== undefined && action.startBeats >= song.lengthBeats) {
        report.error(
          `${path}.startBeats`,
          'beyond-end',
          `starts at beat ${action.startBeats}, but "${segment.songId}" is ${song.lengthBeats} beats long`,
        )
      }
      if (cue.continueMode === 'autoFollow' && segment.kind === 'vamp') {
        report.warning(path, 'follows-vamp', `cue ${cue.number} waits for the end of a vamp, which comes only after a devamp`)
      }
      return
    }
    case 'look':
      if (!Object.hasOwn(show.looks, action.look))
        report.error(`${path}.look`, 'unknown-look', noSuch('look', action.look, Object.keys(show.looks)))
      return
    case 'osc':
      action.messages.forEach((message, index) => {
        if (message.targetId === undefined || Object.hasOwn(venue.targets, message.targetId)) return
        report.error(`${path}.messages.${index}.targetId`, 'unknown-target', noSuch('target', message.targetId, Object.keys(venue.targets)))
      })
      return
    case 'releaseLooks':
    case 'command':
    case 'note':
      return
  }
}

function checkLooks(report: Report, show: Show, venue: Venue): void {
  const groups = [...new Set(Object.values(venue.fixtures).flatMap((fixture) => fixture.groups))].sort()
  for (const [id, look] of Object.entries(show.looks)) {
    const named = Object.keys(look.groups)
    if (named.length === 0)
      report.warning(`show.looks.${id}.groups`, 'empty-look', `the look "${look.name}" touches no group: it does nothing`)
    for (const group of named) {
      if (groups.includes(group)) continue
      report.warning(
        `show.looks.${id}.groups.${group}`,
        'unknown-group',
        `${noSuch('group', group, groups)} No fixture of this venue will follow it`,
      )
    }
  }
}

/** Cue numbers compare part by part: 2 < 2.5 < 10; 2.50 is another cue than 2.5, 02 the same as 2. */
const plainNumber = (number: string): string => number.split('.').map(Number).join('.')

function compareNumbers(a: string, b: string): number {
  const left = a.split('.').map(Number)
  const right = b.split('.').map(Number)
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? -1) - (right[i] ?? -1)
    if (difference !== 0) return difference
  }
  return 0
}
