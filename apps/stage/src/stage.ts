/** What all parts of one page's picture share: where the show comes from, the moment being drawn, and how drawing goes. */
import { createFlashMemory, type FlashMemory } from '@ghostlight/light'
import { inOrder, type Venue } from '@ghostlight/timeline'
import type { Vector3 } from 'three'
import { createFalling, createSectionColours, type Falling, type SectionColours, writeFalling, writeSectionColours } from './colours.ts'
import { isOver } from './concert.ts'
import type { SolePlace } from './effects/ground-material.ts'
import { MediaStore } from './layers/media-store.ts'
import { encoreUnit } from './performer/presence.ts'
import type { PassInput } from './projection/output-pass.ts'
import { PatternSource } from './projection/pattern-source.ts'
import { type Layer, layersOf, pictureShape, type ScreenSettings } from './projection/screen-settings.ts'
import type { ShowSource } from './show-source.ts'
import { type StageMoment, stageMomentAt } from './show-time.ts'
import type { VocalPlans } from './sound/vocal-plans.ts'
import { takenLevel } from './taken-level.ts'
import type { Cast, CastMember } from './venue/rehearsal.ts'

/** How fast colours move from one section's script to the next. */
const COLOUR_EASE_MS = 220
/**
 * From the script that draws until the browser has the picture on the screen: two frames at 60 Hz, one in which the GPU draws and one in
 * which the compositor takes it over. Measured by `bench sync` (Chromium on Linux, WebGL, 320 × 180 to 800 × 450): 30–33 ms for
 * this page and for a page that does nothing but clear a canvas. A projector's own latency (venue, `displayLatencyMs`) comes on top.
 */
const BROWSER_LATENCY_MS = 33

export class Stage {
  readonly source: ShowSource
  readonly plans: VocalPlans
  readonly #asked: string | null
  readonly #projects: boolean
  readonly #venue: () => Venue | null
  readonly #latencyMs: number | null
  readonly #flashes: FlashMemory | null
  /** Everything is worked out but nothing drawn: the run-up of a rendering. */
  dry = false
  /** Painted over the picture before the screen pins it: the words of a rendering. */
  overlay: HTMLCanvasElement | null = null
  /** Stills and videos of cues. */
  readonly media: MediaStore
  /** Mirrors by drawing what a page mirrors by its style. */
  readonly #mirrors: boolean
  readonly #coming = new Set<Promise<unknown>>()
  /** Settings of this screen while somebody tries them out. */
  adjusted: ScreenSettings | null = null
  /** The test pattern in place of the show. */
  readonly pattern = new PatternSource()
  /** The moment of the picture being drawn; null while there is no show yet. */
  now: StageMoment | null = null
  readonly colours: SectionColours = createSectionColours()
  readonly falling: Falling = createFalling()
  /** Performers whose avatars stand ready to be drawn. */
  readonly loaded = new Set<string>()
  /** The bodies of performers whose avatars are loaded: what the camera rehearses with. */
  readonly bodies = new Map<string, CastMember>()
  /** Where each performer's hips are over the floor, metres: she travels, and her light goes with her. */
  readonly standing = new Map<string, { xM: number; zM: number }>()
  /** Where her soles are over the floor: they shade the light she stands in. */
  readonly soles = new Map<string, readonly SolePlace[]>()
  /** Where her hands are in the room, metres. */
  readonly hands = new Map<string, readonly Vector3[]>()
  /** The weight that a performer's expression stands at in the picture, 0–1. */
  readonly faces = new Map<string, (expression: string) => number>()
  /** What went wrong with the picture, in words. */
  readonly faults = new Map<string, string>()
  /** Share of the pictures of the next cues that are here, 0–1. */
  mediaUnit = 1
  drawnFrames = 0
  /** When the first picture with everybody in it was drawn, ms after the page was opened. */
  firstPictureMs: number | null = null
  /** Draws the moment at hand once more and hashes the pixels; set by the canvas. */
  redraw: () => string = () => ''
  #colourSegment: string | null = null
  #colourAtMs = 0

  /**
   * @param parts.projects  a stage page: without a name of its own it is the venue's first screen.
   * @param parts.latencyMs  from drawing to light, when it is not a browser's and a projector's: 0 for a rendering.
   * @param parts.sparesEyes  lamps flash no more than three times a second, whatever they do in the hall.
   * @param parts.media     other than a page's own, which plays videos as they run.
   * @param parts.mirrors   nobody else mirrors the picture.
   * @param parts.venue     the newest venue there is, when it may be newer than the edition in force.
   */
  constructor(parts: {
    readonly source: ShowSource
    readonly plans: VocalPlans
    readonly outputId: string | null
    readonly projects: boolean
    readonly venue?: () => Venue | null
    readonly latencyMs?: number
    readonly sparesEyes?: boolean
    readonly media?: MediaStore
    readonly mirrors?: boolean
  }) {
    this.#venue = parts.venue ?? (() => null)
    this.#latencyMs = parts.latencyMs ?? null
    this.#flashes = parts.sparesEyes ? createFlashMemory() : null
    this.#mirrors = parts.mirrors ?? false
    this.media = parts.media ?? new MediaStore((path) => parts.source.assetUrl(path))
    this.source = parts.source
    this.plans = parts.plans
    this.#asked = parts.outputId
    this.#projects = parts.projects
  }

  /** A projector's page, not a hall's. */
  get projects(): boolean {
    return this.#projects
  }

