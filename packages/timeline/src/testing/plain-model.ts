/**
 * A performance again, slow and obvious: takes the log from its first entry and plays it, an event at a time, with things that change in
 * place. It shares no code with `apply`, `momentAt` and `schedule`, which it is compared with over random logs; where it differs, one of
 * the two has the rules wrong.
 */
import type { CueAction } from '../document/cue.ts'
import type { Edition } from '../edition.ts'
import type { Entry } from '../performance/entry.ts'
import { beats } from '../units.ts'
import { Needle } from './plain-music.ts'

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

const KINDS_OF: Record<string, string[]> = {
  looks: ['look'],
  performers: ['performer'],
  camera: ['camera'],
  outputs: ['output'],
  sounds: ['sound'],
  all: ['look', 'performer', 'camera', 'output', 'sound'],
}

export class PlainModel {
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
  taken = new Map<string, unknown>()
  armed = new Map<string, boolean>()
  panicAt: number | null = null
  panicFade = 0
  lastGo: string | null = null
  readonly edges: PlainEdge[] = []
  private readonly waiting: Entry[]
  private readonly source: (hash: string) => Edition

  constructor(source: (hash: string) => Edition, entries: readonly Entry[]) {
    this.source = source
    const first = entries[0]!.decision
    if (first.kind !== 'open') throw new Error('a log begins with open')
    this.edition = source(first.edition)
    this.standby = first.standbyCueId
    this.waiting = entries.slice(1).sort((a, b) => a.atMs - b.atMs || a.seq - b.seq)
  }

  /** Plays up to a time, that instant included. */
  playTo(until: number): this {
    for (let turns = 0; ; turns++) {
      const turn = this.needle ? this.now + this.needle.untilTurn(this.edition) : Infinity
      const event = this.nextEvent()
      if (turns > 200_000) throw new Error(`the plain model stands still at ${this.now} ms`)
      const at = Math.min(event?.at ?? Infinity, turn, this.waiting[0]?.atMs ?? Infinity, until)
      this.walk(Math.max(this.now, at))
      // A turn of the needle may bring an anchor; so look again before anything else.
      if (turn <= at && turn <= (event?.at ?? Infinity)) {
        if (turn < (event?.at ?? Infinity)) continue
      }
      if (event && event.at <= Math.min(until, this.waiting[0]?.atMs ?? Infinity)) event.go()
      else if (this.waiting[0] && this.waiting[0].atMs <= until) this.take(this.waiting.shift()!)
      else return this
    }
  }

  private walk(to: number): void {
    const from = this.now
    this.now = to
    for (const needle of [this.needle, this.leaving]) {
      if (!needle) continue
      for (let at = from; ; ) {
        const by = Math.min(to - at, needle.untilTurn(this.edition))
        if (needle === this.needle) this.passTriggers(needle, by, at)
        at += by
        needle.step(this.edition, by, at)
        if (at >= to || by === 0) break
      }
    }
    if (this.leaving && (this.leaving.leftAt === null || to >= this.leaving.leftAt + this.leaving.fadeOut)) this.leaving = null
  }

  /** Messages of the song that lie in the next stretch; one exactly at its end belongs to the stretch after. */
  private passTriggers(needle: Needle, by: number, at: number): void {
    if (!needle.moves || this.muted.includes('osc')) return
    const song = this.edition.songs[needle.songId(this.edition)]!
    const { tempo } = this.edition.time[needle.songId(this.edition)]!
    for (const [trackId, track] of Object.entries(song.tracks)) {
      if (track.kind !== 'osc') continue
      for (const [id, message] of Object.entries(track.messages)) {
        const place = tempo.beatsToMs(message.atBeats)
        if (place < needle.position || place >= needle.position + by || (needle.pass > 0 && !message.everyPass)) continue
        const pass = needle.vamp(this.edition) && message.everyPass ? `:${needle.pass}` : ''
        this.edges.push({ id: `${needle.runId}:${trackId}/${id}${pass}`, at: at + place - needle.position })
      }
    }
  }

  // What comes by itself

