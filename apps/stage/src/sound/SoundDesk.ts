/**
 * Makes the loudspeakers agree with the show. Four times a second (from a worker timer, which hidden tabs do not throttle) it asks
 * `soundItems` what is due in the next seconds and starts, trims, cuts or fades sources until that is what sounds.
 */
import type { MissingAsset } from '@ghostlight/engine/protocol'
import { type Edition, inOrder, momentAt, ms } from '@ghostlight/timeline'
import { editionsOf, type ShowSource } from '../show-source.ts'
import { takenLevel } from '../taken-level.ts'
import { AudioFiles } from './audio-files.ts'
import { bendAnchor, contextAtShow, OutputClock, readOutput, type SoundAnchor, servoStep, showAtContext } from './audio-servo.ts'
import { cueSounds } from './cue-sounds.ts'
import { Playing } from './playing.ts'
import { type Prepared, Preparing } from './preparing.ts'
import { RunFaders } from './run-faders.ts'
import { runWindows } from './run-windows.ts'
import { SoundGraph } from './sound-graph.ts'
import { soundItems } from './sound-items.ts'
import { timecodeItems } from './timecode-items.ts'
import type { VocalPlans } from './vocal-plans.ts'

/** Sources are started at least 3 s ahead; a tick may come late by the difference. */
const HORIZON_MS = 4000
const TICK_MS = 250
/** How the clock of an output that has just begun is read: not for the first 150 ms, then every 40 ms until it is settled. */
const WARM_UP_MS = 150
const QUICK_READING_MS = 40
/** For so long a small error is mended at once. */
const YOUNG_MS = 4000
/** How long a context may take to start before it is called locked. */
const LOCKED_AFTER_MS = 1200
/** Corners of the faders, in ticks from now. */
const FADER_STEPS = [0, 0.5, 1, 1.5]

export interface SoundState {
  readonly sound: 'silent' | 'locked' | 'speaking' | 'faulty'
  /** Sound minus show time, ms; null when nothing sounds. */
  readonly errorMs: number | null
  /** Songs ready for the standby cue, 0–1. */
  readonly loadedUnit: number
  /** What `loadedUnit` waits for, the least ready first. */
  readonly missing: readonly MissingAsset[]
  readonly faults: readonly string[]
}

export class SoundDesk {
  readonly #source: ShowSource
  readonly #plans: VocalPlans
  readonly #wantsSound: () => boolean
  readonly #keepsReady: boolean
  readonly #graph = new SoundGraph()
  readonly #files: AudioFiles
  readonly #clock = new OutputClock()
  readonly #preparing: Preparing
  readonly #faders = new RunFaders(this.#graph)
  readonly #playing: Playing
  readonly #ticker = new Worker(new URL('./tick-worker.ts', import.meta.url), { type: 'module' })
  readonly #stops: (() => void)[] = []
  readonly #listeners = new Set<() => void>()
  #anchor: SoundAnchor | null = null
  #errorMs: number | null = null
  #prepared: Prepared = { unit: 0, missing: [] }
  #state: SoundState = { sound: 'silent', errorMs: null, loadedUnit: 0, missing: [], faults: [] }
  #soon = false
  #youngUntilMs = 0
  #reading: ReturnType<typeof setInterval> | undefined
  #waitsSinceMs: number | null = null
  #disposed = false
  #reanchors = 0
  /** Why timecode cannot be sent, in words. */
  #timecodeFault: string | null = null

