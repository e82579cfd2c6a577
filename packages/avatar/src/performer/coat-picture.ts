import { coatEdge, lapelReach } from './coat-cut.ts'
import { srgbBytes } from './colour.ts'
import type { PerformerLook } from './looks.ts'
import { type Fold, fold, foldAt, lineAt } from './painted-folds.ts'
import type { Raster } from './png.ts'
import { clamp01, mix, smoothstep, type V2 } from './vector.ts'

// The picture of coat, shirt front and trousers: tails, lining, body, sleeve, shirt, trouser leg and pelvis, flat colours. Tails run from
// ivory to the warm light of their tips, as a firefly's wing cases lie over its lantern. Light falls on a toon figure in one step, so
// creases, the shade under lapel and cuff, seams and stitches are painted.

const widthPx = 1024
const heightPx = 512

/** Left, top, width, height in pixels. */
const regions = {
  tail: [0, 0, 256, 256],
  lining: [256, 0, 64, 256],
  body: [0, 256, 384, 256],
  leg: [384, 0, 320, 384],
  pelvis: [384, 384, 320, 128],
  sleeve: [704, 0, 256, 384],
  shirt: [704, 384, 256, 128],
  flat: [960, 0, 64, 512],
} as const satisfies Record<string, readonly [number, number, number, number]>
export type CoatRegion = Exclude<keyof typeof regions, 'flat'>

/** Texture coordinates in a region; a and b from 0 to 1, b downwards in the picture. */
export function coatUv(region: CoatRegion, a: number, b: number): V2 {
  const [x, y, w, h] = regions[region]
  return [(x + 2 + (w - 4) * clamp01(a)) / widthPx, (y + 2 + (h - 4) * clamp01(b)) / heightPx]
}

/** `collar` is coat in its own shade. */
const flats = ['coat', 'lining', 'lapel', 'shirt', 'collar'] as const
export type CoatFlat = (typeof flats)[number]

export function coatFlatUv(cell: CoatFlat): V2 {
  const [x, y, w, h] = regions.flat
  return [(x + w / 2) / widthPx, (y + ((flats.indexOf(cell) + 0.5) * h) / flats.length) / heightPx]
}

type Rgb = readonly [number, number, number]
// Most pixels lie off most lines: they keep the colour they have.
const blend = (a: Rgb, b: Rgb, t: number): Rgb => (t <= 0 ? a : [mix(a[0], b[0], t), mix(a[1], b[1], t), mix(a[2], b[2], t)])
const times = (a: Rgb, [r, g, b]: Rgb): Rgb => [(a[0] * r) / 255, (a[1] * g) / 255, (a[2] * b) / 255]

