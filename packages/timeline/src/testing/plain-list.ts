/** The list of the plain model: which cue stands where, what is armed, where anchors lie, what a cue occupies. */
import type { CueAction } from '../document/cue.ts'
import type { Edition } from '../edition.ts'
import { beats } from '../units.ts'
import type { Needle } from './plain-music.ts'

export interface PlainRun {
  cueId: string
  id: string
  root: string
  parent: string | null
  n: number
  action: CueAction
  at: number
  actAt: number
  post: number
  mode: 'none' | 'autoContinue' | 'autoFollow'
  catchUp: string
  acted: boolean
  proceeds: boolean
  holdEnds: boolean
  anchoredIn: string | null
  passedUntil: number | null
  musicOf: string | null
  slots: string[] | null
  staysUntil: number | null
  fade: number
  letGoAt: number | null
  letGoFade: number
  letGoBy: string | null
  gainFrom: number
  gainTo: number
  gainAt: number
  gainFade: number
}

export interface PlainEdge {
  readonly id: string
  readonly at: number
}

export const KINDS_OF: Record<string, string[]> = {
  looks: ['look'],
  performers: ['performer'],
  camera: ['camera'],
  outputs: ['output'],
  sounds: ['sound'],
  all: ['look', 'performer', 'camera', 'output', 'sound'],
}

export class PlainList {
  now = 0
  edition: Edition
  nextEdition: string | null = null
  standby: string | null = null
  needle: Needle | null = null
  leaving: Needle | null = null
  idleSince = 0
  runs: PlainRun[] = []
  blackout = false
  frozen: string[] = []
  grandMaster = 1
  muted: string[] = []
  strobe = true
  showLocked = false
  taken = new Map<string, unknown>()
  armed = new Map<string, boolean>()
  panicAt: number | null = null
  panicFade = 0
  lastGo: string | null = null
  readonly edges: PlainEdge[] = []
  protected readonly source: (hash: string) => Edition

  constructor(source: (hash: string) => Edition, first: Edition) {
    this.source = source
    this.edition = first
  }

  protected isArmed = (cueId: string): boolean => this.armed.get(cueId) ?? this.edition.show.cues[cueId]?.armed ?? false

  protected placeOf(anchor: NonNullable<Edition['show']['cues'][string]['anchor']>, needle: Needle): number | null {
    const song = this.edition.songs[needle.songId(this.edition)]!
    const time = this.edition.time[needle.songId(this.edition)]!
    const ms = (b: number | undefined) => (b === undefined ? null : time.tempo.beatsToMs(beats(b)))
    switch (anchor.kind) {
      case 'time':
        return anchor.positionMs
      case 'bar':
        // Every song that the model plays is in four-four time.
        return ms((anchor.bar - 1) * 4 + (anchor.beat ?? 1) - 1)
      case 'note': {
        const track = song.tracks[anchor.trackId]
        return track?.kind === 'vocal' ? ms(track.notes[anchor.noteId]?.startBeats) : null
      }
      case 'marker': {
        const track = song.tracks[anchor.trackId]
        return track?.kind === 'marker' ? ms(track.markers[anchor.markerId]?.atBeats) : null
      }
      case 'section':
        return ms(song.sections[anchor.sectionId]?.startBeats)
      case 'beforeEnd':
        return ms(song.lengthBeats - anchor.beats)
    }
  }

  protected anchored(needle: Needle): { cueId: string; place: number; everyPass: boolean }[] {
    const found = []
    for (const [cueId, cue] of Object.entries(this.edition.show.cues)) {
      if (cue.anchor?.segmentId !== needle.segmentId || cue.groupId !== undefined) continue
      const place = this.placeOf(cue.anchor, needle)
      if (place !== null && place < needle.length(this.edition)) found.push({ cueId, place, everyPass: cue.anchor.everyPass ?? false })
    }
    const order = (id: string) => this.edition.show.cues[id]!.order
    return found.sort((a, b) => a.place - b.place || (order(a.cueId) < order(b.cueId) ? -1 : 1))
  }

  protected top(cueId: string): string {
    const group = this.edition.show.cues[cueId]?.groupId
    return group === undefined ? cueId : this.top(group)
  }

  protected listed(): string[] {
    const { cues } = this.edition.show
    return Object.keys(cues)
      .filter((id) => cues[id]!.groupId === undefined)
      .sort((a, b) => (cues[a]!.order < cues[b]!.order ? -1 : 1))
  }

  protected after(cueId: string): string | null {
    const list = this.listed()
    const from = list.indexOf(this.top(cueId))
    return from < 0 ? null : (list.slice(from + 1).find(this.isArmed) ?? null)
  }

  protected chain(cueId: string): string[] {
    const chain = [cueId]
    if (this.edition.show.cues[cueId]?.groupId !== undefined) return chain
    while (this.edition.show.cues[chain.at(-1)!]!.continueMode !== 'none') {
      const next = this.after(chain.at(-1)!)
      if (next === null) break
      chain.push(next)
    }
    return chain
  }

  protected children(groupId: string): string[] {
    const { cues } = this.edition.show
    return Object.keys(cues)
      .filter((id) => cues[id]!.groupId === groupId && this.isArmed(id))
      .sort((a, b) => (cues[a]!.order < cues[b]!.order ? -1 : 1))
  }

  protected sibling(cueId: string): string | null {
    const { cues } = this.edition.show
    const later = this.children(cues[cueId]?.groupId ?? '').filter((id) => cues[id]!.order > cues[cueId]!.order)
    return later[0] ?? null
  }

  protected slotsOf(action: CueAction, cueId: string): string[] | null {
    switch (action.kind) {
      case 'look':
        return Object.keys(this.edition.show.looks[action.look]?.groups ?? {})
      case 'performer':
        return [
          ...(action.move ? [`${action.performerId}:move`] : []),
          ...Object.keys(action.expressions ?? {}).map((e) => `${action.performerId}:${e}`),
        ]
      case 'camera':
        return ['camera']
      case 'output': {
        const screens = Object.entries(this.edition.venue.outputs).filter(([, output]) => output.kind === 'screen')
        const ids = action.outputId === undefined ? screens.map(([id]) => id) : [action.outputId]
        const { picture } = action
        return ids.map((id) => `${id}:${picture.kind}:${picture.kind === 'media' ? picture.layer : ''}`)
      }
      case 'sound':
        return [cueId]
      default:
        return null
    }
  }
}