  /**
   * @param parts.wantsSound  whether this page is to be heard at all (it speaks for the performance, or a fan has joined).
   * @param parts.keepsReady  decodes and sings what comes next also while another page speaks: it may have to take over.
   */
  constructor(parts: {
    readonly source: ShowSource
    readonly plans: VocalPlans
    readonly wantsSound: () => boolean
    readonly keepsReady: boolean
  }) {
    this.#keepsReady = parts.keepsReady
    this.#source = parts.source
    this.#plans = parts.plans
    this.#wantsSound = parts.wantsSound
    this.#files = new AudioFiles(this.#graph.native, (path) => this.#source.assetUrl(path))
    const [source, plans, files] = [this.#source, this.#plans, this.#files]
    this.#preparing = new Preparing({ source, plans, files, sampleRateHz: this.#graph.native.sampleRate })
    this.#playing = new Playing({ graph: this.#graph, files, plans, faders: this.#faders })
  }

  start(): void {
    this.#ticker.onmessage = () => this.#tick()
    this.#ticker.postMessage(TICK_MS)
    this.#stops.push(this.#source.subscribe(() => this.tickSoon()))
    this.#stops.push(this.#plans.subscribe(() => this.tickSoon()))
    this.#stops.push(this.#files.subscribe(() => this.tickSoon()))
    this.#graph.native.addEventListener('statechange', () => this.wake())
    this.wake()
    this.#tick()
  }

  /** Runs once the present task is over; several requests are one. */
  tickSoon(): void {
    if (this.#soon) return
    this.#soon = true
    queueMicrotask(() => {
      this.#soon = false
      this.#tick()
    })
  }

  /** Must be called from a click or key press. Resolves to whether the browser lets sound out now. */
  async unlock(): Promise<boolean> {
    await this.#graph.native.resume()
    this.tickSoon()
    return this.#graph.native.state === 'running'
  }

  get locked(): boolean {
    return this.#graph.native.state !== 'running'
  }

  setVolume(unit: number): void {
    this.#graph.setVolume(unit)
  }

  /** The output has begun to run, or the page comes back from sleep or a hidden tab: read its clock anew, quickly at first. */
  wake(): void {
    this.#clock.forget()
    this.#youngUntilMs = globalThis.performance.now() + YOUNG_MS
    clearInterval(this.#reading)
    // The first readings after a start are of a device that is still filling its buffers; they are let pass.
    const fromMs = globalThis.performance.now() + WARM_UP_MS
    this.#reading = setInterval(() => {
      if (this.#graph.native.state !== 'running' || globalThis.performance.now() < fromMs) return
      this.#clock.add(readOutput(this.#graph.native))
      if (!this.#clock.settled) return
      clearInterval(this.#reading)
      this.#reading = undefined
      this.#tick()
    }, QUICK_READING_MS)
    this.tickSoon()
  }

  state(): SoundState {
    return this.#state
  }

  /** Called when `state()` changes in kind (locked, speaking …). */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** A short beep at an instant of show time, for measuring sound against the flash of the test pattern. Silent while locked. */
  beepAt(showMs: number): void {
    const native = this.#graph.native
    if (native.state !== 'running') return
    const outMs = this.#clock.contextAt(this.#source.clock.toLocalMs(showMs))
    if (outMs === null) return
    const atS = Math.max(native.currentTime, outMs / 1000)
    const tone = new OscillatorNode(native, { frequency: 1000 })
    const gain = new GainNode(native, { gain: 0.4 })
    tone.connect(gain).connect(native.destination)
    tone.start(atS)
    tone.stop(atS + 0.05)
  }

  /** For tests and for the curious: what is scheduled, in show time. */
  inspect(): {
    readonly items: readonly { readonly key: string; readonly startAtMs: number; readonly begun: boolean }[]
    readonly reanchors: number
    readonly rate: number | null
  } {
    return {
      items: this.#playing.list(),
      reanchors: this.#reanchors,
      rate: this.#anchor?.rate ?? null,
    }
  }

  dispose(): void {
    this.#disposed = true
    for (const stop of this.#stops) stop()
    this.#ticker.terminate()
    clearInterval(this.#reading)
    this.#playing.dispose()
    this.#graph.dispose()
    this.#listeners.clear()
  }

  #tick(): void {
    if (this.#disposed) return
    const edition = this.#source.edition()
    const performance = this.#source.performance()
    const heard = this.#wantsSound()
    if (edition && performance) this.#prepared = this.#preparing.look(edition, performance, heard || this.#keepsReady)
    const running = this.#graph.native.state === 'running'
    if (running) this.#waitsSinceMs = null
    if (!edition || !performance || !heard || !running) {
      this.#playing.silence()
      this.#anchor = null
      this.#errorMs = null
      this.#say(heard && !running && this.#isLocked() ? 'locked' : 'silent')
      return
    }
    if (this.#reading === undefined) this.#clock.add(readOutput(this.#graph.native))
    const outMs = this.#clock.settled ? this.#clock.contextAt(globalThis.performance.now()) : null
    const nowShowMs = this.#source.clock.nowMs()
    if (outMs !== null) this.#keepTime(outMs, nowShowMs)
    const anchor = this.#anchor
    if (!anchor) return
    const editions = editionsOf(this.#source, edition)
    const windows = runWindows(editions, performance, nowShowMs, nowShowMs + HORIZON_MS)
    const planOf = this.#plans.plan.bind(this.#plans)
    const timecode = this.#graph.timecode(edition.venue.timecode?.ltc?.channel ?? null)
    this.#timecodeFault = typeof timecode === 'string' ? timecode : null
    this.#playing.timecode = timecode instanceof AudioNode ? timecode : null
    const { taken } = momentAt(editions, performance, ms(nowShowMs))
    const held = inOrder(edition.venue.outputs).map((id) => (edition.venue.outputs[id]?.kind === 'sound' ? takenLevel(taken, id) : null))
    this.#graph.setHand(held.find((level) => level !== null) ?? 1)
    const timesMs = FADER_STEPS.map((share) => nowShowMs + share * TICK_MS)
    const sounds = cueSounds(editions, performance, timesMs, nowShowMs + HORIZON_MS)
    const items = windows.flatMap((window) => [
      ...soundItems(window, planOf, nowShowMs, nowShowMs + HORIZON_MS),
      ...(this.#playing.timecode ? timecodeItems(window, nowShowMs, nowShowMs + HORIZON_MS) : []),
    ])
    this.#playing.agree([...sounds.items, ...items], anchor)
    const toContextS = (showMs: number) => contextAtShow(anchor, showMs) / 1000
    this.#faders.move({ editions, performance, windows, cueGains: sounds.gains, timesMs, toContextS, alive: this.#playing.runs })
    this.#say('speaking')
  }

  /** A context that may sound takes a moment to start; only one that keeps waiting waits for somebody's click. */
  #isLocked(): boolean {
    this.#waitsSinceMs ??= globalThis.performance.now()
    return globalThis.performance.now() - this.#waitsSinceMs > LOCKED_AFTER_MS
  }

  /**
   * Decodes and sings what another edition would need first.
   *
   * @param address  of a file of that edition.
   * @returns        how much of it is ready, 0–1.
   */
  warm(edition: Edition, address: (path: string) => string | null): number {
    const performance = this.#source.performance()
    return this.#keepsReady && performance ? this.#preparing.warm(edition, performance, address) : 1
  }

  /** @param outMs context time at the loudspeaker now. */
  #keepTime(outMs: number, nowShowMs: number): void {
    const fresh = { contextMs: outMs, showMs: nowShowMs, rate: 1 }
    if (!this.#anchor || !this.#playing.sounds) {
      this.#anchor = fresh
      this.#errorMs = 0
      return
    }
    const errorMs = showAtContext(this.#anchor, outMs) - nowShowMs
    this.#errorMs = errorMs
    const step = servoStep(errorMs, this.#anchor.rate, { young: globalThis.performance.now() < this.#youngUntilMs })
    if (step.kind === 'reanchor') {
      this.#playing.silence()
      this.#anchor = fresh
      this.#reanchors++
    } else if (step.kind === 'trim') {
      const atS = this.#graph.native.currentTime
      this.#anchor = bendAnchor(this.#anchor, atS * 1000, step.rate)
      this.#playing.trim(step.rate, atS)
    }
  }

  #say(sound: SoundState['sound']): void {
    const faults = [...this.#plans.faults(), ...this.#files.faults(), ...(this.#timecodeFault === null ? [] : [this.#timecodeFault])]
    const before = this.#state
    this.#state = {
      sound: sound === 'speaking' && faults.length > 0 ? 'faulty' : sound,
      errorMs: this.#errorMs,
      loadedUnit: this.#prepared.unit,
      missing: this.#prepared.missing,
      faults,
    }
    if (before.sound !== this.#state.sound || before.faults.length !== faults.length) for (const listener of this.#listeners) listener()
  }
}
