/** What sounds now and what is about to: one slot per item, started, cut and faded until it is what is wanted. Knows the audio clock, not the show. */
import * as Tone from 'tone'
import type { AudioFiles } from './audio-files.ts'
import { contextAtShow, type SoundAnchor } from './audio-servo.ts'
import { ltcBuffer } from './ltc-buffer.ts'
import type { RunFaders } from './run-faders.ts'
import { BUS_DELAY_MS, type SoundGraph } from './sound-graph.ts'
import type { SoundItem } from './sound-items.ts'
import type { VocalPlans } from './vocal-plans.ts'
import { FADE_S, VoiceSlot } from './voice-slot.ts'

/** Soonest a source can begin: two hardware buffers, so that its first sample is not lost. */
const SOONEST_S = 0.025
/** A source that has not begun is started anew when trims have moved its due time by more than this. */
const RESTART_S = 0.0008
/** Less of a buffer than this is not worth beginning. */
const SHORTEST_S = 0.005

export class Playing {
  readonly #graph: SoundGraph
  readonly #files: AudioFiles
  readonly #plans: VocalPlans
  readonly #faders: RunFaders
  readonly #slots = new Map<string, VoiceSlot>()
  readonly #buffers = new WeakMap<Float32Array, AudioBuffer>()
  /** Where timecode goes in; null: nowhere. */
  timecode: AudioNode | null = null

  constructor(parts: { readonly graph: SoundGraph; readonly files: AudioFiles; readonly plans: VocalPlans; readonly faders: RunFaders }) {
    this.#graph = parts.graph
    this.#files = parts.files
    this.#plans = parts.plans
    this.#faders = parts.faders
  }

  /** Something sounds, or will without anybody's doing. */
  get sounds(): boolean {
    return this.#here().length > 0
  }

  /** Runs of which something sounds. */
  get runs(): ReadonlySet<string> {
    return new Set([...this.#slots.values()].map((slot) => slot.item.runId))
  }

  /** In show time: what is scheduled and whether it has begun. */
  list(): readonly { readonly key: string; readonly startAtMs: number; readonly begun: boolean }[] {
    const nowS = this.#graph.native.currentTime
    return this.#here().map((slot) => ({ key: slot.item.key, startAtMs: slot.item.startAtMs, begun: slot.startS <= nowS }))
  }

  /** Starts what is missing, fades what should not be there, cuts what ends early. */
  agree(items: readonly SoundItem[], anchor: SoundAnchor): void {
    const nowS = this.#graph.native.currentTime
    this.#fadeOthers(new Set(items.map((item) => item.key)), anchor, nowS)
    for (const item of items) {
      const dueS = dueOf(anchor, item)
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

  trim(rate: number, atS: number): void {
    for (const slot of this.#slots.values()) slot.trim(rate, atS)
  }

  /** Within 30 ms. */
  silence(): void {
    const nowS = this.#graph.native.currentTime
    for (const slot of this.#slots.values()) slot.fadeOut(nowS)
    this.#slots.clear()
  }

  dispose(): void {
    for (const slot of this.#slots.values()) slot.drop()
  }

  #here(): readonly VoiceSlot[] {
    return [...this.#slots.values()].filter((slot) => !slot.fading && !slot.ended)
  }

  #fadeOthers(wanted: ReadonlySet<string>, anchor: SoundAnchor, nowS: number): void {
    for (const [key, slot] of this.#slots) {
      if (slot.ended || slot.fading) this.#slots.delete(key)
      else if (!wanted.has(key)) {
        // What rings out past the stretch asked for is no longer listed but still right.
        const over = slot.item.cutAtMs === null && nowS - dueOf(anchor, slot.item) >= slot.item.durationMs / 1000
        if (!over) {
          slot.fadeOut(nowS)
          this.#slots.delete(key)
        }
      }
    }
  }

  #begin(item: SoundItem, dueS: number, anchor: SoundAnchor, nowS: number): VoiceSlot | undefined {
    const found = this.#bufferOf(item)
    if (!found) return undefined
    const beginS = dueS + found.leadMs / 1000
    const soonestS = nowS + SOONEST_S
    const late = beginS < soonestS
    const atS = late ? soonestS : beginS
    const offsetS = item.offsetMs / 1000 + (late ? (soonestS - beginS) * anchor.rate : 0)
    if (offsetS >= found.buffer.duration - SHORTEST_S) return undefined
    const fadeInS = late || item.offsetMs > 0 ? FADE_S : 0
    return new VoiceSlot(this.#graph.native, item, found.buffer, { atS, offsetS, rate: anchor.rate, fadeInS }, (node) =>
      Tone.connect(node, this.#wayOf(item)),
    )
  }

  #bufferOf(item: SoundItem): { readonly buffer: AudioBuffer; readonly leadMs: number } | null {
    const native = this.#graph.native
    if (item.source.kind === 'timecode') return { buffer: ltcBuffer(native, item.source), leadMs: 0 }
    if (item.source.kind === 'file') {
      const buffer = this.#files.buffer(item.source.path)
      return buffer ? { buffer, leadMs: 0 } : null
    }
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
    if (item.bus === 'timecode') return this.timecode ?? this.#graph.native.destination
    return this.#faders.of(item.runId)[item.bus]
  }
}

/** When the item's beginning must enter the graph, context seconds. */
const dueOf = (anchor: SoundAnchor, item: SoundItem): number => contextAtShow(anchor, item.startAtMs - BUS_DELAY_MS[item.bus]) / 1000
