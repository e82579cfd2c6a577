import { srgbBytes } from './colour.ts'
import type { PerformerLook } from './looks.ts'
import type { Raster } from './png.ts'
import { clamp01, mix, smoothstep } from './vector.ts'

// The painted pictures: skin of the face, eyes, hair, cloth. Each is a function of the texture coordinates, sampled once.

type Rgb = readonly [number, number, number]
const blend = (a: Rgb, b: Rgb, t: number): Rgb => [mix(a[0], b[0], t), mix(a[1], b[1], t), mix(a[2], b[2], t)]

/** Samples a painter at pixel centres; u to the right, v downwards, both 0–1. */
export function paint(width: number, height: number, painter: (u: number, v: number) => Rgb): Raster {
  const rgb = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const colour = painter((x + 0.5) / width, (y + 0.5) / height)
      for (let k = 0; k < 3; k++) rgb[(y * width + x) * 3 + k] = Math.round(Math.min(255, Math.max(0, colour[k as 0 | 1 | 2])))
    }
  }
  return { width, height, rgb }
}

/** Face seen from the front, (−0.1, 1.61) top left to (0.1, 1.41): skin, blush, a hint of nose and lips. */
export function paintSkin(look: PerformerLook): Raster {
  const skin = srgbBytes(look.palette.skin)
  const blush: Rgb = srgbBytes('#ff9d8e')
  const lip: Rgb = srgbBytes('#ee8f92')
  const line = srgbBytes(look.palette.skinLine)
  return paint(256, 256, (u, v) => {
    const x = (u - 0.5) * 0.2
    const y = 1.61 - v * 0.2
    const ax = Math.abs(x)
    const bell = (dx: number, dy: number) => Math.exp(-dx * dx - dy * dy)
    let colour: Rgb = skin
    colour = blend(colour, blush, 0.34 * bell((ax - 0.046) / 0.016, (y - 1.505) / 0.0085))
    colour = blend(colour, blush, 0.16 * bell(ax / 0.006, (y - 1.4965) / 0.006))
    colour = blend(colour, blush, 0.12 * smoothstep(0.075, 0.092, ax))
    colour = blend(colour, lip, 0.5 * bell(ax / 0.0125, (y - 1.47) / 0.0034))
    colour = blend(colour, lip, 0.3 * bell(ax / 0.0115, (y - 1.4753) / 0.0022))
    // The nose: one small shadow to the side of its tip.
    colour = blend(colour, line, 0.75 * smoothstep(1.3, 0.7, Math.hypot(x / 0.0028, (y - 1.4905) / 0.0012)))
    return colour
  })
}

/** Left half iris (pupil, ring, lights), right half the white with the shadow of the lid. */
export function paintEyes(look: PerformerLook): Raster {
  const { top, bottom, rim, pupil } = look.eyes
  const colours = { top: srgbBytes(top), bottom: srgbBytes(bottom), rim: srgbBytes(rim), pupil: srgbBytes(pupil) }
  const white: Rgb = [255, 253, 250]
  const lidShade: Rgb = srgbBytes('#cdb9d6')
  const spark: Rgb = [255, 255, 255]
  return paint(512, 256, (u, v) => {
    if (u >= 0.5) {
      const b = (0.5 - v) / 0.46
      return blend(white, lidShade, 0.85 * smoothstep(0.3, 0.72, b))
    }
    const a = (u - 0.25) / 0.24
    const b = (0.5 - v) / 0.48
    const r = Math.hypot(a, b)
    let colour = blend(colours.bottom, colours.top, smoothstep(-0.75, 0.55, b))
    // A lighter crescent in the lower half, as light through amber.
    colour = blend(
      colour,
      [255, 250, 190],
      0.55 * smoothstep(0.3, 0.05, Math.abs(Math.hypot(a, b + 0.05) - 0.66)) * smoothstep(0.05, -0.45, b),
    )
    colour = blend(colour, colours.pupil, smoothstep(0.44, 0.36, Math.hypot(a / 0.92, b / 1.1)) * 0.95)
    colour = blend(colour, colours.rim, smoothstep(0.8, 0.93, r))
    // Shadow of the lid across the top.
    colour = blend(colour, colours.rim, 0.6 * smoothstep(0.25, 0.75, b))
    const lights = Math.max(
      smoothstep(1.12, 0.88, Math.hypot((a + 0.32) / 0.29, (b - 0.44) / 0.27)),
      smoothstep(1.2, 0.8, Math.hypot((a - 0.4) / 0.12, (b + 0.4) / 0.12)),
    )
    return blend(colour, spark, clamp01(lights))
  })
}

/** u: place across the highlight ring (0 above, 1 below), v: root to tip. */
export function paintHair(look: PerformerLook): Raster {
  const { root, middle, tip, shine } = look.hair
  const [a, b, c, s] = [srgbBytes(root), srgbBytes(middle), srgbBytes(tip), srgbBytes(shine)]
  return paint(64, 128, (u, v) => {
    let colour = blend(a, b, smoothstep(0.05, 0.5, v))
    colour = blend(colour, c, 0.95 * smoothstep(0.66, 0.98, v))
    const band = smoothstep(0.38, 0.43, u) * smoothstep(0.55, 0.5, u) + 0.6 * smoothstep(0.585, 0.6, u) * smoothstep(0.63, 0.615, u)
    return blend(colour, s, 0.7 * clamp01(band))
  })
}

/**
 * Where the outline of the skin is drawn, in the green channel: nowhere about eyes and mouth, where the far lid of a turned
 * face would show its hull, and thin at the nose.
 */
export function paintSkinOutline(): Raster {
  return paint(64, 64, (u, v) => {
    const ax = Math.abs(u - 0.5) * 0.2
    const y = 1.61 - v * 0.2
    const eyes = smoothstep(0.078, 0.07, ax) * smoothstep(1.502, 1.51, y) * smoothstep(1.572, 1.564, y)
    const mouth = smoothstep(0.03, 0.024, ax) * smoothstep(1.452, 1.458, y) * smoothstep(1.49, 1.484, y)
    const nose = 0.45 * smoothstep(0.016, 0.01, ax) * smoothstep(1.482, 1.49, y) * smoothstep(1.515, 1.505, y)
    const width = 255 * (1 - Math.max(eyes, mouth, nose))
    return [width, width, width]
  })
}
