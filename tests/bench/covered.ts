/**
 * What should stay hidden, through every shipped move:
 * npm run bench covered [-- --look akane,hotaru] [--hz 30] [--moves burst,bow] [--jobs 2] [--out folder]
 * Insides of skin, hair and everything else that is drawn from one side only, and skin that lies under cloth at rest, in identity colours
 * from eight sides, 1080 lines for 2.2 m, hair and coat swinging. Cloth is drawn from both sides: its inside is no hole.
 * Aim (issue "The performer and the screen"): no patch over 4 px.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { moveNames, moves } from '../../packages/avatar/src/index.ts'
import { figureOfMove } from '../../packages/avatar/src/moves/sample-move.ts'
import { bodyOf, buildPerformer } from '../../packages/avatar/src/performer/index.ts'
import { solvePose } from '../../packages/avatar/src/solve-pose.ts'
import { seen } from '../support/id-canvas.ts'
import { type Blob, IdFigure, type IdPicture } from '../support/id-figure.ts'

const sides = [0, 45, 90, 135, 180, 225, 270, 315] as const
const aimPx = 4

export interface Found extends Blob {
  readonly move: string
  readonly beat: number
  readonly deg: number
}

interface Sum {
  readonly pictures: number
  readonly worst: Found | null
}

/**
 * @param vrm      the performer of that look, as a file
 * @param hz       pictures per second of the move; hair and cloth always run at 60
 * @param onBlob   told of every patch over the aim; draws its picture when asked
 */
export async function study(
  look: string,
  vrm: Uint8Array,
  names: readonly string[],
  hz: number,
  onBlob: (found: Found, picture: () => IdPicture) => void,
): Promise<Sum> {
  const figure = await IdFigure.of(vrm)
  const body = bodyOf(look)
  let pictures = 0
  let worst: Found | null = null
  for (const name of names) {
    const move = moves[name]!
    const seconds = (move.lengthBeats * 60) / move.homeBpm
    const every = Math.max(1, Math.round(60 / hz))
    // Once round before it counts: cloth is then as it hangs in the dance.
    const first = -Math.round(Math.min(seconds, 2) * 60)
    for (let step = first; step < seconds * 60; step++) {
      const beat = (step / 60) * (move.homeBpm / 60)
      const turned = solvePose(figureOfMove(move, beat, { mirror: false, energyUnit: move.energyUnit, bpm: move.homeBpm }), body)
      figure.pose({ ...turned, expressions: {} }, step > first)
      // Each move from rest: what was danced before it changes nothing.
      if (step === first) figure.settle()
      if (step < 0 || step % every !== 0) continue
      figure.skin()
      for (const deg of sides) {
        pictures++
        for (const blob of figure.blobs(deg)) {
          const found = { ...blob, move: name, beat: Math.round(beat * 100) / 100, deg }
          if (!worst || blob.areaPx > worst.areaPx) worst = found
          if (blob.areaPx > aimPx) onBlob(found, () => figure.draw(deg))
        }
      }
    }
  }
  return { pictures, worst }
}

/** A picture as PPM: front faces grey, insides red, covered skin blue. */
function ppmOf({ widthPx, heightPx, kinds }: IdPicture): Uint8Array {
  const head = new TextEncoder().encode(`P6\n${widthPx} ${heightPx}\n255\n`)
  const out = new Uint8Array(head.length + kinds.length * 3)
  out.set(head)
  kinds.forEach((kind, i) => {
    const at = head.length + i * 3
    if (kind === seen.front) out.fill(110, at, at + 3)
    else if (kind === seen.back) out[at] = 255
    else if (kind === seen.coveredSkin) out[at + 2] = 255
  })
  return out
}

const worseOf = (a: Found | null, b: Found | null): Found | null => (a && b ? (b.areaPx > a.areaPx ? b : a) : (a ?? b))

/** What a part of the moves told: every patch over the aim, the largest patch of all, how many pictures. */
interface Told extends Sum {
  readonly found: readonly Found[]
}

interface Order {
  readonly look: string
  readonly hz: number
  readonly names: readonly string[]
  readonly out: string
}