  /** Something the picture needs is on its way. */
  awaits(load: Promise<unknown>): void {
    this.#coming.add(load)
    const over = () => this.#coming.delete(load)
    load.then(over, over)
  }

  /** Nothing that was announced is still on its way. */
  get isComplete(): boolean {
    return this.#coming.size === 0 && this.everybodyLoaded
  }

  /** Every performer of the show stands ready to be drawn. */
  get everybodyLoaded(): boolean {
    const cast = this.source.edition()?.show.performers
    return cast !== undefined && Object.keys(cast).every((id) => this.loaded.has(id))
  }

  /** Name of this output in the venue, or null. */
  get outputId(): string | null {
    if (this.#asked !== null || !this.#projects) return this.#asked
    const outputs = this.source.edition()?.venue.outputs ?? {}
    return inOrder(outputs).find((id) => outputs[id]?.kind === 'screen') ?? null
  }

  /**
   * How this screen is set: as somebody is setting it now, else as the newest venue says. A projector that was knocked is put right in
   * mid-show; that is no new edition of the show.
   */
  screen(): ScreenSettings | null {
    if (this.adjusted) return this.adjusted
    const id = this.outputId
    if (id === null) return null
    const output = (this.#venue() ?? this.source.edition()?.venue)?.outputs[id]
    return output?.kind === 'screen' ? output : null
  }

  /** The venue's other screens, in their order. */
  otherScreens(): readonly ScreenSettings[] {
    const outputs = (this.#venue() ?? this.source.edition()?.venue)?.outputs ?? {}
    return inOrder(outputs).flatMap((id) => {
      const output = outputs[id]
      return id !== this.outputId && output?.kind === 'screen' ? [output] : []
    })
  }

  /** From drawing a picture until it is light, ms. */
  get latencyMs(): number {
    return this.#latencyMs ?? BROWSER_LATENCY_MS + (this.screen()?.displayLatencyMs ?? 0)
  }

  /** Size of the picture before it is turned, for a raster of this size in pixels. */
  pictureSize(widthPx: number, heightPx: number): readonly [number, number] {
    const screen = this.screen()
    return screen ? pictureShape(screen, widthPx, heightPx) : [widthPx, heightPx]
  }

  /** What the output pass needs for the next picture; null on pages that are no projector. */
  passInput(smooth: boolean): PassInput | null {
    const set = this.#projects ? this.screen() : null
    if (!set) return null
    const hand = takenLevel(this.now?.frame.taken, this.outputId)
    const screen = hand === null ? set : { ...set, brightnessUnit: (set.brightnessUnit ?? 1) * hand }
    const { canvas, version, flashUnit } = this.pattern
    return { screen, pattern: canvas, patternVersion: version, flashUnit, smooth, mirrors: this.#mirrors }
  }

  /** @param widthPx  of the raster, pixels. */
  updatePattern(widthPx: number, heightPx: number): void {
    if (this.pattern.kind === null) return
    const [width, height] = this.pictureSize(widthPx, heightPx)
    const screen = this.screen()
    const lines = [screen?.name ?? this.outputId ?? '–', `${width} × ${height}`, `${screen?.displayLatencyMs ?? 0} ms`]
    this.pattern.update(width, height, lines, this.source.clock.nowMs() + this.latencyMs)
  }

  shows(layer: Layer): boolean {
    const screen = this.#projects ? this.screen() : null
    return screen ? layersOf(screen).includes(layer) : true
  }

  /** Takes the moment for the picture that is drawn next. */
  take(): StageMoment | null {
    const now = this.#encore(stageMomentAt(this.source, this.latencyMs, this.#flashes))
    this.now = now
    if (!now) return null
    const { frame } = now
    const sinceMs = Math.abs(frame.atMs - this.#colourAtMs)
    const jumped = this.#colourSegment !== frame.segmentId || sinceMs > 500
    writeSectionColours(frame, jumped ? 1 : 1 - Math.exp(-sinceMs / COLOUR_EASE_MS), this.colours)
    this.#colourSegment = frame.segmentId
    this.#colourAtMs = frame.atMs
    writeFalling(now.edition, now.lights, this.falling)
    return now
  }

  /** After she has dissolved she gathers once more, for those at home, and waits there as she did before the concert. The gauze stays black. */
  #encore(now: StageMoment | null): StageMoment | null {
    if (this.#projects || !now || !isOver(now.edition, now.moment)) return now
    const back = encoreUnit(now.frame.idleForMs) * now.frame.pictureUnit
    return back > now.presenceUnit ? { ...now, presenceUnit: back, leaves: false } : now
  }

  /** Everybody whose body is known. */
  cast(): Cast {
    const members = [...this.bodies.values()]
    const name = members.map(({ performerId, xM, body, motions }) => [performerId, xM, body.heightM, Object.keys(motions).length].join(' '))
    return { name: name.join(', '), members }
  }

  /** The middle of everybody on stage. */
  middleM(): { readonly xM: number; readonly zM: number } {
    let x = 0
    let z = 0
    for (const { xM, zM } of this.standing.values()) {
      x += xM
      z += zM
    }
    const count = Math.max(1, this.standing.size)
    return { xM: x / count, zM: z / count }
  }

  /** Whether this output keeps its last picture. */
  get frozen(): boolean {
    const frozen = this.now?.frame.frozen ?? []
    const id = this.outputId
    return frozen.includes('*') || (id !== null && frozen.includes(id))
  }
}