export function paintCoat(look: PerformerLook): Raster {
  const { palette } = look
  const coat = srgbBytes(palette.coat)
  const thread = srgbBytes(palette.coatThread)
  const tip = srgbBytes(palette.coatTip)
  const lining = srgbBytes(palette.lining)
  const liningTip = srgbBytes(palette.liningTip)
  const lapel = srgbBytes(palette.lapel)
  const shirt = srgbBytes(palette.shirt)
  const trousers = srgbBytes(palette.trousers)
  // Shade as the material turns it, so that a painted crease and the edge of the light are of one kind.
  const coatShade = times(coat, srgbBytes(palette.coatShade))
  const legShade = times(trousers, srgbBytes(palette.trousersShade))
  const shirtShade = times(shirt, srgbBytes(palette.coatShade))
  const colours = flats.map((cell) => (cell === 'collar' ? times(coatShade, srgbBytes(palette.coatShade)) : srgbBytes(palette[cell])))

  const tail = (s: number, t: number): Rgb => {
    let colour = blend(coat, tip, 0.95 * smoothstep(0.42, 1, t))
    // Veins leave a midrib and bend towards the outer edge.
    const bend = (s - 0.45) * 1.4
    const ribs = Math.abs(((t * 9 + bend * bend * 4 - Math.abs(bend) * 2.2) % 1) - 0.5)
    colour = blend(colour, thread, 0.55 * lineAt(ribs, 0.035) * smoothstep(0.12, 0.3, t))
    colour = blend(colour, thread, 0.6 * lineAt(s - 0.45, 0.006) * smoothstep(0.1, 0.25, t))
    // Long folds from the waist.
    const shade = 0.75 * foldAt(tailFolds, s * 0.34, t * 0.62)
    return shade > 0 ? blend(colour, times(colour, srgbShade), shade) : colour
  }
  const srgbShade = srgbBytes(palette.coatShade)

  const body = (angle: number, y: number): Rgb => {
    const side = angle > 180 ? 360 - angle : angle
    const x = side * 0.0021
    let colour: Rgb = coat
    // Princess seams before and behind, a middle seam in the back.
    for (const [at, bow] of bodySeams) {
      const seam = at + bow * (0.5 - Math.abs((y - coatLowY) / coatTallY - 0.35))
      colour = blend(colour, thread, 0.75 * lineAt(side - seam, 0.9) * smoothstep(1.349, 1.318, y))
    }
    let shade = foldAt(bodyFolds, x, y)
    // Under the lapel, widest below its peak; under the collar behind; under the half belt.
    const t = (y - 1.092) / 0.262
    const outer = coatEdge(y) - 1 + lapelReach(clamp01(t))
    if (t > 0.02 && t < 1.06) shade = Math.max(shade, smoothstep(1.5 + 5 * clamp01(t * 1.4), 0.7 + 4.4 * clamp01(t * 1.4), side - outer))
    shade = Math.max(shade, smoothstep(1.352, 1.3545, y) * smoothstep(60, 70, side))
    const belt = 1.072 - 0.0135 + 0.006 * ((side - 180) / 62) ** 2
    shade = Math.max(shade, smoothstep(0.0075, 0.006, belt - y) * smoothstep(0, 0.0006, belt - y) * smoothstep(117, 121, side))
    colour = blend(colour, coatShade, 0.78 * shade)
    // Stitches along hem and front edge; a welt over the hip.
    const dash = smoothstep(0.62, 0.5, Math.abs(((side * 0.5) % 1) - 0.5) * 2)
    colour = blend(colour, thread, 0.8 * lineAt(y - 0.9925, 0.0009) * dash)
    const dashUp = smoothstep(0.62, 0.5, Math.abs(((y * 190) % 1) - 0.5) * 2)
    if (y < 1.085) colour = blend(colour, thread, 0.8 * lineAt(side - coatEdge(y) - 3.4, 0.4) * dashUp)
    const welt = y - 1.027 - (side - 60) * 0.00016
    const along = smoothstep(46, 47, side) * smoothstep(81, 80, side)
    colour = blend(colour, coatShade, 0.9 * along * smoothstep(-0.0135, -0.0125, welt) * smoothstep(0, -0.0006, welt))
    return blend(colour, lapel, along * smoothstep(-0.0095, -0.0088, welt) * smoothstep(0, -0.0006, welt))
  }

  const sleeve = (angle: number, x: number): Rgb => {
    let colour: Rgb = coat
    colour = blend(colour, thread, 0.7 * lineAt(x - 0.1405, 0.0011) * smoothstep(0, 40, Math.abs(angle - 180) + 60))
    // The seam along the back of the arm.
    colour = blend(colour, thread, 0.6 * lineAt(angle - 222, 1.1) * smoothstep(0.15, 0.17, x))
    // The underside of the upper arm lies in its own shade; so does what the cuff covers.
    const under = 34 * smoothstep(0.36, 0.17, x) - Math.abs(angle - 176)
    let shade = Math.max(foldAt(sleeveFolds, angle * 0.00068, x), 0.8 * smoothstep(-1, 1.5, under))
    shade = Math.max(shade, smoothstep(0.5265, 0.5285, x + 0.0018 * Math.sin(angle * 0.07)))
    return blend(colour, coatShade, 0.75 * shade)
  }

  const leg = (angle: number, y: number): Rgb => {
    // −180…180, 0 in front, + outward.
    const turn = angle > 180 ? angle - 360 : angle
    let shade = foldAt(legFolds, turn * 0.00115, y)
    const inner = 30 * smoothstep(0.5, 0.82, y) + 6 - Math.abs(turn + 96)
    shade = Math.max(shade, 0.8 * smoothstep(-1, 1.5, inner) * smoothstep(0.46, 0.52, y))
    shade = Math.max(shade, smoothstep(0.4315, 0.43, y - 0.004 * Math.sin(turn * 0.055)))
    let colour = blend(trousers, legShade, 0.85 * shade)
    // Pressed creases, before and behind.
    for (const crease of [0, 180]) {
      const off = Math.abs(turn) - crease
      colour = blend(colour, legShade, 0.55 * lineAt(crease === 0 ? turn : off, 0.9) * smoothstep(0.88, 0.8, y) * smoothstep(0.44, 0.47, y))
    }
    return colour
  }

  const pelvis = (angle: number, y: number): Rgb => {
    const side = angle > 180 ? 360 - angle : angle
    let shade = foldAt(pelvisFolds, side * 0.0024, y)
    // Under waistcoat and coat.
    const hem = side < 40 ? 0.997 - 0.036 * Math.max(0, 1 - Math.abs(side - 13) / 26) : 0.985
    shade = Math.max(shade, smoothstep(0.0105, 0.009, hem - y))
    let colour = blend(trousers, legShade, 0.85 * shade)
    // The fly on her left, slanted pockets.
    const fly = angle - 9 * smoothstep(0.905, 0.93, y)
    colour = blend(colour, legShade, 0.9 * lineAt(fly, 0.5) * (angle < 60 ? 1 : 0))
    const pocket = side - 47 - (0.985 - y) * 420
    return blend(colour, legShade, 0.9 * lineAt(pocket, 0.8) * smoothstep(0.931, 0.936, y))
  }

  const shirtFront = (angle: number, y: number): Rgb => {
    const side = Math.abs(angle)
    const pleat = Math.abs(((side / 5.5) % 1) - 0.5)
    let colour = blend(shirt, shirtShade, 0.8 * lineAt(pleat, 0.08) * smoothstep(33, 30, side) * smoothstep(1.352, 1.346, y))
    // Under the cravat, under lapels, at the collar's foot.
    const fall = Math.abs(Math.abs(angle) - 16) < 3.4 && y > 1.24 && y < 1.346 ? 1 : 0
    const shade = Math.max(
      fall * 0.6,
      smoothstep(-5.5, -4, side - coatEdge(y)) * smoothstep(1.35, 1.349, y),
      smoothstep(1.3465, 1.348, y) * smoothstep(1.3545, 1.353, y),
    )
    colour = blend(colour, shirtShade, 0.85 * shade)
    return colour
  }

  const rgb = new Uint8Array(widthPx * heightPx * 3)
  const into = (region: keyof typeof regions, painter: (a: number, b: number) => Rgb) => paintRegion(rgb, region, painter)
  into('tail', tail)
  into('lining', (_, b) => blend(lining, liningTip, smoothstep(0.35, 0.98, b)))
  into('body', (a, b) => body(a * 360, mix(coatLowY, coatLowY + coatTallY, b)))
  into('leg', (a, b) => leg(a * 360, mix(legReachM[0], legReachM[1], b)))
  into('pelvis', (a, b) => pelvis(a * 360, mix(pelvisReachM[0], pelvisReachM[1], b)))
  into('sleeve', (a, b) => sleeve(a * 360, mix(sleeveReachM[0], sleeveReachM[1], b)))
  into('shirt', (a, b) => shirtFront(mix(-80, 80, a), mix(shirtReachM[0], shirtReachM[1], b)))
  into('flat', (_, b) => colours[Math.min(flats.length - 1, Math.floor(b * flats.length))]!)
  return { width: widthPx, height: heightPx, rgb }
}

