/**
 * How the camera of the hall frames the dance: npm run bench framing [-- --look akane] [--songs sakura,nokoribi]
 * The demo songs with the cameras they bring, the same without a camera track (directed), and her curtain call, in 16:9 and 9:16, ten looks a
 * second. Aim (issue "The performer and the screen"): cuts on bars, wide into a chorus, close on held notes, head and leading hand inside.
 */
import { readFileSync } from 'node:fs'
import { addTally, emptyTally, type Watched, watchCall, watchSong } from '../../apps/stage/src/venue/testing-framing.ts'
import { bodyOf, performerLooks } from '../../packages/avatar/src/performer/index.ts'
import { compileEdition, type Edition, type EditionData } from '../../packages/timeline/src/index.ts'

const show = new URL('../../shows/first-light/', import.meta.url)
const all = ['daisy-bell', 'sakura', 'nokoribi']
const pictures = [
  ['16:9', 16 / 9],
  ['9:16', 9 / 16],
] as const

function editionOf(ownCamera: boolean): Edition {
  const read = (file: string) => JSON.parse(readFileSync(new URL(file, show), 'utf8'))
  const songs = ['talk', 'waiting', ...all].map((id) => {
    const song = read(`songs/${id}/song.json`) as { tracks: Record<string, { kind: string; clips: object }> }
    if (!ownCamera) for (const track of Object.values(song.tracks)) if (track.kind === 'camera') track.clips = {}
    return [id, song]
  })
  const data = {
    formatVersion: 1,
    show: read('show.json'),
    songs: Object.fromEntries(songs),
    venue: read('venue.json'),
    assets: {},
    lexicon: {},
  }
  return compileEdition(data as unknown as EditionData, 'bench')
}

const argOf = (args: readonly string[], name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined)
const share = (part: number, whole: number) => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`)

function print(title: string, watched: readonly Watched[]): void {
  const shots = new Map<string, ReturnType<typeof emptyTally>>()
  for (const { tallies } of watched) for (const [shot, tally] of tallies) shots.set(shot, addTally(shots.get(shot) ?? emptyTally(), tally))
  const whole = [...shots.values()].reduce(addTally, emptyTally())
  console.log(`\n${title}`)
  console.table(
    Object.fromEntries(
      [...shots, ['all', whole] as const].map(([shot, t]) => [
        shot,
        {
          seconds: (t.looks / 10).toFixed(0),
          'head in': share(t.looks - t.headOut, t.looks),
          'leading hand in': share(t.leads - t.leadOut, t.leads),
          'raised hands in': share(t.raised - t.raisedOut, t.raised),
          'face free': share(t.looks - t.covered, t.looks),
          'edge on a joint': share(t.cutJoint, t.looks),
          'hand cut': share(t.cutHand, 2 * t.looks),
          'her height': (t.heightUnit / t.looks).toFixed(2),
          'empty above': (t.emptyUnit / t.looks).toFixed(2),
        },
      ]),
    ),
  )
  const most = (of: (one: Watched) => number) => Math.max(...watched.map(of))
  const sum = (of: (one: Watched) => number) => watched.reduce((total, one) => total + of(one), 0)
  console.log(
    [
      `zoom ≤ ${(100 * most((one) => one.motion.zoomPerS)).toFixed(0)} %/s`,
      `pan ≤ ${(100 * most((one) => one.motion.panPerS)).toFixed(0)} % of the picture/s`,
      `eye ≤ ${most((one) => one.motion.eyeMps).toFixed(2)} m/s, ${most((one) => one.motion.eyeMps2).toFixed(2)} m/s², ${most((one) => one.motion.roundDegPerS).toFixed(0)} °/s`,
      `cuts ${sum((one) => one.cutting.cuts)}, ≤ ${most((one) => one.cutting.offBarMs).toFixed(1)} ms off a bar`,
      `wide at ${sum((one) => one.cutting.wideAtChorus)} of ${sum((one) => one.cutting.choruses)} choruses`,
      `close on ${sum((one) => one.cutting.heldClose)} of ${sum((one) => one.cutting.held)} held notes`,
    ].join('; '),
  )
}

export function main(args: readonly string[]): number {
  const songs = argOf(args, '--songs')?.split(',') ?? all
  const tallest = (of: 1 | -1) => Object.keys(performerLooks).sort((a, b) => of * (bodyOf(b).heightM - bodyOf(a).heightM))[0]!
  const looks = argOf(args, '--look') ? [argOf(args, '--look')!] : [...new Set(['hotaru', tallest(1), tallest(-1)])]
  const editions = [
    ['the cameras the songs bring', editionOf(true)],
    ['directed', editionOf(false)],
  ] as const
  for (const look of looks) {
    for (const [title, edition] of editions) {
      for (const [name, aspect] of pictures) {
        print(
          `${look} (${bodyOf(look).heightM} m), ${title}, ${name}`,
          songs.map((id) => watchSong(edition, id, bodyOf(look), aspect)),
        )
      }
    }
  }
  for (const [name, aspect] of pictures) print(`curtain call, ${name}`, [watchCall(editions[0][1], bodyOf('hotaru'), aspect)])
  return 0
}
