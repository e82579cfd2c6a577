/**
 * What should stay hidden, through every shipped move: npm run bench covered [-- --look akane] [--hz 30] [--moves burst,bow] [--out folder]
 * Insides of skin, hair and everything else that is drawn from one side only, and skin that lies under cloth at rest, in identity colours
 * from eight sides, 1080 lines for 2.2 m, hair and coat swinging. Cloth is drawn from both sides: its inside is no hole.
 * Aim (issue "The performer and the screen"): no patch over 4 px.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { moveNames, moves } from '../../packages/avatar/src/index.ts'
import { figureOfMove } from '../../packages/avatar/src/moves/sample-move.ts'
import { bodyOf, buildPerformer } from '../../packages/avatar/src/performer/index.ts'
import { solvePose } from '../../packages/avatar/src/solve-pose.ts'
import { type Blob, IdFigure, type IdPicture, seen } from '../support/id-figure.ts'

const sides = [0, 45, 90, 135, 180, 225, 270, 315] as const
const aimPx = 4

export interface Found extends Blob {
  readonly move: string
  readonly beat: number
  readonly deg: number
}

/**
 * @param vrm      the performer of that look, as a file
 * @param hz       pictures per second of the move; hair and cloth always run at 60
 * @param onBlob   told of every patch over the aim, with its picture
 */
export async function study(
  look: string,
  vrm: Uint8Array,
  names: readonly string[],
  hz: number,
  onBlob: (found: Found, picture: IdPicture) => void,
): Promise<{ pictures: number; worst: Found | null }> {
  const figure = await IdFigure.of(vrm)
  const body = bodyOf(look)
  let pictures = 0
  let worst: Found | null = null
  for (const name of names) {
    const move = moves[name]!
    const seconds = (move.lengthBeats * 60) / move.homeBpm
    const every = Math.max(1, Math.round(60 / hz))
    figure.settle()
    // Once round before it counts: cloth is then as it hangs in the dance.
    for (let step = -Math.round(Math.min(seconds, 2) * 60); step < seconds * 60; step++) {
      const beat = (step / 60) * (move.homeBpm / 60)
      const turned = solvePose(figureOfMove(move, beat, { mirror: false, energyUnit: move.energyUnit, bpm: move.homeBpm }), body)
      figure.pose({ ...turned, expressions: {} }, true)
      if (step < 0 || step % every !== 0) continue
      figure.skin()
      for (const deg of sides) {
        const picture = figure.draw(deg)
        pictures++
        for (const blob of figure.blobs(picture)) {
          const found = { ...blob, move: name, beat: Math.round(beat * 100) / 100, deg }
          if (!worst || blob.areaPx > worst.areaPx) worst = found
          if (blob.areaPx > aimPx) onBlob(found, picture)
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

export async function main(args: readonly string[] = []): Promise<number> {
  const option = (name: string, otherwise: string) => (args.includes(name) ? (args[args.indexOf(name) + 1] ?? otherwise) : otherwise)
  const look = option('--look', 'hotaru')
  const hz = Number(option('--hz', args.includes('--quick') ? '4' : '30'))
  const names = option('--moves', moveNames.join(',')).split(',')
  const out = option('--out', '')
  if (out !== '') mkdirSync(out, { recursive: true })
  const byPart = new Map<string, { count: number; worst: Found }>()
  const { pictures, worst } = await study(look, buildPerformer(look), names, hz, (found, picture) => {
    const key = `${found.kind}, ${found.part}, ${found.move}`
    const known = byPart.get(key)
    const worse = !known || found.areaPx > known.worst.areaPx
    byPart.set(key, { count: (known?.count ?? 0) + 1, worst: worse ? found : known.worst })
    if (worse && out !== '') writeFileSync(join(out, `${key.replaceAll(/[ ,]+/g, '-')}.ppm`), ppmOf(picture))
  })
  for (const [key, { count, worst: w }] of [...byPart].sort((a, b) => b[1].worst.areaPx - a[1].worst.areaPx))
    console.log(`${String(w.areaPx).padStart(5)} px  ${key}: ${count} patches; at beat ${w.beat} from ${w.deg}°, (${w.x}, ${w.y})`)
  console.log(`${look}: ${names.length} moves, ${pictures} pictures at ${hz} Hz from ${sides.length} sides.`)
  console.log(`Largest patch ${worst?.areaPx ?? 0} px; aim: at most ${aimPx} px. ${byPart.size === 0 ? 'Kept.' : 'NOT kept.'}`)
  return byPart.size === 0 ? 0 : 1
}