/** Samples a painter at the middles of a region's pixels; a margin of two repeats its edge, for the smaller copies of the picture. */
function paintRegion(rgb: Uint8Array, region: keyof typeof regions, painter: (a: number, b: number) => Rgb): void {
  const [left, top, width, height] = regions[region]
  for (let y = 0; y < height; y++) {
    const b = clamp01((y - 1.5) / (height - 4))
    for (let x = 0; x < width; x++) {
      const colour = painter(clamp01((x - 1.5) / (width - 4)), b)
      const at = ((top + y) * widthPx + left + x) * 3
      rgb[at] = Math.round(colour[0])
      rgb[at + 1] = Math.round(colour[1])
      rgb[at + 2] = Math.round(colour[2])
    }
  }
}

const coatLowY = 0.985
const coatTallY = 0.391
/** What the regions span in the drawing: along the arm, up the shirt, up leg and pelvis. */
export const sleeveReachM = [0.085, 0.59] as const
export const shirtReachM = [1.2, 1.39] as const
export const legReachM = [0.32, 0.9] as const
export const pelvisReachM = [0.885, 1.045] as const

const bodySeams = [
  [62, 22],
  [142, -16],
  [180, 0],
] as const

// Folds on cloth laid flat. Across, a degree of the body is 2.1 mm, of an arm 0.68 mm, of a
// leg 1.15 mm, of the pelvis 2.4 mm.
const bodyFolds: readonly Fold[] = [
  // From the armpit to breast and shoulder blade.
  fold(0.172, 1.318, 0.138, 1.246, 0.0052, 0.006),
  fold(0.184, 1.296, 0.162, 1.2, 0.0056, 0.005),
  fold(0.224, 1.318, 0.278, 1.262, 0.0052, -0.006),
  fold(0.212, 1.29, 0.238, 1.196, 0.0056, -0.005),
  // Gathered in the waist.
  fold(0.158, 1.082, 0.112, 1.132, 0.0044, -0.005),
  fold(0.176, 1.076, 0.158, 1.15, 0.0046, -0.003),
  fold(0.204, 1.082, 0.226, 1.146, 0.0046, 0.003),
  fold(0.15, 1.066, 0.092, 1.052, 0.0036, 0.003),
  fold(0.17, 1.056, 0.15, 1.004, 0.0046, 0.003),
  fold(0.214, 1.056, 0.244, 0.998, 0.0052, -0.003),
  fold(0.276, 1.05, 0.292, 0.99, 0.0052, -0.002),
  fold(0.33, 1.05, 0.336, 0.988, 0.0046, -0.002),
  fold(0.29, 1.09, 0.3, 1.14, 0.004, 0.002),
]
const sleeveFolds: readonly Fold[] = [
  // From the armpit over the upper arm.
  fold(0.104, 0.15, 0.04, 0.214, 0.0062, 0.009),
  fold(0.1, 0.186, 0.036, 0.268, 0.0058, 0.01),
  fold(0.144, 0.156, 0.2, 0.222, 0.0062, -0.009),
  // Into the bend of the elbow, which is in front: folds.
  fold(0.07, 0.396, 0.0, 0.394, 0.0062, 0.004),
  fold(0.066, 0.386, 0.136, 0.34, 0.0066, -0.006),
  fold(0.072, 0.402, 0.13, 0.424, 0.005, 0.004),
  // Pulled round the forearm, and gathered over the cuff.
  fold(0.06, 0.418, 0.024, 0.492, 0.0054, -0.006),
  fold(0.128, 0.462, 0.2, 0.52, 0.0056, -0.008),
  fold(0.092, 0.53, 0.05, 0.486, 0.0048, 0.004),
  fold(0.012, 0.53, -0.012, 0.494, 0.0044, 0.003),
]
const legFolds: readonly Fold[] = [
  // From crotch and hip.
  fold(-0.098, 0.872, -0.02, 0.83, 0.0058, 0.006),
  fold(-0.1, 0.85, -0.044, 0.776, 0.0062, 0.008),
  fold(-0.112, 0.866, -0.178, 0.806, 0.0062, -0.008),
  fold(-0.12, 0.842, -0.168, 0.748, 0.006, -0.006),
  fold(0.138, 0.878, 0.19, 0.84, 0.006, 0.006),
  fold(0.104, 0.8, 0.088, 0.7, 0.0044, 0.003),
  // Over and under the knee, and in its hollow.
  fold(-0.074, 0.556, 0.002, 0.526, 0.0058, -0.008),
  fold(0.06, 0.496, -0.004, 0.478, 0.0054, 0.007),
  fold(-0.07, 0.52, -0.116, 0.59, 0.005, 0.005),
  fold(0.078, 0.524, 0.118, 0.586, 0.005, -0.005),
  fold(0.138, 0.526, 0.2, 0.508, 0.0052, -0.006),
  fold(-0.138, 0.53, -0.198, 0.51, 0.0052, 0.006),
  fold(0.146, 0.482, 0.2, 0.492, 0.005, 0.005),
  fold(-0.146, 0.484, -0.198, 0.494, 0.005, -0.005),
  // Gathered over the boots.
  fold(-0.06, 0.462, 0.006, 0.444, 0.0052, -0.006),
  fold(0.064, 0.47, 0.126, 0.444, 0.0056, 0.006),
  fold(-0.176, 0.464, -0.108, 0.444, 0.0054, 0.006),
]
const pelvisFolds: readonly Fold[] = [
  fold(0.016, 0.888, 0.07, 0.908, 0.0046, 0.003),
  fold(0.36, 0.9, 0.3, 0.94, 0.0056, 0.005),
  fold(0.41, 0.9, 0.35, 0.922, 0.0056, 0.005),
]
const tailFolds: readonly Fold[] = [
  fold(0.075, 0.04, 0.066, 0.26, 0.0054, 0.003),
  fold(0.172, 0.03, 0.166, 0.34, 0.006, 0.003),
  fold(0.262, 0.04, 0.27, 0.24, 0.0054, -0.003),
  fold(0.12, 0.3, 0.11, 0.5, 0.005, 0.003),
  fold(0.23, 0.32, 0.236, 0.52, 0.005, -0.003),
]
