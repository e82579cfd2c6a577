/**
 * Gives MIDI timecode out, half a second ahead, with the due time of each message; the port keeps the time from there on.
 * What was handed over before the show changed is taken back where the port can.
 */
import type { TimecodeRate } from '@ghostlight/timeline'
import { editionsOf, type ShowSource } from '../show-source.ts'
import { runWindows } from '../sound/run-windows.ts'
import { mtcItems } from './mtc-items.ts'

const AHEAD_MS = 500
const EVERY_MS = 100

/** A MIDI output as this needs it; `MIDIOutput` of a browser fits. */
export interface MidiPort {
  send(bytes: readonly number[], atLocalMs: number): void
  /** Takes back what is not yet due. Not every browser has it. */
  clear?(): void
}
/** Finds a port by a part of its name; null when there is none, or the browser has no MIDI or may not use it. */
export type OpenMidiPort = (name: string) => Promise<MidiPort | null>

export class MtcOutput {
  readonly #source: ShowSource
  readonly #open: OpenMidiPort
  #port: { readonly name: string; readonly found: MidiPort | null } | null = null
  #saidToMs = Number.NEGATIVE_INFINITY
  #fault: string | null = null
  #stops: (() => void)[] = []

  constructor(parts: { readonly source: ShowSource; readonly open: OpenMidiPort }) {
    this.#source = parts.source
    this.#open = parts.open
  }

  start(): void {
    const timer = setInterval(() => this.tick(), EVERY_MS)
    this.#stops = [() => clearInterval(timer), this.#source.subscribe(() => this.again())]
  }

  stop(): void {
    for (const stop of this.#stops) stop()
    this.#stops = []
    this.#port?.found?.clear?.()
  }

  /** What keeps it from being given out, in words; null: nothing. */
  fault(): string | null {
    return this.#fault
  }

  /** The show has changed: what is planned is said anew from now on. */
  again(): void {
    this.#port?.found?.clear?.()
    this.#saidToMs = Number.NEGATIVE_INFINITY
    this.tick()
  }

  tick(): void {
    const edition = this.#source.edition()
    const performance = this.#source.performance()
    const settings = edition?.venue.timecode
    if (!edition || !performance || !settings?.mtc || !this.#source.speaks()) {
      this.#fault = null
      return
    }
    const port = this.#portNamed(settings.mtc.port)
    if (!port) return
    const nowMs = this.#source.clock.nowMs()
    const fromMs = Math.max(nowMs, this.#saidToMs)
    const toMs = nowMs + AHEAD_MS
    if (fromMs >= toMs) return
    this.#say(port, settings.rate, fromMs, toMs)
    this.#saidToMs = toMs
  }

  #say(port: MidiPort, rate: TimecodeRate, fromMs: number, toMs: number): void {
    const edition = this.#source.edition()!
    const performance = this.#source.performance()!
    const windows = runWindows(editionsOf(this.#source, edition), performance, fromMs, toMs)
    const items = windows.flatMap((window) => mtcItems(window, rate, fromMs, toMs)).sort((a, b) => a.dueMs - b.dueMs)
    for (const { dueMs, bytes } of items) port.send(bytes, this.#source.clock.toLocalMs(dueMs))
  }

  /** Null while it is being looked for, and when there is none. */
  #portNamed(name: string): MidiPort | null {
    if (this.#port?.name === name) return this.#port.found
    this.#port = { name, found: null }
    void this.#open(name).then((found) => {
      if (this.#port?.name !== name) return
      this.#port = { name, found }
      this.#fault = found ? null : `no MIDI port called "${name}" for timecode`
    })
    return null
  }
}

/** Web MIDI. Asks the person once; a page without MIDI has no ports. */
export const openMidiPort: OpenMidiPort = async (name) => {
  if (!('requestMIDIAccess' in navigator)) return null
  try {
    const access = await navigator.requestMIDIAccess({ sysex: true })
    const wanted = name.toLowerCase()
    const output = [...access.outputs.values()].find((port) => port.name?.toLowerCase().includes(wanted))
    if (!output) return null
    return {
      send: (bytes, atLocalMs) => output.send([...bytes], atLocalMs),
      clear: () => (output as MIDIOutput & { clear?: () => void }).clear?.(),
    }
  } catch {
    // Refused by the person or the browser: the same as no port.
    return null
  }
}
