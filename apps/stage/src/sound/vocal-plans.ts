/**
 * What is sung, and the sound of it: plans and rendered phrases by content, shared by the mouth (needs plans only) and the sound desk.
 * Rendered phrases are kept by phrase id, voice and sample rate, so an edited song re-sings only the phrases that changed.
 */
import type { Asset, Edition } from '@ghostlight/timeline'
import { type MouthShape, mouthAt, type PhrasePlan, trackSeed, type VocalPlan } from '@ghostlight/voice'
import type { FromVocalWorker, SingerRequest, ToVocalWorker } from './vocal-messages.ts'

export interface RenderedPhrase {
  /** Milliseconds from the plan's `startMs` of the phrase to its first sample; negative: sooner. */
  readonly leadMs: number
  readonly samples: Float32Array
}
/** A vocal track of an edition, as the worker knows it. */
interface SungTrack {
  readonly planKey: string
  /** Names the voice among rendered phrases. */
  readonly voice: string
  readonly seed: number
}

/** About ten minutes of 48 kHz mono: 115 MB. The oldest phrases go first and are sung again when needed. */
const MAX_SAMPLES = 10 * 60 * 48_000

export class VocalPlans {
  readonly #worker: Worker
  /** Track objects of an edition are immutable; their identity names the plan. */
  readonly #sung = new WeakMap<object, SungTrack>()
  readonly #prepared = new WeakSet<object>()
  readonly #byKey = new Map<string, SungTrack>()
  readonly #plans = new Map<string, VocalPlan>()
  readonly #phrases = new Map<string, RenderedPhrase>()
  readonly #failed = new Set<string>()
  readonly #faults = new Map<string, string>()
  readonly #listeners = new Set<() => void>()
  #samples = 0
  #nextKey = 1
  #wish = ''

  readonly #address: (asset: Asset) => string | null

  /** @param address  of an asset; pages whose own server has the assets need not say. */
  constructor(address: (asset: Asset) => string | null = ({ hash, ext }) => new URL(`/assets/${hash}.${ext}`, location.href).href) {
    this.#address = address
    this.#worker = new Worker(new URL('./vocal-worker.ts', import.meta.url), { type: 'module' })
    this.#worker.onmessage = ({ data }: MessageEvent<FromVocalWorker>) => this.#receive(data)
  }

