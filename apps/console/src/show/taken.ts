/** What an operator types to take something by hand. Pure. */
import type { Taken } from '@ghostlight/timeline'

/** "1/24 @ 255": universe, slot (1–512) and value (0–255) of one DMX channel; null when it is not written so. */
export function parseChannel(text: string): Extract<Taken, { kind: 'channel' }> | null {
  const [, universe, slot, value] = /^\s*(\d+)\s*[/.]\s*(\d+)\s*@\s*(\d+)\s*$/.exec(text.normalize('NFKC')) ?? []
  if (universe === undefined) return null
  const channel = { kind: 'channel', universe: Number(universe), slot: Number(slot), value: Number(value) } as const
  return channel.universe >= 1 && channel.universe <= 63_999 && channel.slot >= 1 && channel.slot <= 512 && channel.value <= 255
    ? channel
    : null
}

/** "85" or "85 %" as 0–1; null when it is no level. */
export function parsePercent(text: string): number | null {
  const plain = text
    .normalize('NFKC')
    .replace(/\s*%\s*$/, '')
    .trim()
  if (plain === '') return null
  const unit = Number(plain.replace(',', '.')) / 100
  return unit >= 0 && unit <= 1 ? unit : null
}

export interface TakeDraft {
  /** "fixture:<id>", "output:<id>", "channel", or '' when nothing is chosen. */
  readonly what: string
  readonly percent: string
  /** "#rrggbb"; null: the show goes on colouring it. */
  readonly colour: string | null
  /** Grand master and blackout leave the fixture alone. */
  readonly parked: boolean
  readonly channel: string
}

/** What the form would take; null while something is missing or wrong. A fixture without a level keeps that of the show. */
export function takenOf({ what, percent, colour, parked, channel }: TakeDraft): Taken | null {
  if (what === 'channel') return parseChannel(channel)
  const levelUnit = parsePercent(percent)
  const [, kind, id] = /^(fixture|output):(.+)$/s.exec(what) ?? []
  if (id === undefined || (levelUnit === null && percent.trim() !== '')) return null
  if (kind === 'output') return levelUnit === null ? null : { kind: 'output', outputId: id, levelUnit }
  if (levelUnit === null && colour === null && !parked) return null
  return {
    kind: 'fixture',
    fixtureId: id,
    ...(levelUnit === null ? {} : { levelUnit }),
    ...(colour === null ? {} : { colour }),
    ...(parked ? { parked } : {}),
  }
}