async function tell({ look, hz, names, out }: Order): Promise<Told> {
  const found: Found[] = []
  const worst = new Map<string, number>()
  const sum = await study(look, buildPerformer(look), names, hz, (one, picture) => {
    found.push(one)
    const key = keyOf(one)
    if (out === '' || one.areaPx <= (worst.get(key) ?? 0)) return
    worst.set(key, one.areaPx)
    writeFileSync(join(out, `${look}-${key.replaceAll(/[ ,]+/g, '-')}.ppm`), ppmOf(picture()))
  })
  return { ...sum, found }
}

const keyOf = ({ kind, part, move }: Found) => `${kind}, ${part}, ${move}`

/** The same in a process of its own. */
function tellBeside({ look, hz, names, out }: Order): Promise<Told> {
  const run = fileURLToPath(new URL('../../scripts/run-ts.mjs', import.meta.url))
  const options = ['--look', look, '--hz', String(hz), '--moves', names.join(','), '--json', ...(out === '' ? [] : ['--out', out])]
  const child = spawn(process.execPath, [run, fileURLToPath(import.meta.url), ...options], { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    text += piece
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(text) as Told)
      else reject(new Error(`${look}, ${names.join(', ')}: ended with ${code}`))
    })
  })
}

/** Deals the moves out so that all hands are full for about as long. */
function dealt(names: readonly string[], hands: number): string[][] {
  const seconds = (name: string) => (moves[name]!.lengthBeats * 60) / moves[name]!.homeBpm
  const piles = Array.from({ length: hands }, () => ({ names: [] as string[], seconds: 0 }))
  for (const name of [...names].sort((a, b) => seconds(b) - seconds(a))) {
    const pile = piles.reduce((least, one) => (one.seconds < least.seconds ? one : least))
    pile.names.push(name)
    pile.seconds += seconds(name)
  }
  return piles.map((pile) => pile.names).filter((pile) => pile.length > 0)
}

export async function main(args: readonly string[] = []): Promise<number> {
  const option = (name: string, otherwise: string) => (args.includes(name) ? (args[args.indexOf(name) + 1] ?? otherwise) : otherwise)
  const hz = Number(option('--hz', args.includes('--quick') ? '4' : '30'))
  const names = option('--moves', moveNames.join(',')).split(',')
  const jobs = Number(option('--jobs', '1'))
  const out = option('--out', '')
  if (out !== '') mkdirSync(out, { recursive: true })
  let kept = true
  for (const look of option('--look', 'hotaru').split(',')) {
    const order = { look, hz, names, out }
    if (args.includes('--json')) {
      console.log(JSON.stringify(await tell(order)))
      continue
    }
    const told = jobs > 1 ? await Promise.all(dealt(names, jobs).map((some) => tellBeside({ ...order, names: some }))) : [await tell(order)]
    if (!report(order, told)) kept = false
  }
  return kept ? 0 : 1
}

/** Prints what was found; whether the aim is kept. */
function report({ look, hz, names }: Order, told: readonly Told[]): boolean {
  const groups = new Map<string, { count: number; worst: Found }>()
  for (const one of told.flatMap(({ found }) => found)) {
    const known = groups.get(keyOf(one))
    groups.set(keyOf(one), { count: (known?.count ?? 0) + 1, worst: worseOf(known?.worst ?? null, one)! })
  }
  for (const [key, { count, worst: w }] of [...groups].sort((a, b) => b[1].worst.areaPx - a[1].worst.areaPx))
    console.log(`${String(w.areaPx).padStart(5)} px  ${key}: ${count} patches; at beat ${w.beat} from ${w.deg}°, (${w.x}, ${w.y})`)
  const pictures = told.reduce((sum, one) => sum + one.pictures, 0)
  const worst = told.reduce<Found | null>((most, one) => worseOf(most, one.worst), null)
  console.log(`${look}: ${names.length} moves, ${pictures} pictures at ${hz} Hz from ${sides.length} sides.`)
  console.log(`Largest patch ${worst?.areaPx ?? 0} px; aim: at most ${aimPx} px. ${groups.size === 0 ? 'Kept.' : 'NOT kept.'}`)
  return groups.size === 0
}
