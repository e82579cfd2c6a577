/**
 * A performance again, slow and obvious: takes the log from its first entry and plays it, an event at a time, with things that change in
 * place. It shares no code with `apply`, `momentAt` and `schedule`, which it is compared with over random logs; where it differs, one of
 * the two has the rules wrong.
 */
import type { Edition } from '../edition.ts'
import type { Entry } from '../performance/entry.ts'
import { beats } from '../units.ts'
import { PlainCues } from './plain-cues.ts'
import { KINDS_OF, type PlainRun } from './plain-list.ts'
import { Needle } from './plain-music.ts'

export class PlainModel extends PlainCues {
  private readonly waiting: Entry[]

  constructor(source: (hash: string) => Edition, entries: readonly Entry[]) {
    const first = entries[0]!.decision
    if (first.kind !== 'open') throw new Error('a log begins with open')
    super(source, source(first.edition))
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

  protected walk(to: number): void {
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
  protected passTriggers(needle: Needle, by: number, at: number): void {
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

  protected nextEvent(): { at: number; go: () => void } | null {
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

  /** The next anchor before the needle turns; those behind a turn are found once it has turned. */
  protected nextAnchor(): { at: number; go: () => void } | null {
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

  protected songOf(segmentId: string) {
    const edition = this.nextEdition === null ? this.edition : this.source(this.nextEdition)
    const songId = edition.show.setlist[segmentId]?.songId
    return songId === undefined ? undefined : edition.songs[songId]
  }

  protected leave(at: number, fade: number | null): void {
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

  protected begin(
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

  protected standbyIn(before: Edition): string | null {
    const { cues } = before.show
    const mine = cues[this.standby!]?.order
    if (mine === undefined) return null
    return this.listed().find((id) => cues[id] && cues[id].order > mine && this.isArmed(id)) ?? null
  }

  protected passOver(at: number): void {
    const needle = this.needle!
    for (const { cueId, place } of this.anchored(needle)) {
      if (place >= needle.position || !this.isArmed(cueId)) continue
      const id = `${needle.runId}@${cueId}`
      const ago = needle.position - place
      this.start({ cueId, id, root: id, parent: null, n: 0, at: at - ago, mode: null, anchoredIn: needle.runId, passedUntil: at })
    }
  }

  protected hold(at: number): void {
    const needle = this.needle
    if (needle?.moves) needle.heldAt = at
  }

  protected resume(at: number): void {
    const needle = this.needle
    if (!needle || needle.heldAt === null) return
    if (needle.endedAt !== null) {
      needle.heldAt = null
      return
    }
    needle.still = needle.stillAt(at)
    needle.heldAt = null
    needle.enteredAt = at
    needle.enteredInside = needle.elapsed > 0 || needle.enteredInside
  }

  protected drop(exceptRoot: string | null): void {
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

  protected panic(at: number, fade: number): void {
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

  protected undo(at: number, root: string): void {
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
  protected get startedAt(): Map<string, number> {
    return new Map(this.needle ? [[this.needle.runId, this.needle.enteredAt]] : [])
  }

  protected byHand(cueId: string, id: string, at: number): void {
    this.start({ cueId, id, root: id, parent: null, n: 0, at, mode: null, anchoredIn: null, passedUntil: null })
  }

  protected take(entry: Entry): void {
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
      case 'strobe':
        this.strobe = decision.on
        return
      case 'showLock':
        this.showLocked = decision.on
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
  protected carry(at: number, carry: { readonly positionMs: number } | null): void {
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

  protected forgetAnchored(runId: string, at: number): void {
    this.eventAt = at
    const mine = this.runs.filter((run) => run.anchoredIn === runId)
    this.giveBack(new Set(mine.map((run) => run.root)), (run) => mine.includes(run))
    for (const run of mine) if (this.isOn(run)) this.letGo(run, at, 30, null)
  }

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