  private nextEvent(): { at: number; go: () => void } | null {
    let best: { at: number; go: () => void } | null = null
    const offer = (at: number, go: () => void) => {
      if (Number.isFinite(at) && (best === null || at < best.at)) best = { at, go }
    }
    for (const run of this.runs) {
      if (!run.acted) {
        offer(run.actAt, () => this.act(run))
        continue
      }
      const resumeAt = run.holdEnds && run.action.kind === 'hold' ? run.actAt + run.action.lengthMs! : Infinity
      const nextAt = !run.proceeds ? Infinity : (run.mode === 'autoContinue' ? run.actAt : this.endOf(run)) + run.post
      if (resumeAt <= nextAt) {
        offer(resumeAt, () => {
          run.holdEnds = false
          if (this.needle?.heldAt === run.actAt) this.resume(resumeAt)
        })
      } else offer(nextAt, () => this.proceed(run, nextAt))
    }
    const anchor = this.nextAnchor()
    if (anchor) offer(anchor.at, anchor.go)
    return best
  }

  private isArmed = (cueId: string): boolean => this.armed.get(cueId) ?? this.edition.show.cues[cueId]?.armed ?? false

  private placeOf(anchor: NonNullable<Edition['show']['cues'][string]['anchor']>, needle: Needle): number | null {
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

  private anchored(needle: Needle): { cueId: string; place: number; everyPass: boolean }[] {
    const found = []
    for (const [cueId, cue] of Object.entries(this.edition.show.cues)) {
      if (cue.anchor?.segmentId !== needle.segmentId || cue.groupId !== undefined) continue
      const place = this.placeOf(cue.anchor, needle)
      if (place !== null && place < needle.length(this.edition)) found.push({ cueId, place, everyPass: cue.anchor.everyPass ?? false })
    }
    const order = (id: string) => this.edition.show.cues[id]!.order
    return found.sort((a, b) => a.place - b.place || (order(a.cueId) < order(b.cueId) ? -1 : 1))
  }

  /** The next anchor before the needle turns; those behind a turn are found once it has turned. */
  private nextAnchor(): { at: number; go: () => void } | null {
    const needle = this.needle
    if (!needle?.moves) return null
    const turn = needle.untilTurn(this.edition)
    for (const { cueId, place, everyPass } of this.anchored(needle)) {
      const ahead = place - needle.position
      if (ahead < 0 || ahead >= turn || (needle.pass > 0 && !everyPass)) continue
      const elapsed = needle.elapsed + ahead
      if (elapsed === needle.seenAt && needle.seen.has(cueId)) continue
      const at = this.now + ahead
      const go = () => {
        if (needle.seenAt !== elapsed) needle.seen = new Set()
        needle.seenAt = elapsed
        needle.seen.add(cueId)
        if ((needle.pass === 0 && needle.fired.has(cueId)) || !this.isArmed(cueId)) return
        const id = `${needle.runId}@${cueId}${needle.pass === 0 ? '' : `@${needle.pass}`}`
        if (this.standby === cueId) this.standby = this.after(this.chain(cueId).at(-1)!)
        this.start({ cueId, id, root: id, parent: null, n: 0, at, mode: null, anchoredIn: needle.runId, passedUntil: null })
      }
      return { at, go }
    }
    return null
  }

  // The list

  private top(cueId: string): string {
    const group = this.edition.show.cues[cueId]?.groupId
    return group === undefined ? cueId : this.top(group)
  }
  private listed(): string[] {
    const { cues } = this.edition.show
    return Object.keys(cues)
      .filter((id) => cues[id]!.groupId === undefined)
      .sort((a, b) => (cues[a]!.order < cues[b]!.order ? -1 : 1))
  }
  private after(cueId: string): string | null {
    const list = this.listed()
    const from = list.indexOf(this.top(cueId))
    return from < 0 ? null : (list.slice(from + 1).find(this.isArmed) ?? null)
  }
  private chain(cueId: string): string[] {
    const chain = [cueId]
    if (this.edition.show.cues[cueId]?.groupId !== undefined) return chain
    while (this.edition.show.cues[chain.at(-1)!]!.continueMode !== 'none') {
      const next = this.after(chain.at(-1)!)
      if (next === null) break
      chain.push(next)
    }
    return chain
  }
  private children(groupId: string): string[] {
    const { cues } = this.edition.show
    return Object.keys(cues)
      .filter((id) => cues[id]!.groupId === groupId && this.isArmed(id))
      .sort((a, b) => (cues[a]!.order < cues[b]!.order ? -1 : 1))
  }
  private sibling(cueId: string): string | null {
    const { cues } = this.edition.show
    const later = this.children(cues[cueId]?.groupId ?? '').filter((id) => cues[id]!.order > cues[cueId]!.order)
    return later[0] ?? null
  }

  // Cues

  private start(s: {
    cueId: string
    id: string
    root: string
    parent: string | null
    n: number
    at: number
    mode: PlainRun['mode'] | null
    anchoredIn: string | null
    passedUntil: number | null
  }): void {
    const cue = this.edition.show.cues[s.cueId]
    if (!cue || this.runs.some((run) => run.id === s.id)) return
    const { action } = cue
    const actAt = s.at + cue.preWaitMs
    const mode = s.mode ?? (cue.groupId === undefined ? cue.continueMode : 'none')
    const stays =
      action.kind === 'sound' ? (action.loop ? null : action.durationMs) : 'lengthMs' in action ? (action.lengthMs ?? null) : null
    const slots = this.slotsOf(action, s.cueId)
    this.runs.push({
      ...s,
      mode,
      action,
      actAt,
      post: cue.postWaitMs,
      catchUp: cue.catchUp ?? 'skip',
      acted: false,
      proceeds: mode !== 'none',
      holdEnds: action.kind === 'hold' && action.lengthMs !== undefined,
      musicOf: action.kind === 'segment' ? s.id : null,
      slots,
      staysUntil: slots && stays !== null ? actAt + stays : null,
      fade: action.kind === 'camera' ? 0 : 'fadeMs' in action ? action.fadeMs : 0,
      letGoAt: null,
      letGoFade: 0,
      letGoBy: null,
      gainFrom: action.kind === 'sound' ? (action.gainDb ?? 0) : 0,
      gainTo: action.kind === 'sound' ? (action.gainDb ?? 0) : 0,
      gainAt: 0,
      gainFade: 0,
    })
    if (cue.anchor && cue.anchor.segmentId === this.needle?.segmentId) this.needle.fired.add(s.cueId)
  }

  private slotsOf(action: CueAction, cueId: string): string[] | null {
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

  outAt(run: PlainRun): number | null {
    return run.letGoAt ?? (run.staysUntil !== null && run.staysUntil <= this.eventAt ? run.staysUntil : null)
  }
  /** Time of what happens just now: in the past for cues that a locate puts on as old as the music says. */
  private eventAt = 0
  private isOn = (run: PlainRun): boolean => run.slots !== null && run.acted && this.outAt(run) === null
  private letGo(run: PlainRun, at: number, fade: number, by: string | null): void {
    run.letGoAt = at
    run.letGoFade = fade
    run.letGoBy = by
  }

  endOf(run: PlainRun): number {
    const { action } = run
    switch (action.kind) {
      case 'segment':
        return this.needle?.runId === run.musicOf ? (this.needle.endedAt ?? Infinity) : Infinity
      case 'group': {
        let end = run.actAt
        for (const child of this.runs.filter((other) => other.parent === run.id)) {
          const more = child.proceeds && this.sibling(child.cueId) !== null
          end = Math.max(end, child.acted && !more ? this.endOf(child) : Infinity)
        }
        return end
      }
      case 'sound':
        if (run.letGoAt !== null) return run.letGoAt + run.letGoFade
        return action.loop ? Infinity : run.actAt + action.durationMs
      case 'performer':
      case 'output':
        return run.actAt + (action.lengthMs ?? action.fadeMs)
      case 'camera':
      case 'hold':
        return run.actAt + (action.lengthMs ?? 0)
      case 'wait':
        return run.actAt + action.lengthMs
      case 'look':
      case 'releaseLooks':
      case 'release':
      case 'soundFade':
      case 'soundStop':
        return run.actAt + action.fadeMs
      default:
        return run.actAt
    }
  }

  private proceed(run: PlainRun, at: number): void {
    run.proceeds = false
    const next = run.parent !== null ? this.sibling(run.cueId) : this.after(run.cueId)
    if (next === null) return
    const parent = this.runs.find((other) => other.id === run.parent)
    if (parent) this.startChild(parent, next, run.n + 1, at)
    else this.start({ ...run, cueId: next, id: `${run.root}.${run.n + 1}`, n: run.n + 1, at, mode: null })
  }

  private startChild(parent: PlainRun, cueId: string, n: number, at: number): void {
    const sequence = parent.action.kind === 'group' && parent.action.mode === 'sequence'
    const own = this.edition.show.cues[cueId]?.continueMode
    const mode = !sequence ? 'none' : own === 'autoContinue' ? 'autoContinue' : 'autoFollow'
    const { root, anchoredIn, passedUntil } = parent
    this.start({ cueId, id: `${parent.id}+${n}`, root, parent: parent.id, n, at, mode, anchoredIn, passedUntil })
  }

  private act(run: PlainRun): void {
    run.acted = true
    const at = run.actAt
    this.eventAt = at
    const { action } = run
    if (run.passedUntil !== null && at < run.passedUntil) {
      const moves =
        ['segment', 'vamp', 'hold'].includes(action.kind) ||
        (action.kind === 'command' && ['devamp', 'hold', 'resume', 'panic', 'standBy'].includes(action.command))
      const edge = action.kind === 'osc' || action.kind === 'command'
      if (moves || (edge && (run.catchUp === 'skip' || action.kind === 'osc'))) return
    }
    if (run.slots) {
      this.panicAt = null
      for (const other of this.runs) {
        const covered = other !== run && other.action.kind === action.kind && other.slots?.every((slot) => run.slots!.includes(slot))
        if (run.slots.length > 0 && covered && this.isOn(other)) this.letGo(other, at, run.fade, run.root)
      }
      return
    }
    switch (action.kind) {
      case 'segment': {
        const song = this.songOf(action.segmentId)
        if (!song) return
        const from = (action.startSectionId && song.sections[action.startSectionId]?.startBeats) || action.startBeats || 0
        this.begin(action.segmentId, run.id, from, null, at, null)
        if (this.needle?.runId === run.id) this.passOver(at)
        return
      }
      case 'osc':
        if (!this.muted.includes('osc')) action.messages.forEach((_, i) => void this.edges.push({ id: `${run.id}:${i}`, at }))
        return
      case 'releaseLooks':
        this.letGoOf(['look'], at, action.fadeMs, run.root)
        return
      case 'release':
        this.letGoOf(KINDS_OF[action.of]!, at, action.fadeMs, run.root)
        return
      case 'soundStop':
      case 'soundFade':
        for (const other of this.runs) {
          if (other.action.kind !== 'sound' || !this.isOn(other) || (action.cueId ?? other.cueId) !== other.cueId) continue
          if (action.kind === 'soundStop') this.letGo(other, at, action.fadeMs, run.root)
          else Object.assign(other, { gainFrom: this.gain(other, at), gainTo: action.gainDb, gainAt: at, gainFade: action.fadeMs })
        }
        return
      case 'vamp': {
        const id = this.needle?.canLoop(this.edition, action.sectionId ?? null)
        if (id) this.needle!.loops.push(id)
        return
      }
      case 'hold':
        this.drop(run.root)
        this.hold(at)
        return
      case 'group': {
        const children = this.children(run.cueId)
        const first = action.mode === 'together' ? children : children.slice(0, 1)
        first.forEach((id, i) => void this.startChild(run, id, i + 1, at))
        return
      }
      case 'command':
        this.verb(action, run, at)
        return
    }
  }

  gain(run: PlainRun, at: number): number {
    if (run.gainFade <= 0 || at >= run.gainAt + run.gainFade) return run.gainTo
    return run.gainFrom + ((run.gainTo - run.gainFrom) * (at - run.gainAt)) / run.gainFade
  }

  private letGoOf(kinds: string[], at: number, fade: number, by: string | null): void {
    this.eventAt = at
    for (const run of this.runs) if (kinds.includes(run.action.kind) && this.isOn(run)) this.letGo(run, at, fade, by)
  }

  private verb(action: Extract<CueAction, { kind: 'command' }>, run: PlainRun, at: number): void {
    switch (action.command) {
      case 'devamp': {
        const place = this.needle?.devampPlace(this.edition, action.boundary ?? 'pass')
        if (place && !this.needle!.lastPass.has(place.id)) {
          this.needle!.lastPass.set(place.id, place.lastPass)
          if (place.exit !== null) this.needle!.exit.set(place.id, place.exit)
        }
        return
      }
      case 'hold':
        this.drop(run.root)
        this.hold(at)
        return
      case 'resume':
        this.resume(at)
        return
      case 'blackoutOn':
      case 'blackoutOff':
        this.blackout = action.command === 'blackoutOn'
        return
      case 'freezeOn':
      case 'freezeOff':
        this.frozen = action.command === 'freezeOn' ? ['*'] : []
        return
      case 'panic':
        this.panic(at, this.panicAt === null ? this.edition.show.settings.panicFadeMs : 0)
        return
      case 'grandMaster':
        this.grandMaster = action.levelUnit ?? this.grandMaster
        return
      case 'standBy':
        if (action.cueId && this.edition.show.cues[action.cueId]) this.standby = action.cueId
        return
      case 'muteOn':
      case 'muteOff':
        if (action.outputClass) this.mute(action.outputClass, action.command === 'muteOn')
        return
      case 'arm':
      case 'disarm':
        if (action.cueId) this.armed.set(action.cueId, action.command === 'arm')
    }
  }

  private mute(name: string, on: boolean): void {
    this.muted = this.muted.filter((other) => other !== name)
    if (on) this.muted.push(name)
  }

  // Music

  private songOf(segmentId: string) {
    const edition = this.nextEdition === null ? this.edition : this.source(this.nextEdition)
    const songId = edition.show.setlist[segmentId]?.songId
    return songId === undefined ? undefined : edition.songs[songId]
  }

  private leave(at: number, fade: number | null): void {
    const needle = this.needle
    if (!needle) return
    if (needle.endedAt !== null) this.idleSince = needle.endedAt
    else {
      needle.leftAt = at
      if (fade !== null) needle.fadeOut = fade
      this.leaving = needle
      this.idleSince = at
    }
    this.needle = null
  }

  private begin(
    segmentId: string,
    runId: string,
    fromBeats: number,
    position: number | null,
    at: number,
    fade: number | null,
    held = false,
  ): void {
    if (!this.songOf(segmentId)) return
    const before = this.edition
    const wasOn = this.needle !== null || this.leaving !== null
    this.leave(at, fade)
    if (this.nextEdition !== null) {
      this.edition = this.source(this.nextEdition)
      this.nextEdition = null
      if (this.standby !== null && !this.edition.show.cues[this.standby]) this.standby = this.standbyIn(before)
    }
    this.panicAt = null
    const { tempo } = this.edition.time[this.edition.show.setlist[segmentId]!.songId]!
    const start = Math.min(
      position ?? tempo.beatsToMs(beats(fromBeats)),
      this.edition.time[this.edition.show.setlist[segmentId]!.songId]!.lengthMs,
    )
    const still = held || (!wasOn && start > 0) ? 1 : 0
    this.needle = new Needle(this.edition, { segmentId, runId, position: start, at, held, still, elapsed: 0 })
  }

  private standbyIn(before: Edition): string | null {
    const { cues } = before.show
    const mine = cues[this.standby!]?.order
    if (mine === undefined) return null
    return this.listed().find((id) => cues[id] && cues[id].order > mine && this.isArmed(id)) ?? null
  }

  private passOver(at: number): void {
    const needle = this.needle!
    for (const { cueId, place } of this.anchored(needle)) {
      if (place >= needle.position || !this.isArmed(cueId)) continue
      const id = `${needle.runId}@${cueId}`
      const ago = needle.position - place
      this.start({ cueId, id, root: id, parent: null, n: 0, at: at - ago, mode: null, anchoredIn: needle.runId, passedUntil: at })
    }
  }

  private hold(at: number): void {
    const needle = this.needle
    if (needle?.moves) needle.heldAt = at
  }

  private resume(at: number): void {
    const needle = this.needle
    if (!needle || needle.heldAt === null) return
    needle.still = needle.stillAt(at)
    needle.heldAt = null
    needle.enteredAt = at
    needle.enteredInside = needle.elapsed > 0 || needle.enteredInside
  }

  private drop(exceptRoot: string | null): void {
    this.runs = this.runs.filter((run) => run.acted || run.root === exceptRoot)
    const music = this.runs.find((run) => run.musicOf !== null && run.musicOf === this.needle?.runId)
    const holders = new Set<string>()
    for (let run = music; run; ) {
      holders.add(run.id)
      const { parent } = run
      run = parent === null ? undefined : this.runs.find((other) => other.id === parent)
    }
    for (const run of this.runs) {
      if (run.root === exceptRoot || (run.mode === 'autoFollow' && holders.has(run.id))) continue
      run.proceeds = false
      run.holdEnds = false
    }
  }

  private panic(at: number, fade: number): void {
    this.leave(at, fade)
    if (fade === 0) this.leaving = null
    this.runs = this.runs.filter((run) => run.acted)
    this.eventAt = at
    for (const run of this.runs) {
      run.proceeds = false
      run.holdEnds = false
      if (run.slots && (this.outAt(run) === null || fade === 0)) this.letGo(run, at, fade, null)
    }
    this.panicAt = at
    this.panicFade = fade
  }

  private undo(at: number, root: string): void {
    this.eventAt = at
    const needle = this.needle
    const startedIt = needle !== null && this.runs.some((run) => run.root === root && run.musicOf === needle.runId)
    const mine = (run: PlainRun) => run.root === root || (startedIt && run.anchoredIn === needle!.runId)
    const roots = new Set([root, ...this.runs.filter(mine).map((run) => run.root)])
    this.giveBack(roots, mine)
    this.runs = this.runs.filter((run) => !mine(run) || run.acted)
    for (const run of this.runs.filter(mine)) {
      if (this.isOn(run)) this.letGo(run, at, run.fade, null)
      run.proceeds = false
      run.holdEnds = false
    }
    this.lastGo = null
    if (!startedIt) return
    const back =
      this.leaving && this.leaving.edition === this.edition.hash && this.leaving.leftAt === this.startedAt.get(needle!.runId)
        ? this.leaving
        : null
    needle!.leftAt = at
    this.leaving = needle
    this.needle = back
    if (back) {
      back.leftAt = null
      back.seenAt = back.elapsed
      back.seen = new Set()
    }
    this.idleSince = at
  }
  /** When each run was last anchored, as `undo` asks. */
  private get startedAt(): Map<string, number> {
    return new Map(this.needle ? [[this.needle.runId, this.needle.enteredAt]] : [])
  }

  private byHand(cueId: string, id: string, at: number): void {
    this.start({ cueId, id, root: id, parent: null, n: 0, at, mode: null, anchoredIn: null, passedUntil: null })
  }

  private take(entry: Entry): void {
    const { decision, atMs: at, seq } = entry
    const voidGos = () => {
      for (let i = this.waiting.length - 1; i >= 0; i--) {
        const other = this.waiting[i]!
        if (other.seq < seq && (other.decision.kind === 'go' || other.decision.kind === 'fire')) this.waiting.splice(i, 1)
      }
    }
    switch (decision.kind) {
      case 'open':
        return
      case 'epoch':
        if (!decision.heldOnStart) return
        voidGos()
        this.drop(null)
        this.hold(at)
        return
      case 'go':
        this.standby = decision.standbyCueId !== null && this.edition.show.cues[decision.standbyCueId] ? decision.standbyCueId : null
        this.lastGo = decision.runId
        this.byHand(decision.cueId, decision.runId, at)
        return
      case 'fire':
        this.byHand(decision.cueId, decision.runId, at)
        return
      case 'standBy':
        this.standby = decision.cueId
        return
      case 'hold':
        voidGos()
        this.drop(null)
        this.hold(at)
        return
      case 'resume':
        this.resume(at)
        return
      case 'devamp':
        if (!this.needle || this.needle.lastPass.has(decision.vampId)) return
        this.needle.lastPass.set(decision.vampId, decision.lastPass)
        if (decision.exitElapsedMs != null) this.needle.exit.set(decision.vampId, decision.exitElapsedMs)
        return
      case 'vamp': {
        const id = this.needle?.canLoop(this.edition, decision.sectionId)
        if (id) this.needle!.loops.push(id)
        return
      }
      case 'locate': {
        voidGos()
        this.drop(null)
        const before = this.needle
        const same = before?.segmentId === decision.segmentId
        if (same) this.forgetAnchored(before.runId, at)
        const held = before === null || before.heldAt !== null
        this.begin(decision.segmentId, decision.runId, 0, decision.positionMs, at, same ? 30 : null, held)
        if (this.needle?.runId !== decision.runId) return
        if (same) for (const run of this.runs) if (run.musicOf === before.runId) run.musicOf = decision.runId
        this.passOver(at)
        return
      }
      case 'blackout':
        this.blackout = decision.on
        return
      case 'freeze':
        this.frozen =
          decision.outputId === null
            ? decision.on
              ? ['*']
              : []
            : [...this.frozen.filter((id) => id !== decision.outputId), ...(decision.on ? [decision.outputId] : [])]
        return
      case 'panic':
        voidGos()
        this.panic(at, decision.fadeMs)
        return
      case 'undoLastGo':
        voidGos()
        this.undo(at, decision.runId)
        this.standby = decision.standbyCueId
        return
      case 'grandMaster':
        this.grandMaster = decision.levelUnit
        return
      case 'mute':
        this.mute(decision.outputClass, decision.on)
        return
      case 'arm':
        this.armed.set(decision.cueId, decision.on)
        return
      case 'take': {
        const { taken } = decision
        const key =
          taken.kind === 'fixture'
            ? `fixture:${taken.fixtureId}`
            : taken.kind === 'output'
              ? `output:${taken.outputId}`
              : `channel:${taken.universe}/${taken.slot}`
        this.taken.set(key, { ...(this.taken.get(key) as object | undefined), ...taken })
        return
      }
      case 'release':
        if (decision.key === null) this.taken.clear()
        else this.taken.delete(decision.key)
        return
      case 'releaseCues':
        this.letGoOf(KINDS_OF[decision.of]!, at, decision.fadeMs, null)
        return
      case 'adopt':
        if (decision.at === 'nextSegment') {
          this.nextEdition = decision.edition
          return
        }
        this.edition = this.source(decision.edition)
        this.carry(at, decision.carry)
        this.nextEdition = null
        this.standby = decision.standbyCueId
        return
      case 'fireEdge':
        if (!this.muted.includes('osc')) this.edges.push({ id: `${decision.edgeId}!${seq}`, at })
    }
  }

  /** Another edition: the needle stands at the same beat, counts on from there, and looks for anchors from here on. */
  private carry(at: number, carry: { readonly positionMs: number } | null): void {
    const needle = this.needle
    if (!needle || !carry) return
    needle.edition = this.edition.hash
    needle.position = carry.positionMs
    const leftFor = needle.exit.get(needle.vamp(this.edition)?.id ?? '')
    const isOver = carry.positionMs >= needle.length(this.edition) || (leftFor !== undefined && leftFor <= needle.elapsed)
    const ended = isOver ? needle.endedAt : null
    const since = ended ?? at
    needle.still = needle.stillAt(needle.heldAt ?? since)
    needle.endedAt = ended
    needle.enteredAt = since
    needle.enteredInside = needle.elapsed > 0 || carry.positionMs > 0
    needle.seenAt = needle.elapsed
    needle.seen = new Set()
  }

  private giveBack(roots: Set<string>, except: (run: PlainRun) => boolean): void {
    for (const run of this.runs) {
      if (run.letGoBy === null || !roots.has(run.letGoBy) || except(run)) continue
      run.letGoAt = null
      run.letGoFade = 0
      run.letGoBy = null
    }
  }

  private forgetAnchored(runId: string, at: number): void {
    this.eventAt = at
    const mine = this.runs.filter((run) => run.anchoredIn === runId)
    this.giveBack(new Set(mine.map((run) => run.root)), (run) => mine.includes(run))
    for (const run of mine) if (this.isOn(run)) this.letGo(run, at, 30, null)
  }

  // What is on now

  outNow(run: PlainRun): number | null {
    this.eventAt = this.now
    return this.outAt(run)
  }

  standbyShown(entries: readonly Entry[]): string | null {
    let standby = this.standby
    for (const { decision } of this.waiting.filter((entry) => entries.includes(entry))) {
      if (decision.kind === 'go') standby = decision.standbyCueId
      if (decision.kind === 'standBy') standby = decision.cueId
    }
    return standby
  }
}
