/** Faults on the way to the screen: springs, projection, framing, black, and that a picture is the same whenever it is drawn. */
import type { Rule } from './plant.ts'

const stage = 'apps/stage/src'
const springs = `${stage}/performer/springs.test.ts`
const output = { test: 'tests/stage-output.test.ts', page: true } as const
const black = { test: 'tests/stage-appear.test.ts', named: 'keeps every pixel', page: true } as const
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
        find: '(uLift + (1.0 - uLift) * trimmed) * share(vRaster * uRasterPx)',
        put: 'uLift + (1.0 - uLift) * trimmed * share(vRaster * uRasterPx)',
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
        file: `${stage}/performer/embers.ts`,
        find: 'uMiddle.x + radius * cos(angle), home.y + u',
        put: 'uMiddle.x + 4.0 * radius * cos(angle), home.y + u',
        test: 'tests/stage-appear.test.ts',
        named: 'keeps every pixel',
        page: true,
        why: 'embers that fly too far',
      },
      {
        file: `${stage}/performer/passage.ts`,
        find: 'edgeM: (1 - unit) *',
        put: 'edgeM: unit *',
        test: `${stage}/performer/passage.test.ts`,
        why: 'she goes the way she came',
      },
      {
        file: `${stage}/performer/presence.ts`,
        find: 'leaves: left < come',
        put: 'leaves: false',
        test: `${stage}/performer/presence.test.ts`,
        why: 'nobody is told that she goes',
      },
      {
        file: `${stage}/performer/presence.ts`,
        find: 'smoothUnit(segment.positionMs / APPEAR_MS)',
        put: 'smoothUnit(segment.positionMs / 1000 / APPEAR_MS)',
        test: `${stage}/performer/presence.test.ts`,
        why: 'milliseconds divided once too often: she never comes',
      },
      {
        file: `${stage}/performer/presence.ts`,
        find: '1 - smoothUnit((closedForMs - VANISH_AFTER_MS) / VANISH_MS)',
        put: '1 - smoothUnit(closedForMs / VANISH_MS)',
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
    rule: 'setting a screen',
    promise: 'adjusted on the output itself by keyboard or pointer',
    faults: [
      {
        file: `${stage}/projection/homography.ts`,
        find: 'return areNeighbours || turn(a, b, c)',
        put: 'return true || turn(a, b, c)',
        test: `${stage}/projection/adjust/adjust.test.ts`,
        why: 'a mask may cross itself',
      },
      {
        file: `${stage}/projection/screen-settings.ts`,
        find: 'toTenth((x * widthPx) / other.widthPx)',
        put: 'toTenth(x)',
        test: `${stage}/projection/adjust/adjust.test.ts`,
        why: 'pixels of another raster are taken as they are',
      },
      {
        file: `${stage}/projection/adjust/tried-settings.ts`,
        find: 'tried?.widthPx !== saved.widthPx || ',
        put: '',
        test: `${stage}/projection/adjust/adjust.test.ts`,
        why: 'what was tried on another raster is kept',
      },
    ],
  },
  {
    rule: 'lost and found',
    promise: 'recovers from a lost context, sleep, an unplugged screen; reports frame time and missed frames',
    faults: [
      {
        file: `${stage}/projection/monitors.ts`,
        find: 'exact ?? (alike.length === 1 ? alike[0]! : null)',
        put: 'exact ?? null',
        test: `${stage}/projection/monitors.test.ts`,
        why: 'a screen that comes back elsewhere is a stranger',
      },
      {
        file: 'packages/engine/src/hub/parse-report.ts',
        find: '    ...(frameMs === undefined ? {} : { frameMs }),\n',
        put: '',
        test: 'packages/engine/src/hub/parse-report.test.ts',
        why: 'frame time is measured and not told',
      },
      {
        file: 'packages/engine/src/client/show-clock.ts',
        find: 'const jumpMs = 250\n',
        put: 'const jumpMs = 250_000\n',
        test: 'tests/stage-picture.test.ts',
        named: 'slept',
        page: true,
        why: 'a clock that slept is bent back slowly instead of at once',
      },
      {
        file: `${stage}/StageCanvas.tsx`,
        find: "if (meter.picture === 'lost') meter.picture = 'waiting'",
        put: '',
        test: 'tests/stage-picture.test.ts',
        named: 'builds its picture anew',
        page: true,
        why: 'a picture built anew is still reported as lost',
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
        file: `${stage}/venue/framing.ts`,
        find: '(right[step]! - left[step]!) / scene.aspect))',
        put: 'right[step]! - left[step]!))',
        test: songs,
        named: 'an avatar of 2.02 m',
        why: 'the shape of the picture is forgotten',
      },
      {
        file: `${stage}/venue/framing.ts`,
        find: 'if (!scene.shown[step]![who]![side]) return',
        put: 'if (!scene.shown[step]![who]![1 - side]) return',
        test: `${stage}/venue/plan-shot.test.ts`,
        why: 'left and right exchanged: room is left for the hand that hangs',
      },
    ],
  },
  {
    rule: 'cuts',
    promise: 'cuts fall on bars, go wide entering a chorus and close on held notes',
    faults: [
      {
        file: `${stage}/venue/direct.ts`,
        find: 'cuts.push({ startBeats: bars[bar]!, endBeats: bars[end]!, shot })',
        put: 'cuts.push({ startBeats: beats(bars[bar]! + 1), endBeats: beats(bars[end]! + 1), shot })',
        test: directed,
        why: 'off by one: cuts on the second beat',
      },
      {
        file: `${stage}/venue/direct.ts`,
        find: "if (opensChorus(bar)) shot = 'wide'\n    else if",
        put: 'if',
        test: directed,
        why: 'a chorus begins with whatever comes next',
      },
      {
        file: `${stage}/venue/direct.ts`,
        find: 'export const HELD_MS = 1300\n',
        put: 'export const HELD_MS = 13_000\n',
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
        file: 'packages/engine/src/cli/progress.ts',
        find: '(done - first.done) / 1000',
        put: 'done / 1000',
        test: 'packages/engine/src/cli/progress.test.ts',
        why: 'what a resumed rendering found is counted as its own work',
      },
      {
        file: `${stage}/render/rendering.tsx`,
        find: 'await this.#drawWhole(fromMs + (frame * 1000) / fps)',
        put: 'await this.#drawWhole(fromMs + ((frame - first) * 1000) / fps)',
        test: 'tests/stage-render.test.ts',
        named: 'can be one picture',
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
