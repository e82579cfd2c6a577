/**
 * Makes the loudspeakers agree with the show. Four times a second (from a worker timer, which hidden tabs do not throttle) it asks
 * `soundItems` what is due in the next seconds and starts, trims, cuts or fades sources until that is what sounds.
 */
import { type Edition, inOrder, momentAt, ms } from '@ghostlight/timeline'
import * as Tone from 'tone'
import { editionsOf, type ShowSource } from '../show-source.ts'
import { takenLevel } from '../taken-level.ts'
import { AudioFiles } from './audio-files.ts'
import { bendAnchor, contextAtShow, OutputClock, type SoundAnchor, servoStep, showAtContext } from './audio-servo.ts'
import { cueFilesToPrepare, cueSounds } from './cue-sounds.ts'
import { ltcBuffer } from './ltc-buffer.ts'
import { RunFaders } from './run-faders.ts'
import { runWindows } from './run-windows.ts'
import { BUS_DELAY_MS, SoundGraph } from './sound-graph.ts'
import { filesOf, type SoundItem, songsToPrepare, soundItems } from './sound-items.ts'
import { timecodeItems } from './timecode-items.ts'
import type { VocalPlans } from './vocal-plans.ts'
import { FADE_S, VoiceSlot } from './voice-slot.ts'

/** Sources are started at least 3 s ahead; a tick may come late by the difference. */
const HORIZON_MS = 4000
const TICK_MS = 250
/** Soonest a source can begin: two hardware buffers, so that its first sample is not lost. */
const SOONEST_S = 0.025
/** How the clock of an output that has just begun is read: not for the first 150 ms, then every 40 ms until it is settled. */
const WARM_UP_MS = 150
const QUICK_READING_MS = 40
/** For so long a small error is mended at once. */
const YOUNG_MS = 4000
/** How long a context may take to start before it is called locked. */
const LOCKED_AFTER_MS = 1200
/** Corners of the faders, in ticks from now. */
const FADER_STEPS = [0, 0.5, 1, 1.5]
/** A source that has not begun is started anew when trims have moved its due time by more than this. */
const RESTART_S = 0.0008

export interface SoundState {
  readonly sound: 'silent' | 'locked' | 'speaking' | 'faulty'
  /** Sound minus show time, ms; null when nothing sounds. */
  readonly errorMs: number | null
  /** Songs ready for the standby cue, 0–1. */
  readonly loadedUnit: number
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
  readonly #slots = new Map<string, VoiceSlot>()
  readonly #faders = new RunFaders(this.#graph)
  readonly #buffers = new WeakMap<Float32Array, AudioBuffer>()
  readonly #ticker = new Worker(new URL('./tick-worker.ts', import.meta.url), { type: 'module' })
  readonly #stops: (() => void)[] = []
  readonly #listeners = new Set<() => void>()
  #anchor: SoundAnchor | null = null
  #errorMs: number | null = null
  #loadedUnit = 0
  #state: SoundState = { sound: 'silent', errorMs: null, loadedUnit: 0, faults: [] }
  #soon = false
  #youngUntilMs = 0
  #reading: ReturnType<typeof setInterval> | undefined
  #waitsSinceMs: number | null = null
  #disposed = false
  #reanchors = 0
  /** Where timecode goes in, or why it cannot; null: this venue wants none. */
  #timecode: AudioNode | string | null = null

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
      this.#readClock()
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
    const nowS = this.#graph.native.currentTime
    const items = [...this.#slots.values()].filter((slot) => !slot.fading && !slot.ended)
    return {
      items: items.map((slot) => ({ key: slot.item.key, startAtMs: slot.item.startAtMs, begun: slot.startS <= nowS })),
      reanchors: this.#reanchors,
      rate: this.#anchor?.rate ?? null,
    }
  }

