/**
 * The sound desk of a page whose picture comes first: the audio code is fetched once the first picture stands, or somebody asks for
 * sound. Until then it is silent, and remembers what it was asked.
 */
import type { SoundDesk, SoundState } from './SoundDesk.ts'

type Inspection = ReturnType<SoundDesk['inspect']>
/** What pages need of a desk: those that only listen, and those that speak for the show. */
export type ListenersDesk = Pick<SoundDesk, 'unlock' | 'setVolume' | 'wake' | 'state' | 'subscribe' | 'inspect'>
export type SpeakersDesk = ListenersDesk & Pick<SoundDesk, 'warm' | 'beepAt'>

const SILENT: SoundState = { sound: 'silent', errorMs: null, loadedUnit: 0, missing: [], faults: [] }
const NOTHING: Inspection = { items: [], reanchors: 0, rate: null }

export class LaterDesk implements SpeakersDesk {
  readonly #make: () => Promise<SoundDesk>
  readonly #listeners = new Set<() => void>()
  #coming: Promise<SoundDesk> | null = null
  #desk: SoundDesk | null = null
  #volume: number | null = null

  /** @param make fetches the code and starts a desk; called once. */
  constructor(make: () => Promise<SoundDesk>) {
    this.#make = make
  }

  /** Fetches the desk, if nobody has yet. */
  bring(): Promise<SoundDesk> {
    this.#coming ??= this.#make().then((desk) => {
      this.#desk = desk
      if (this.#volume !== null) desk.setVolume(this.#volume)
      for (const listener of this.#listeners) desk.subscribe(listener)
      for (const listener of this.#listeners) listener()
      return desk
    })
    return this.#coming
  }

  /** From a click: a browser remembers for seconds that there was one, longer than the code takes to come. */
  async unlock(): Promise<boolean> {
    return (this.#desk ?? (await this.bring())).unlock()
  }

  setVolume(unit: number): void {
    this.#volume = unit
    this.#desk?.setVolume(unit)
  }

  wake(): void {
    this.#desk?.wake()
  }

  /** 0 while it is not there: an edition that cannot be heard is not ready. */
  warm(...asked: Parameters<SoundDesk['warm']>): number {
    return this.#desk?.warm(...asked) ?? 0
  }

  beepAt(showMs: number): void {
    this.#desk?.beepAt(showMs)
  }

  state(): SoundState {
    return this.#desk?.state() ?? SILENT
  }

  inspect(): Inspection {
    return this.#desk?.inspect() ?? NOTHING
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    const undo = this.#desk?.subscribe(listener)
    return () => {
      this.#listeners.delete(listener)
      undo?.()
    }
  }
}
