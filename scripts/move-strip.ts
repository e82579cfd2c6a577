/**
 * Draws moves as strips of capsule figures, front view above and a quarter view below, so that a choreographer can see them
 * without a browser: node scripts/run-ts.mjs scripts/move-strip.ts --out folder [move …] [--frames 16] [--mirror] [--idle]
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { deflateSync } from 'node:zlib'
import { idleFigure } from '../packages/avatar/src/idle.ts'
import {
  type BodyBone,
  type BodyProportions,
  type JointPlaces,
  moveNames,
  moves,
  placeJoints,
  type Vector3M,
} from '../packages/avatar/src/index.ts'
import { figureOfMove } from '../packages/avatar/src/moves/sample-move.ts'
import { bodyOf } from '../packages/avatar/src/performer/index.ts'
import { rotate } from '../packages/avatar/src/rotation.ts'
import { solvePose } from '../packages/avatar/src/solve-pose.ts'

const cell = { width: 176, height: 232 }
const pixelsPerM = 108

interface Picture {
  readonly width: number
  readonly height: number
  readonly rgb: Uint8Array
  readonly depth: Float32Array
}

const createPicture = (width: number, height: number): Picture => ({
  width,
  height,
  rgb: new Uint8Array(width * height * 3).fill(22),
  depth: new Float32Array(width * height).fill(-1e9),
})

type Colour = readonly [number, number, number]

/** A capsule from a to b with radii, seen from the front after turning by `viewRad`; shaded by its own roundness. */
function drawCapsule(
  picture: Picture,
  at: { x: number; y: number },
  viewRad: number,
  a: Vector3M,
  b: Vector3M,
  radii: readonly [number, number],
  colour: Colour,
): void {
  const see = (p: Vector3M) => {
    const x = p[0] * Math.cos(viewRad) - p[2] * Math.sin(viewRad)
    const z = p[0] * Math.sin(viewRad) + p[2] * Math.cos(viewRad)
    // Seen from the hall, her left is on the right of the picture.
    return { x: at.x + x * pixelsPerM, y: at.y - p[1] * pixelsPerM, z: z * pixelsPerM }
  }
  const p = see(a)
  const q = see(b)
  const ra = radii[0] * pixelsPerM
  const rb = radii[1] * pixelsPerM
  const most = Math.max(ra, rb)
  const dx = q.x - p.x
  const dy = q.y - p.y
  const square = dx * dx + dy * dy || 1e-9
  for (let y = Math.floor(Math.min(p.y, q.y) - most); y <= Math.max(p.y, q.y) + most; y++) {
    for (let x = Math.floor(Math.min(p.x, q.x) - most); x <= Math.max(p.x, q.x) + most; x++) {
      if (x < 0 || y < 0 || x >= picture.width || y >= picture.height) continue
      const t = Math.min(1, Math.max(0, ((x - p.x) * dx + (y - p.y) * dy) / square))
      const r = ra + (rb - ra) * t
      const d = Math.hypot(x - p.x - dx * t, y - p.y - dy * t)
      if (d > r) continue
      const bulge = Math.sqrt(r * r - d * d)
      const z = p.z + (q.z - p.z) * t + bulge
      const i = y * picture.width + x
      if (z < picture.depth[i]!) continue
      picture.depth[i] = z
      const light = 0.35 + 0.65 * (bulge / r)
      picture.rgb.set(
        colour.map((c) => c * light),
        i * 3,
      )
    }
  }
}

