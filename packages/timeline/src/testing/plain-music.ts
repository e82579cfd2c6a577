/**
 * The music of the plain model: a needle that walks along a song, a step at a time, round every vamp. It knows nothing of routes, legs or
 * unrolled time but what it counts while it walks. Slow on purpose; shares no code with the performance it is compared with.
 */
import type { Edition } from '../edition.ts'
import { beats, ms } from '../units.ts'

export interface PlainVamp {
  readonly id: string
  readonly startMs: number
  readonly endMs: number
}

export class Needle {
  readonly segmentId: string
  readonly runId: string
  position: number
  elapsed = 0
  pass = 0
  heldAt: number | null = null
  edition: string
  /** Last time it began to play, and since when it has been moving from there. */
  enteredAt: number
  enteredInside: boolean
  endedAt: number | null = null
  leftAt: number | null = null
  fadeOut: number
  still: number
  readonly lastPass = new Map<string, number>()
  readonly exit = new Map<string, number>()
  loops: string[] = []
  readonly fired = new Set<string>()
  /** Elapsed time up to which, and at which cues, anchors were seen. */
  seenAt = 0
  seen = new Set<string>()

  constructor(
    edition: Edition,
    start: { segmentId: string; runId: string; position: number; at: number; held: boolean; still: number; elapsed: number },
  ) {
    this.segmentId = start.segmentId
    this.edition = edition.hash
    this.runId = start.runId
    this.position = start.position
    this.elapsed = start.elapsed
    this.enteredAt = start.at
    this.enteredInside = start.position > 0
    this.heldAt = start.held ? start.at : null
    this.still = start.still
    this.fadeOut = edition.show.setlist[start.segmentId]!.fadeOutMs
    if (this.position >= this.length(edition)) this.endedAt = start.at
  }

  copy(): Needle {
    const twin: Needle = Object.assign(Object.create(Needle.prototype) as Needle, this)
    return Object.assign(twin, {
      lastPass: new Map(this.lastPass),
      exit: new Map(this.exit),
      loops: [...this.loops],
      fired: new Set(this.fired),
      seen: new Set(this.seen),
    })
  }

  songId = (edition: Edition): string => edition.show.setlist[this.segmentId]!.songId
  length = (edition: Edition): number => edition.time[this.songId(edition)]!.lengthMs

  vamps(edition: Edition): PlainVamp[] {
    const song = edition.songs[this.songId(edition)]!
    const { tempo } = edition.time[this.songId(edition)]!
    const at = (b: number) => tempo.beatsToMs(beats(b))
    const all: PlainVamp[] = Object.entries(song.vamps).map(([id, v]) => ({
      id,
      startMs: at(v.startBeats),
      endMs: at(v.startBeats + v.lengthBeats),
    }))
    if (all.length === 0 && edition.show.setlist[this.segmentId]!.kind === 'vamp')
      return [{ id: 'whole', startMs: 0, endMs: this.length(edition) }]
    for (const id of this.loops) {
      const s = song.sections[id]!
      all.push({ id: `section:${id}`, startMs: at(s.startBeats), endMs: at(s.startBeats + s.lengthBeats) })
    }
    return all
  }

  vamp(edition: Edition): PlainVamp | null {
    return this.vamps(edition).find((v) => v.startMs <= this.position && this.position < v.endMs) ?? null
  }

  get moves(): boolean {
    return this.heldAt === null && this.endedAt === null
  }

  /** How long until something happens to the needle by itself: the edge of a vamp, its exit, the end. Infinity while it stands. */
  untilTurn(edition: Edition): number {
    if (!this.moves) return Infinity
    const vamps = this.vamps(edition)
    const inside = this.vamp(edition)
    let until = this.length(edition) - this.position
    for (const v of vamps) for (const edge of [v.startMs, v.endMs]) if (edge > this.position) until = Math.min(until, edge - this.position)
    const exit = inside && this.exit.get(inside.id)
    if (exit != null && exit > this.elapsed + 1e-6) until = Math.min(until, exit - this.elapsed)
    return until
  }