  dispose(): void {
    this.#disposed = true
    for (const stop of this.#stops) stop()
    this.#ticker.terminate()
    clearInterval(this.#reading)
    for (const slot of this.#slots.values()) slot.drop()
    this.#graph.dispose()
    this.#listeners.clear()
  }

  #tick(): void {
    if (this.#disposed) return
    const edition = this.#source.edition()
    const performance = this.#source.performance()
    const heard = this.#wantsSound()
    if (edition && performance) this.#prepare(edition, heard)
    const running = this.#graph.native.state === 'running'
    if (running) this.#waitsSinceMs = null
    if (!edition || !performance || !heard || !running) {
      this.#silence()
      this.#anchor = null
      this.#errorMs = null
      this.#say(heard && !running && this.#isLocked() ? 'locked' : 'silent')
      return
    }
    if (this.#reading === undefined) this.#readClock()
    const outMs = this.#clock.settled ? this.#clock.contextAt(globalThis.performance.now()) : null
    const nowShowMs = this.#source.clock.nowMs()
    if (outMs !== null) this.#keepTime(outMs, nowShowMs)
    else if (!this.#anchor) return
    const editions = editionsOf(this.#source, edition)
    const windows = runWindows(editions, performance, nowShowMs, nowShowMs + HORIZON_MS)
    const planOf = this.#plans.plan.bind(this.#plans)
    this.#timecode = this.#graph.timecode(edition.venue.timecode?.ltc?.channel ?? null)
    const { taken } = momentAt(editions, performance, ms(nowShowMs))
    const held = inOrder(edition.venue.outputs).map((id) => (edition.venue.outputs[id]?.kind === 'sound' ? takenLevel(taken, id) : null))
    this.#graph.setHand(held.find((level) => level !== null) ?? 1)
    const timesMs = FADER_STEPS.map((share) => nowShowMs + share * TICK_MS)
    const sounds = cueSounds(editions, performance, timesMs, nowShowMs + HORIZON_MS)
    this.#agree([
      ...sounds.items,
      ...windows.flatMap((window) => [
        ...soundItems(window, planOf, nowShowMs, nowShowMs + HORIZON_MS),
        ...(this.#timecode instanceof AudioNode ? timecodeItems(window, nowShowMs, nowShowMs + HORIZON_MS) : []),
      ]),
    ])
    const anchor = this.#anchor
    if (anchor) {
      const toContextS = (showMs: number) => contextAtShow(anchor, showMs) / 1000
      const alive = new Set([...this.#slots.values()].map((slot) => slot.item.runId))
      this.#faders.move({ editions, performance, windows, cueGains: sounds.gains, timesMs, toContextS, alive })
    }
    this.#say('speaking')
  }

  /** A context that may sound takes a moment to start; only one that keeps waiting waits for somebody's click. */
  #isLocked(): boolean {
    this.#waitsSinceMs ??= globalThis.performance.now()
    return globalThis.performance.now() - this.#waitsSinceMs > LOCKED_AFTER_MS
  }

  /** Loads what the running and the next song need, also on a page that is silent for now: it may be asked to speak. */
  #prepare(edition: Edition, heard: boolean): void {
    const performance = this.#source.performance()
    if (!performance) return
    const songs = songsToPrepare(edition, performance)
    for (const songId of songs) this.#plans.prepare(edition, songId)
    if (!heard && !this.#keepsReady) {
      this.#loadedUnit = 1
      return
    }
    const position = momentAt(editionsOf(this.#source, edition), performance, ms(this.#source.clock.nowMs())).segment
    let loaded = 1
    for (const songId of songs) {
      const positionMs = position?.songId === songId ? position.positionMs : 0
      const sung = this.#plans.want(edition, songId, positionMs, this.#graph.native.sampleRate)
      const files = this.#files.want(filesOf(edition, songId))
      loaded = Math.min(loaded, sung, files)
      // One song at a time: the one that plays must not wait for the one after it.
      if (sung < 1) break
    }
    this.#loadedUnit = Math.min(loaded, this.#files.want(cueFilesToPrepare(edition, performance.standbyCueId)))
  }

  /**
   * Decodes and sings what another edition would need first.
   *
   * @param address  of a file of that edition.
   * @returns        how much of it is ready, 0–1.
   */
  warm(edition: Edition, address: (path: string) => string | null): number {
    const performance = this.#source.performance()
    if (!this.#keepsReady || !performance) return 1
    let unit = 1
    for (const songId of songsToPrepare(edition, performance)) {
      const sung = this.#plans.want(edition, songId, 0, this.#graph.native.sampleRate)
      unit = Math.min(unit, sung, this.#files.want(filesOf(edition, songId), address))
      if (sung < 1) break
    }
    return unit
  }

  #readClock(): void {
    const native = this.#graph.native
    const stamp = native.getOutputTimestamp()
    const localMs = globalThis.performance.now()
    const contextMs = native.currentTime * 1000
    // Firefox and Chromium stamp the frame at the loudspeaker; where the stamp is missing or stale the reported latency stands in.
    const usable =
      stamp.performanceTime !== undefined &&
      stamp.contextTime !== undefined &&
      stamp.performanceTime > 0 &&
      localMs - stamp.performanceTime < 500
    this.#clock.add(
      usable
        ? { contextMs: stamp.contextTime! * 1000, localMs: stamp.performanceTime! }
        : { contextMs: contextMs - (native.outputLatency || native.baseLatency || 0) * 1000, localMs },
    )
  }

  /** @param outMs context time at the loudspeaker now. */
  #keepTime(outMs: number, nowShowMs: number): void {
    const fresh = { contextMs: outMs, showMs: nowShowMs, rate: 1 }
    const sounding = [...this.#slots.values()].some((slot) => !slot.fading && !slot.ended)
    if (!this.#anchor || !sounding) {
      this.#anchor = fresh
      this.#errorMs = 0
      return
    }
    const errorMs = showAtContext(this.#anchor, outMs) - nowShowMs
    this.#errorMs = errorMs
    const step = servoStep(errorMs, this.#anchor.rate, { young: globalThis.performance.now() < this.#youngUntilMs })
    if (step.kind === 'reanchor') {
      this.#silence()
      this.#anchor = fresh
      this.#reanchors++
    } else if (step.kind === 'trim') {
      const atS = this.#graph.native.currentTime
      this.#anchor = bendAnchor(this.#anchor, atS * 1000, step.rate)
      for (const slot of this.#slots.values()) slot.trim(step.rate, atS)
    }
  }

  /** Starts what is missing, fades what should not be there, cuts what ends early. */
  #agree(items: readonly SoundItem[]): void {
    const anchor = this.#anchor
    if (!anchor) return
    const native = this.#graph.native
    const nowS = native.currentTime
    const wanted = new Set(items.map((item) => item.key))
    for (const [key, slot] of this.#slots) {
      if (slot.ended || slot.fading) this.#slots.delete(key)
      else if (!wanted.has(key)) {
        // What rings out past the stretch asked for is no longer listed but still right.
        const dueS = this.#dueS(anchor, slot.item)
        const over = slot.item.cutAtMs === null && nowS - dueS >= slot.item.durationMs / 1000
        if (!over) {
          slot.fadeOut(nowS)
          this.#slots.delete(key)
        }
      }
    }
    for (const item of items) {
      const dueS = this.#dueS(anchor, item)
      let slot = this.#slots.get(item.key)
      if (slot && slot.startS > nowS + SOONEST_S && Math.abs(slot.startS - dueS) > RESTART_S) {
        slot.drop()
        this.#slots.delete(item.key)
        slot = undefined
      }
      if (!slot) {
        slot = this.#begin(item, dueS, anchor, nowS)
        if (slot) this.#slots.set(item.key, slot)
      }
      if (slot && item.cutAtMs === null) slot.keepOn()
      if (slot && item.cutAtMs !== null) {
        const cutS = contextAtShow(anchor, item.cutAtMs - BUS_DELAY_MS[item.bus]) / 1000
        if (slot.cutS === null || Math.abs(slot.cutS - cutS) > RESTART_S) slot.cutAt(Math.max(cutS, nowS))
      }
    }
  }

  /** When the item's beginning must enter the graph. */
  #dueS(anchor: SoundAnchor, item: SoundItem): number {
    return contextAtShow(anchor, item.startAtMs - BUS_DELAY_MS[item.bus]) / 1000
  }

  #begin(item: SoundItem, dueS: number, anchor: SoundAnchor, nowS: number): VoiceSlot | undefined {
    const found = this.#bufferOf(item)
    if (!found) return undefined
    const beginS = dueS + found.leadMs / 1000
    const soonestS = nowS + SOONEST_S
    const late = beginS < soonestS
    const atS = late ? soonestS : beginS
    const offsetS = item.offsetMs / 1000 + (late ? (soonestS - beginS) * anchor.rate : 0)
    if (offsetS >= found.buffer.duration - 0.005) return undefined
    const fadeInS = late || item.offsetMs > 0 ? FADE_S : 0
    return new VoiceSlot(this.#graph.native, item, found.buffer, { atS, offsetS, rate: anchor.rate, fadeInS }, (node) =>
      Tone.connect(node, this.#wayOf(item)),
    )
  }

  #bufferOf(item: SoundItem): { readonly buffer: AudioBuffer; readonly leadMs: number } | null {
    if (item.source.kind === 'timecode') return { buffer: ltcBuffer(this.#graph.native, item.source), leadMs: 0 }
    if (item.source.kind === 'file') {
      const buffer = this.#files.buffer(item.source.path)
      return buffer ? { buffer, leadMs: 0 } : null
    }
    const native = this.#graph.native
    const { songId, trackId, phraseId } = item.source
    const phrase = this.#plans.phrase(item.edition, songId, trackId, phraseId, native.sampleRate)
    if (!phrase || phrase.samples.length === 0) return null
    let buffer = this.#buffers.get(phrase.samples)
    if (!buffer) {
      buffer = native.createBuffer(1, phrase.samples.length, native.sampleRate)
      buffer.copyToChannel(phrase.samples as Float32Array<ArrayBuffer>, 0)
      this.#buffers.set(phrase.samples, buffer)
    }
    return { buffer, leadMs: phrase.leadMs }
  }

  /** Timecode passes the faders by: it is right or absent. */
  #wayOf(item: SoundItem): Tone.Gain | AudioNode {
    if (item.bus === 'timecode') return this.#timecode instanceof AudioNode ? this.#timecode : this.#graph.native.destination
    return this.#faders.of(item.runId)[item.bus]
  }

  #silence(): void {
    const nowS = this.#graph.native.currentTime
    for (const slot of this.#slots.values()) slot.fadeOut(nowS)
    this.#slots.clear()
  }

  #say(sound: SoundState['sound']): void {
    const faults = [...this.#plans.faults(), ...this.#files.faults(), ...(typeof this.#timecode === 'string' ? [this.#timecode] : [])]
    const before = this.#state
    this.#state = {
      sound: sound === 'speaking' && faults.length > 0 ? 'faulty' : sound,
      errorMs: this.#errorMs,
      loadedUnit: this.#loadedUnit,
      faults,
    }
    if (before.sound !== this.#state.sound || before.faults.length !== faults.length) for (const listener of this.#listeners) listener()
  }
}