/** The figure as capsules; her left limbs warm, right ones cool, palms bright on their inner side. */
export function drawFigure(
  picture: Picture,
  at: { x: number; y: number },
  viewRad: number,
  joints: JointPlaces,
  body: BodyProportions,
): void {
  const p = joints.atM
  const line = (a: Vector3M, b: Vector3M, radii: readonly [number, number], colour: Colour) =>
    drawCapsule(picture, at, viewRad, a, b, radii, colour)
  const off = (bone: BodyBone, v: Vector3M): Vector3M => {
    const r = rotate(joints.turned[bone], v)
    return [p[bone][0] + r[0], p[bone][1] + r[1], p[bone][2] + r[2]]
  }
  const cloth: Colour = [215, 210, 225]
  const skin: Colour = [245, 205, 180]
  line(off('hips', [-0.06, 0, 0]), off('hips', [0.06, 0, 0]), [0.1, 0.1], [170, 165, 190])
  line(p.hips, p.chest, [0.1, 0.09], cloth)
  line(off('upperChest', [-0.06, 0, 0]), off('upperChest', [0.06, 0, 0]), [0.1, 0.1], cloth)
  line(off('upperChest', [-0.1, 0.08, 0]), off('upperChest', [0.1, 0.08, 0]), [0.06, 0.06], cloth)
  line(p.neck, p.head, [0.045, 0.045], skin)
  line(off('head', [0, 0.06, 0.01]), off('head', [0, 0.11, 0]), [0.09, 0.1], skin)
  line(off('head', [0, 0.12, -0.03]), off('head', [0, 0.15, -0.02]), [0.1, 0.09], [120, 90, 130])
  line(off('head', [0, 0.045, 0.09]), off('head', [0, 0.05, 0.115]), [0.016, 0.01], [255, 120, 110])
  for (const side of ['left', 'right'] as const) {
    const tint: Colour = side === 'left' ? [255, 190, 110] : [120, 190, 255]
    const sign = side === 'left' ? 1 : -1
    line(p[`${side}Shoulder`], p[`${side}UpperArm`], [0.055, 0.055], cloth)
    line(p[`${side}UpperArm`], p[`${side}LowerArm`], [0.05, 0.042], tint)
    line(p[`${side}LowerArm`], p[`${side}Hand`], [0.04, 0.03], tint)
    line(off(`${side}Hand`, [0.02 * sign, 0, 0]), off(`${side}Hand`, [0.07 * sign, 0, 0]), [0.028, 0.034], skin)
    line(off(`${side}Hand`, [0.03 * sign, -0.014, 0]), off(`${side}Hand`, [0.06 * sign, -0.014, 0]), [0.022, 0.026], [255, 90, 140])
    for (const finger of ['Thumb', 'Index', 'Middle', 'Ring', 'Little'] as const) {
      const [a, b, c] =
        finger === 'Thumb' ? (['Metacarpal', 'Proximal', 'Distal'] as const) : (['Proximal', 'Intermediate', 'Distal'] as const)
      const joint = (s: string) => `${side}${finger}${s}` as BodyBone
      line(p[joint(a)], p[joint(b)], [0.011, 0.01], skin)
      line(p[joint(b)], p[joint(c)], [0.01, 0.009], skin)
      line(p[joint(c)], off(joint(c), [0.024 * sign, 0, finger === 'Thumb' ? 0.016 : 0]), [0.009, 0.008], skin)
    }
    line(p[`${side}UpperLeg`], p[`${side}LowerLeg`], [0.085, 0.06], tint)
    line(p[`${side}LowerLeg`], p[`${side}Foot`], [0.058, 0.045], tint)
    const foot = body.restM[`${side}Foot`]
    const fromAnkle = (v: Vector3M): Vector3M => [v[0] * sign - foot[0], v[1] + 0.03 - foot[1], v[2] - foot[2]]
    line(off(`${side}Foot`, fromAnkle(body.heelM)), off(`${side}Foot`, fromAnkle(body.ballM)), [0.035, 0.035], [230, 230, 240])
    const toes = body.restM[`${side}Toes`]
    line(
      p[`${side}Toes`],
      off(`${side}Toes`, [body.toeM[0] * sign - toes[0], 0.025 - toes[1], body.toeM[2] - toes[2] - 0.02]),
      [0.034, 0.026],
      [250, 250, 255],
    )
  }
}

function writePng(file: string, { width, height, rgb }: Picture): void {
  const raw = Buffer.alloc((width * 3 + 1) * height)
  for (let y = 0; y < height; y++) Buffer.from(rgb.buffer, y * width * 3, width * 3).copy(raw, y * (width * 3 + 1) + 1)
  const crcTable = Array.from({ length: 256 }, (_, n) => {
    let c = n
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
    return c >>> 0
  })
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const crc = body.reduce((c, byte) => crcTable[(c ^ byte) & 255]! ^ (c >>> 8), 0xffffffff)
    const out = Buffer.alloc(body.length + 8)
    out.writeUInt32BE(data.length, 0)
    body.copy(out, 4)
    out.writeUInt32BE((crc ^ 0xffffffff) >>> 0, body.length + 4)
    return out
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  writeFileSync(
    file,
    Buffer.concat([
      Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
      chunk('IHDR', header),
      chunk('IDAT', deflateSync(raw)),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  )
}

export function main(args: readonly string[]): number {
  const option = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined)
  const out = option('--out') ?? 'strips'
  const frames = Number(option('--frames') ?? 16)
  const perRow = Number(option('--row') ?? 8)
  const taken = new Set([option('--out'), option('--frames'), option('--row')])
  const names = args.filter((a) => !a.startsWith('--') && !taken.has(a))
  const body = bodyOf('hotaru')
  mkdirSync(out, { recursive: true })
  for (const name of args.includes('--idle') ? ['idle'] : names.length > 0 ? names : moveNames) {
    const move = moves[name]
    const rows = Math.ceil(frames / perRow)
    const picture = createPicture(cell.width * perRow, cell.height * 2 * rows)
    for (let i = 0; i < frames; i++) {
      const figure = move
        ? figureOfMove(move, (move.lengthBeats * i) / frames, {
            mirror: args.includes('--mirror'),
            energyUnit: move.energyUnit,
            bpm: move.homeBpm,
          })
        : idleFigure(i * 900, 1)
      const solved = solvePose(figure, body)
      const joints = placeJoints({ ...solved, expressions: {} }, body)
      const row = Math.floor(i / perRow) * 2
      const x = (i % perRow) * cell.width + cell.width / 2
      drawFigure(picture, { x, y: (row + 1) * cell.height - 14 }, 0, joints, body)
      drawFigure(picture, { x, y: (row + 2) * cell.height - 14 }, -0.9, joints, body)
    }
    writePng(`${out}/${name}.png`, picture)
  }
  return 0
}
