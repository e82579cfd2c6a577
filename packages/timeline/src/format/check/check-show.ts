/**
 * What parsing cannot see: references between documents, overlaps, ends. Gives every problem with its path, in words that say what to do.
 * Errors keep a show from being served; warnings do not (a look for a group this hall has not hung is no reason to stay at home).
 */
import type { Show } from '../../document/show.ts'
import type { Song } from '../../document/song.ts'
import type { Venue } from '../../document/venue.ts'
import type { Issue } from '../../issue.ts'
import { checkCues } from './check-cues.ts'
import { checkLicences } from './check-licences.ts'
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
  checkCues({ report, show, songs, venue, options })
  checkLicences(report, show, songs)
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