  /** Moves on by no more than `untilTurn`; turns when it gets there. `now` is the time at the end of the step. */
  step(edition: Edition, by: number, now: number): void {
    if (!this.moves) return
    const was = this.vamp(edition)
    this.position += by
    this.elapsed += by
    // Sums of fractions may stop a hair before an edge; the needle is on it then.
    const edges = [this.length(edition), ...this.vamps(edition).flatMap((v) => [v.startMs, v.endMs])]
    this.position = edges.find((edge) => Math.abs(edge - this.position) < 1e-6) ?? this.position
    if (was) {
      const exit = this.exit.get(was.id)
      const isLast = this.lastPass.has(was.id) && this.pass >= this.lastPass.get(was.id)!
      if (exit !== undefined && this.elapsed >= exit - 1e-6) {
        // Left with nothing after it, the song is over where it was left.
        if (was.endMs >= this.length(edition)) this.endedAt ??= now
        else this.position = was.endMs
        this.pass = 0
      } else if (this.position >= was.endMs) {
        if (isLast) this.pass = 0
        else {
          this.position = was.startMs
          this.pass++
        }
      }
    }
    if (this.position >= this.length(edition)) this.endedAt ??= now
  }

  stillAt(now: number): number {
    const clamp = (x: number) => Math.max(0, Math.min(1, x))
    const until = this.heldAt ?? this.endedAt ?? now
    const danced = clamp(this.still - Math.max(0, until - this.enteredAt) / 600)
    return this.heldAt !== null || this.endedAt !== null ? clamp(danced + Math.max(0, now - until) / 600) : danced
  }

  level(now: number): number {
    if (this.leftAt === null) return 1
    return this.fadeOut <= 0 ? 0 : 1 - Math.max(0, Math.min(1, (now - this.leftAt) / this.fadeOut))
  }

  /** Where a devamp pressed now leaves: tries every boundary ahead, one after the other. */
  devampPlace(edition: Edition, boundary: string): { id: string; lastPass: number; exit: number | null } | null {
    const v = this.vamp(edition)
    if (!v || this.endedAt !== null) return null
    const time = edition.time[this.songId(edition)]!
    const song = edition.songs[this.songId(edition)]!
    const inner: number[] = []
    // Every sixteenth of a quarter note is looked at: is it a beat, a bar line, the start of a section?
    for (let b = 0; b < song.lengthBeats; b += 1 / 16) {
      const at = time.tempo.beatsToMs(beats(b))
      if (at <= v.startMs + 1e-6 || at >= v.endMs - 1e-6) continue
      const { beat } = time.barBeatAt(beats(b))
      const isBeat = Math.abs(beat - Math.round(beat)) < 1e-9
      const isBar = Math.abs(beat - 1) < 1e-9
      const isSection = Object.values(song.sections).some((s) => Math.abs(s.startBeats - b) < 1e-9)
      if ((boundary === 'beat' && isBeat) || (boundary === 'bar' && isBar) || (boundary === 'section' && isSection)) inner.push(at)
    }
    const margin = this.heldAt === null ? 200 : 0
    for (let pass = this.pass; ; pass++) {
      // Elapsed time at which this pass ends.
      const end = this.elapsed + (v.endMs - this.position) + (pass - this.pass) * (v.endMs - v.startMs)
      for (const at of inner) {
        const exit = end - (v.endMs - at)
        if (exit > this.elapsed && exit - this.elapsed >= margin) return { id: v.id, lastPass: pass, exit }
      }
      if (end - this.elapsed >= margin) return { id: v.id, lastPass: pass, exit: null }
    }
  }

  canLoop(edition: Edition, asked: string | null): string | null {
    if (this.endedAt !== null) return null
    const song = edition.songs[this.songId(edition)]!
    const { tempo, sectionAt } = edition.time[this.songId(edition)]!
    const id = asked ?? sectionAt(tempo.msToBeats(ms(this.position)))
    const s = id === null ? undefined : song.sections[id]
    if (id === null || !s || this.vamp(edition)) return null
    const from = tempo.beatsToMs(s.startBeats)
    const to = tempo.beatsToMs(beats(s.startBeats + s.lengthBeats))
    const overlaps = this.vamps(edition).some((v) => v.startMs < to && from < v.endMs)
    return overlaps || this.position >= to ? null : id
  }
}