  /** Called whenever a plan or a phrase arrives. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Asks for the plans of every vocal track of a song, once per edition's song. */
  prepare(edition: Edition, songId: string): void {
    const song = edition.songs[songId]
    if (!song || this.#prepared.has(song)) return
    this.#prepared.add(song)
    for (const [trackId, track] of Object.entries(song.tracks)) {
      if (track.kind !== 'vocal' || this.#sung.has(track)) continue
      const planKey = `${this.#nextKey++}:${songId}/${trackId}`
      const singer = this.#singerOf(edition, track.performerId)
      const seed = trackSeed(trackId)
      const sung = { planKey, voice: singer.kind === 'builtIn' ? singer.design : `bank ${singer.folder}`, seed }
      this.#sung.set(track, sung)
      this.#byKey.set(planKey, sung)
      const tempo = Object.values(song.tempo).sort((a, b) => a.atBeats - b.atBeats)
      const metre = Object.values(song.metre).sort((a, b) => a.atBeats - b.atBeats)
      this.#post({ kind: 'plan', planKey, track, tempo, metre, lexicon: edition.lexicon, singer, seed })
    }
  }

  plan(edition: Edition, songId: string, trackId: string): VocalPlan | null {
    const key = this.planKey(edition, songId, trackId)
    return key === null ? null : (this.#plans.get(key) ?? null)
  }

  planKey(edition: Edition, songId: string, trackId: string): string | null {
    const track = edition.songs[songId]?.tracks[trackId]
    return track ? (this.#sung.get(track)?.planKey ?? null) : null
  }

  /** The mouth at a position, at rest while the plan is on its way. */
  mouth(edition: Edition, songId: string, trackId: string, positionMs: number): MouthShape | null {
    const plan = this.plan(edition, songId, trackId)
    return plan ? mouthAt(plan, positionMs) : null
  }

  phrase(edition: Edition, songId: string, trackId: string, phraseId: string, sampleRateHz: number): RenderedPhrase | null {
    const track = edition.songs[songId]?.tracks[trackId]
    const sung = track && this.#sung.get(track)
    return sung ? (this.#phrases.get(soundKey(sung, phraseId, sampleRateHz)) ?? null) : null
  }

  /**
   * Says which phrases of a song are needed; those after `positionMs` come first, then the ones before it.
   *
   * @returns how many of them are ready, 0–1; 1 when nothing is sung.
   */
  want(edition: Edition, songId: string, positionMs: number, sampleRateHz: number): number {
    const song = edition.songs[songId]
    if (!song) return 1
    this.prepare(edition, songId)
    const missing: { planKey: string; phraseId: string; rank: number }[] = []
    let ready = 0
    let total = 0
    const unplanned: string[] = []
    for (const track of Object.values(song.tracks)) {
      if (track.kind !== 'vocal') continue
      const sung = this.#sung.get(track)
      const plan = sung && this.#plans.get(sung.planKey)
      if (!sung || !plan) {
        if (sung) unplanned.push(sung.planKey)
        continue
      }
      for (const phrase of plan.phrases) {
        total++
        const key = soundKey(sung, phrase.id, sampleRateHz)
        if (this.#phrases.has(key) || this.#failed.has(`${sung.planKey} ${phrase.id}`)) {
          ready++
          continue
        }
        missing.push({ planKey: sung.planKey, phraseId: phrase.id, rank: rankOf(phrase, positionMs) })
      }
    }
    missing.sort((a, b) => a.rank - b.rank)
    // While rendering, the wish only shrinks from the front; sending it again then would repeat the phrase in hand.
    const wish = [...unplanned, ...missing.map((item) => `${item.planKey} ${item.phraseId}`)].join('\n')
    if (wish !== '' && !this.#wish.endsWith(wish)) {
      this.#wish = wish
      this.#post({
        kind: 'want',
        sampleRateHz,
        phrases: missing.map(({ planKey, phraseId }) => ({ planKey, phraseId })),
        unplanned: { planKeys: unplanned, positionMs },
      })
    }
    if (unplanned.length > 0) return 0
    return total === 0 ? 1 : ready / total
  }

  /** What could not be sung, in words; empty when all is well. */
  faults(): readonly string[] {
    return [...this.#faults.values()]
  }

  dispose(): void {
    this.#worker.terminate()
    this.#listeners.clear()
  }

  #singerOf(edition: Edition, performerId: string): SingerRequest {
    const singer = edition.show.performers[performerId]?.singer
    if (singer === undefined) return { kind: 'builtIn', design: 'hotaru' }
    if (singer.kind === 'builtIn') return singer
    const asset = edition.assets[`voice:${performerId}`]
    return { kind: 'bank', folder: singer.folder, url: asset === undefined ? null : this.#address(asset) }
  }

  #post(message: ToVocalWorker): void {
    this.#worker.postMessage(message)
  }

  #receive(message: FromVocalWorker): void {
    switch (message.kind) {
      case 'planned':
        this.#plans.set(message.planKey, message.plan)
        break
      case 'rendered':
        this.#keep(message)
        break
      case 'failed': {
        const sung = this.#byKey.get(message.planKey)
        if (sung && message.phraseId !== null) this.#failed.add(`${message.planKey} ${message.phraseId}`)
        this.#faults.set(message.planKey, message.message)
        break
      }
    }
    for (const listener of this.#listeners) listener()
  }

  #keep({ planKey, phraseId, startMs, sampleRateHz, samples }: Extract<FromVocalWorker, { kind: 'rendered' }>): void {
    const sung = this.#byKey.get(planKey)
    const phrase = this.#plans.get(planKey)?.phrases.find((candidate) => candidate.id === phraseId)
    if (!sung || !phrase) return
    this.#phrases.set(soundKey(sung, phraseId, sampleRateHz), { leadMs: startMs - phrase.startMs, samples })
    this.#samples += samples.length
    for (const [key, old] of this.#phrases) {
      if (this.#samples <= MAX_SAMPLES) break
      this.#phrases.delete(key)
      this.#samples -= old.samples.length
    }
  }
}

const soundKey = (sung: SungTrack, phraseId: string, sampleRateHz: number): string =>
  `${sung.voice} ${sung.seed} ${phraseId} ${sampleRateHz}`

/** Phrases that end after the position by how soon they begin, then those that are over, latest first. */
const rankOf = (phrase: PhrasePlan, positionMs: number): number =>
  phrase.endMs > positionMs ? Math.max(0, phrase.startMs - positionMs) : 1e9 + (positionMs - phrase.endMs)
