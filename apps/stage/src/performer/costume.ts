/**
 * What the show's light and music do to the performer's materials: lantern lights that pulse and a rim of the lamps behind her. Works on
 * MToon materials; others keep their own look, and only come and go as she does.
 */
import { MToonMaterial, type VRM } from '@pixiv/three-vrm'
import { Color, DataTexture, LinearFilter, type Material, type Mesh, RGBAFormat } from 'three'
import type { Falling, SectionColours } from '../colours.ts'
import { beatDecay } from '../ease.ts'
import { outlineAt } from './outline.ts'
import type { Passage } from './passage.ts'
import { PassageSurface } from './passage-surface.ts'

const SIZE = 48

/** A picture of a sphere, lit from behind: MToon reads it by the direction a surface faces ("matcap"). */
class RimPicture {
  readonly texture: DataTexture
  readonly #bytes = new Uint8Array(SIZE * SIZE * 4)
  /** Per pixel, how much of the left, right and top light it shows. */
  readonly #left = new Float32Array(SIZE * SIZE)
  readonly #right = new Float32Array(SIZE * SIZE)
  readonly #top = new Float32Array(SIZE * SIZE)

  constructor() {
    for (let row = 0; row < SIZE; row++) {
      for (let column = 0; column < SIZE; column++) {
        const x = ((column + 0.5) / SIZE) * 2 - 1
        // MToon's sphere coordinates have their first row at the top.
        const y = 1 - ((row + 0.5) / SIZE) * 2
        const radius = Math.min(1, Math.hypot(x, y))
        // A crisp band over the outer fifth with a soft skirt inside it: reads as a lamp, not as an outline.
        const band = smooth(0.72, 0.93, radius) * 0.6 + smooth(0.45, 1, radius) ** 2 * 0.12
        const angle = Math.atan2(y, x)
        const at = row * SIZE + column
        this.#right[at] = band * Math.max(0, Math.cos(angle - 0.35)) ** 1.5
        this.#left[at] = band * Math.max(0, Math.cos(Math.PI - angle - 0.35)) ** 1.5
        this.#top[at] = band * Math.max(0, Math.sin(angle)) ** 2
      }
    }
    this.texture = new DataTexture(this.#bytes, SIZE, SIZE, RGBAFormat)
    this.texture.minFilter = LinearFilter
    this.texture.magFilter = LinearFilter
  }

  paint(falling: Falling): void {
    const { left, right, top } = falling
    for (let at = 0; at < SIZE * SIZE; at++) {
      const l = this.#left[at]!
      const r = this.#right[at]!
      const t = this.#top[at]!
      // Stored at half scale, so that light up to 2 survives; the factor below doubles it again.
      this.#bytes[at * 4] = Math.min(255, 127.5 * (l * left.r + r * right.r + t * top.r))
      this.#bytes[at * 4 + 1] = Math.min(255, 127.5 * (l * left.g + r * right.g + t * top.g))
      this.#bytes[at * 4 + 2] = Math.min(255, 127.5 * (l * left.b + r * right.b + t * top.b))
      this.#bytes[at * 4 + 3] = 255
    }
    this.texture.needsUpdate = true
  }
}

const smooth = (from: number, to: number, x: number): number => {
  const t = Math.max(0, Math.min(1, (x - from) / (to - from)))
  return t * t * (3 - 2 * t)
}

const white = new Color(1, 1, 1)

export class Costume {
  readonly #rim = new RimPicture()
  readonly #lights: { readonly material: MToonMaterial; readonly emissive: Color }[] = []
  readonly #outlines: { readonly material: MToonMaterial; readonly colour: Color; readonly widthM: number; readonly mix: number }[] = []
  readonly #surface = new PassageSurface()
  readonly #heightM: number
  readonly #tint = new Color()

  /** @param heightM  hair included. */
  constructor(vrm: VRM, heightM: number) {
    this.#heightM = heightM
    const seen = new Set<Material>()
    vrm.scene.traverse((object) => {
      const { material } = object as Mesh
      if (!material) return
      for (const each of Array.isArray(material) ? material : [material]) {
        if (seen.has(each)) continue
        seen.add(each)
        this.#dress(each)
      }
    })
  }

  /** @param beatUnit phase of the beat, 0–1. */
  update(colours: SectionColours, falling: Falling, beatUnit: number, energyUnit: number, passage: Passage): void {
    this.#rim.paint(falling)
    const glow = 0.45 + (0.35 + 0.9 * energyUnit) * beatDecay(beatUnit)
    for (const { material, emissive } of this.#lights) {
      // Half her own lantern colour, half the section's accent: she answers the light without becoming it.
      this.#tint.copy(emissive).lerp(colours.accent, 0.5)
      material.emissive.copy(this.#tint)
      material.emissiveIntensity = glow
    }
    this.#surface.set(passage, this.#heightM, this.#tint.copy(colours.accent).multiplyScalar(1.3))
  }

  /** @param metresPerPx  where she stands, in the picture being drawn */
  fitOutlines(metresPerPx: number): void {
    for (const { material, colour, widthM, mix } of this.#outlines) {
      const { widthM: width, shownUnit } = outlineAt(widthM, metresPerPx)
      material.visible = shownUnit > 0.02
      material.outlineWidthFactor = width
      // White, lit and textured like the surface: no line is seen any more.
      material.outlineColorFactor.copy(white).lerp(colour, shownUnit)
      material.outlineLightingMixFactor = 1 + (mix - 1) * shownUnit
    }
  }

  #dress(material: Material): void {
    this.#surface.dress(material)
    if (!(material instanceof MToonMaterial)) return
    if (!material.isOutline) {
      material.matcapTexture = this.#rim.texture
      material.matcapFactor.setRGB(2, 2, 2)
      // The rim is light from behind and must not be dimmed by the key light in front.
      material.rimLightingMixFactor = 0
      // The avatar's own fresnel rim would be a grey halo on black.
      material.parametricRimColorFactor.setRGB(0, 0, 0)
      if (/lights/i.test(material.name)) this.#lights.push({ material, emissive: material.emissive.clone() })
    }
    if (material.isOutline && material.outlineWidthMode === 'worldCoordinates')
      this.#outlines.push({
        material,
        colour: material.outlineColorFactor.clone(),
        widthM: material.outlineWidthFactor,
        mix: material.outlineLightingMixFactor,
      })
    material.needsUpdate = true
  }
}
