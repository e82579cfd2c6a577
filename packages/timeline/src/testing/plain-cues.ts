/** The cues of the plain model: starting, acting, ending, and what each kind does. What they do to the music is told to whoever has it. */
import type { CueAction } from '../document/cue.ts'
import type { Edition } from '../edition.ts'
import { KINDS_OF, PlainList, type PlainRun } from './plain-list.ts'

export abstract class PlainCues extends PlainList {
  protected abstract begin(
    segmentId: string,
    runId: string,
    fromBeats: number,
    position: number | null,
    at: number,
    fade: number | null,
    held?: boolean,
  ): void
  protected abstract songOf(segmentId: string): Edition['songs'][string] | undefined
  protected abstract passOver(at: number): void
  protected abstract hold(at: number): void
  protected abstract resume(at: number): void
  protected abstract drop(exceptRoot: string | null): void
  protected abstract panic(at: number, fade: number): void

  protected start(s: {
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

  outAt(run: PlainRun): number | null {
    return run.letGoAt ?? (run.staysUntil !== null && run.staysUntil <= this.eventAt ? run.staysUntil : null)
  }

  /** Time of what happens just now: in the past for cues that a locate puts on as old as the music says. */
  protected eventAt = 0
  protected isOn = (run: PlainRun): boolean => run.slots !== null && run.acted && this.outAt(run) === null
  protected letGo(run: PlainRun, at: number, fade: number, by: string | null): void {
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

  protected proceed(run: PlainRun, at: number): void {
    run.proceeds = false
    const next = run.parent !== null ? this.sibling(run.cueId) : this.after(run.cueId)
    if (next === null) return
    const parent = this.runs.find((other) => other.id === run.parent)
    if (parent) this.startChild(parent, next, run.n + 1, at)
    else this.start({ ...run, cueId: next, id: `${run.root}.${run.n + 1}`, n: run.n + 1, at, mode: null })
  }

  protected startChild(parent: PlainRun, cueId: string, n: number, at: number): void {
    const sequence = parent.action.kind === 'group' && parent.action.mode === 'sequence'
    const own = this.edition.show.cues[cueId]?.continueMode
    const mode = !sequence ? 'none' : own === 'autoContinue' ? 'autoContinue' : 'autoFollow'
    const { root, anchoredIn, passedUntil } = parent
    this.start({ cueId, id: `${parent.id}+${n}`, root, parent: parent.id, n, at, mode, anchoredIn, passedUntil })
  }

  protected act(run: PlainRun): void {
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

  protected letGoOf(kinds: string[], at: number, fade: number, by: string | null): void {
    this.eventAt = at
    for (const run of this.runs) if (kinds.includes(run.action.kind) && this.isOn(run)) this.letGo(run, at, fade, by)
  }

  protected verb(action: Extract<CueAction, { kind: 'command' }>, run: PlainRun, at: number): void {
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

  protected mute(name: string, on: boolean): void {
    this.muted = this.muted.filter((other) => other !== name)
    if (on) this.muted.push(name)
  }

  protected giveBack(roots: Set<string>, except: (run: PlainRun) => boolean): void {
    for (const run of this.runs) {
      if (run.letGoBy === null || !roots.has(run.letGoBy) || except(run)) continue
      run.letGoAt = null
      run.letGoFade = 0
      run.letGoBy = null
    }
  }
}
