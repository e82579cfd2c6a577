/** What every check of a song is given. */
import type { Show } from '../../document/show.ts'
import type { Song } from '../../document/song.ts'
import type { Venue } from '../../document/venue.ts'
import type { SongTime } from '../../song-time.ts'
import type { CheckOptions } from './options.ts'
import type { Report } from './report.ts'

/** Rounding slack when beats are compared: far below a sample. */
export const SLACK_BEATS = 1e-6
export interface SongCheck {
  readonly report: Report
  readonly path: string
  readonly song: Song
  readonly time: SongTime
  readonly show: Show
  readonly venue: Venue
  readonly options: CheckOptions
}
