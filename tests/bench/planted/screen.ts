/** Faults on the way to the screen: springs, projection, framing, black, and that a picture is the same whenever it is drawn. */
import type { Rule } from './plant.ts'

const stage = 'apps/stage/src'
const springs = `${stage}/performer/springs.test.ts`
const output = { test: 'tests/stage-output.test.ts', page: true } as const
const black = { test: 'tests/stage-picture.test.ts', named: 'is exactly 0|black all over', page: true } as const
const shots = `${stage}/venue/camera.test.ts`
const directed = `${stage}/venue/direct.test.ts`
const songs = `${stage}/venue/framing-of-songs.test.ts`

export const screenFaults: readonly Rule[] = [
  {
    rule: 'springs',
    promise: 'the same show time gives the same pose (within 1e-3 rad) whichever way it was reached',
    faults: [
      {
        file: `${stage}/performer/springs.ts`,
        find: '    this.#manager.reset()\n',
        put: '',
        test: springs,
        why: 'a course begins with what another one left',
      },
      {
        file: `${stage}/performer/springs.ts`,
        find: 'const from = Math.max((window - 1) * WINDOW_STEPS, began)',
        put: 'const from = Math.max(window * WINDOW_STEPS, began)',
        test: springs,
        why: 'no run-up: hair stands at rest where a window begins',
      },
      {
        file: `${stage}/performer/springs.ts`,
        find: 'const poseAt = (at: number) => poseBack(atMs - at * STEP_MS)',
        put: 'const poseAt = (at: number) => poseBack((Math.floor(atMs / STEP_MS) - at) * STEP_MS)',
        test: springs,
        why: 'steps are counted from the picture and not from show time',
      },
      {
        file: `${stage}/performer/momentary.ts`,
        find: 'const heldForMs = segment.heldForMs ?? 0\n',
        put: 'const heldForMs = 0\n',
        test: springs,
        named: 'during a hold',
        why: 'a hold seems to begin a stretch of its own with every picture',
      },
    ],
  },
  {
    rule: 'pin, mirror, turn',
    promise: 'corner pin and mirror within 0.5 px on rendered pixels',
    faults: [
      {
        file: `${stage}/projection/homography.ts`,
        find: 'const h = (dx1 * sumY - sumX * dy1) / area',
        put: 'const h = (dx1 * sumY + sumX * dy1) / area',
        test: `${stage}/projection/homography.test.ts`,
        why: 'a sign in the determinant',
      },
      {
        file: `${stage}/projection/screen-settings.ts`,
        find: 'after(after(screen.mirror ? MIRROR : unmoved, TURNS[screen.rotationDeg ?? 0]), pin)',
        put: 'after(after(TURNS[screen.rotationDeg ?? 0], screen.mirror ? MIRROR : unmoved), pin)',
        test: `${stage}/projection/screen-settings.test.ts`,
        why: 'turned before it is mirrored',
      },
      {
        file: `${stage}/projection/output-pass.ts`,
        find: '.set(...inverse(pictureToRaster(screen)))',
        put: '.set(...pictureToRaster(screen))',
        ...output,
        named: 'pins the picture by its corners',
        why: 'the shader is given the way there instead of the way back',
      },
      {
        file: `${stage}/projection/output-pass.ts`,
        find: 'vec2 uv = q.xy / q.z;',
        put: 'vec2 uv = q.xy;',
        ...output,
        named: 'pins the picture by its corners',
        why: 'an affine map: the division is forgotten',
      },
    ],
  },
  {
    rule: 'mask, lift, trims',
    promise: 'mask within 0.5 px, black lifted only inside it',
    faults: [
      {
        file: `${stage}/projection/output-pass.ts`,
        find: 'return clamp(0.5 + (inside ? nearest : -nearest), 0.0, 1.0);',
        put: 'return clamp((inside ? nearest : -nearest) - 0.2, 0.0, 1.0);',
        ...output,
        named: 'masks to within half a pixel',
        why: 'soft edges that lie inside the mask',
      },
      {
        file: `${stage}/projection/output-pass.ts`,
        find: '(uLift + (1.0 - uLift) * trimmed) * lit(vRaster * uRasterPx)',
        put: 'uLift + (1.0 - uLift) * trimmed * lit(vRaster * uRasterPx)',
        ...output,
        named: 'masks to within half a pixel',
        why: 'black is lifted outside the mask too',
      },
    ],
  },
  {
    rule: 'black',
    promise: 'before black lift, pixels farther from the performer than each declared radius are exactly 0',
    faults: [
      {
        file: `${stage}/effects/Glow.tsx`,
        find: 'export const HALO_RADIUS_M = 0.8\n',
        put: 'export const HALO_RADIUS_M = 1.8\n',
        ...black,
        why: 'a halo larger than what is declared',
      },
      {
        file: `${stage}/effects/glow-material.ts`,
        find: '  if (radius >= 1.0) discard;\n  float fall = pow(1.0 - radius, uSharpness);',
        put: '  float fall = exp(-2.0 * uSharpness * radius * radius);',
        ...black,
        why: 'a glow that never quite ends, cut off by its square',
      },
    ],
  },
  {
    rule: 'coming and going',
    promise: 'appear and vanish look rich, and nothing is lit beyond their radius',
    faults: [
      {
        file: `${stage}/performer/presence.ts`,
        find: 'smoothUnit(segment.positionMs / APPEAR_MS)',
        put: 'smoothUnit(segment.positionMs / 1000 / APPEAR_MS)',
        test: `${stage}/performer/presence.test.ts`,
        why: 'milliseconds divided once too often: she never comes',
      },
      {
        file: `${stage}/performer/presence.ts`,
        find: 'closedForMs - VANISH_AFTER_MS',
        put: 'closedForMs',
        test: `${stage}/performer/presence.test.ts`,
        why: 'she goes before she has bowed',
      },
    ],
  },
  {
    rule: 'crowd',
    promise: 'the crowd ducks: nobody covers her',
    faults: [
      {
        file: `${stage}/venue/sight-line.ts`,
        find: 'sight.eyeM[1] * (1 - alongUnit(sight, xM, zM))',
        put: 'sight.eyeM[1] * alongUnit(sight, xM, zM)',
        test: `${stage}/venue/sight-line.test.ts`,
        why: 'the line of sight falls towards the eye',
      },
      {
        file: `${stage}/venue/sight-line.ts`,
        find: 'const wide = HER_REACH_M * along + besideM',
        put: 'const wide = HER_REACH_M * along',
        test: `${stage}/venue/sight-line.test.ts`,
        why: 'how wide people are is forgotten',
      },
      {
        file: `${stage}/venue/sight-line.ts`,
        find: 'return Math.max(Math.max(0, topM - lineM) * inTheWay, DOWN_M * beforeEye)',
        put: 'return Math.max(0, topM - lineM) * inTheWay',
        test: `${stage}/venue/crowd-sight.test.ts`,
        why: 'people right before the eye stay where they are',
      },
    ],
  },
  {
    rule: 'life size',
    promise: 'projection: life size, fixed, feet on the stage line',
    faults: [
      {
        file: `${stage}/projection/framing.ts`,
        find: 'const bottomM = -framing.floorUnit * framing.visibleHeightM',
        put: 'const bottomM = -framing.floorUnit',
        test: `${stage}/projection/framing.test.ts`,
        why: 'a share taken for metres: she floats',
      },
      {
        file: `${stage}/projection/framing.ts`,
        find: '* framing.widthPx) / framing.heightPx / 2',
        put: '* framing.heightPx) / framing.widthPx / 2',
        test: `${stage}/projection/framing.test.ts`,
        why: 'width and height exchanged',
      },
    ],
  },
  {
    rule: 'framing',
    promise: 'head and leading hand stay in frame at 16:9 and 9:16',
    faults: [
      {
        file: `${stage}/venue/camera.ts`,
        find: 'widthM / 2 / (halfTan * aspect))',
        put: 'widthM / 2 / halfTan)',
        test: shots,
        why: 'the shape of the picture is forgotten',
      },
      {
        file: `${stage}/venue/camera.ts`,
        find: 'const tall = aspect < TALL_ASPECT',
        put: 'const tall = aspect > TALL_ASPECT',
        test: shots,
        why: 'a comparison turned round',
      },
      {
        file: `${stage}/venue/follower.ts`,
        find: 'const FOLLOW_MS = 350\n',
        put: 'const FOLLOW_MS = 35_000\n',
        test: songs,
        named: 'the cameras the songs bring',
        why: 'the operator falls asleep',
      },
    ],
  },
  {
    rule: 'cuts',
    promise: 'cuts fall on bars, go wide entering a chorus and close on held notes',
    faults: [
      {
        file: `${stage}/venue/direct.ts`,
        find: 'cuts.push({ startBeats, endBeats: bars[end]!, shot })',
        put: 'cuts.push({ startBeats: beats(startBeats + 1), endBeats: beats(bars[end]! + 1), shot })',
        test: directed,
        why: 'off by one: cuts on the second beat',
      },
      {
        file: `${stage}/venue/direct.ts`,
        find: 'const close = !opensChorus && isHeldIn(',
        put: 'const close = isHeldIn(',
        test: directed,
        why: 'a held note at the beginning of a chorus wins',
      },
      {
        file: `${stage}/venue/direct.ts`,
        find: 'const HELD_MS = 1400\n',
        put: 'const HELD_MS = 14_000\n',
        test: directed,
        why: 'a digit: no note is ever held',
      },
    ],
  },
  {
    rule: 'rendering',
    promise: 'ghostlight render is frame-exact and deterministic',
    faults: [
      {
        file: `${stage}/render/rendering.tsx`,
        find: 'await this.#drawWhole(fromMs + (frame * 1000) / fps)',
        put: 'await this.#drawWhole(fromMs + ((frame - first) * 1000) / fps)',
        test: 'tests/stage-render.test.ts',
        named: 'killed in the middle|fire by themselves',
        page: true,
        why: 'a part begins where the song begins',
      },
      {
        file: `${stage}/render/rendering.tsx`,
        find: 'this.#source.atMs = this.#request.startAtMs + positionMs',
        put: 'this.#source.atMs = this.#request.startAtMs + positionMs + (performance.now() % 40)',
        test: 'tests/stage-render.test.ts',
        named: 'killed in the middle',
        page: true,
        why: 'the clock of the machine in the picture',
      },
    ],
  },
]
