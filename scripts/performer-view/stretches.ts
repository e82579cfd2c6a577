import { readFileSync } from 'node:fs'
import { motionLengthMs, parseMotion, sampleMotion } from '../../packages/avatar/src/import/index.ts'
import { type BodyProportions, type Pose, performerPoseAt, type SampledMotion } from '../../packages/avatar/src/index.ts'
import {
  apply,
  compileEdition,
  type Decision,
  type EditionData,
  evaluate,
  momentAt,
  ms,
  openPerformance,
  type Song,
} from '../../packages/timeline/src/index.ts'
import { mouthAt, planVocal, trackSeed, type VocalPlan } from '../../packages/voice/src/index.ts'
import { lexiconFor } from '../../packages/voice/src/lexicon/index.ts'

// Stretches of a concert, performed as the stage performs them: through edition, moment and frame.

export interface Stretch {
  readonly lengthMs: number
  readonly poseAt: (ms: number) => Pose
}

const firstLight = new URL('../../shows/first-light/', import.meta.url)
const readJson = (path: string): unknown => JSON.parse(readFileSync(new URL(path, firstLight), 'utf8'))

/** A concert of one song, begun at once; `motions` by the paths its clips name. */
export function concertOf(
  song: Song,
  entries: readonly (readonly [number, Decision])[],
  body: BodyProportions,
  motions: Readonly<Record<string, SampledMotion>>,
): (ms: number) => Pose {
  const show = readJson('show.json') as { readonly performers: object }
  const segment = { order: 'a', kind: 'song', name: song.title, songId: song.id, fadeOutMs: 500 }
  const cue = {
    order: 'a',
    number: '1',
    name: song.title,
    preWaitMs: 0,
    postWaitMs: 0,
    continueMode: 'none',
    armed: true,
    action: { kind: 'segment', segmentId: 's' },
  }
  const data = {
    formatVersion: 1,
    show: { ...show, setlist: { s: segment }, cues: { c: cue } },
    songs: { [song.id]: song },
    venue: readJson('venue.json'),
    assets: {},
    lexicon: {},
  }
  const edition = compileEdition(data as unknown as EditionData, 'strip')
  let performance = openPerformance()
  const log = (atMs: number, decision: Decision) => {
    performance = apply(performance, edition, { seq: performance.seq + 1, atMs: ms(atMs), acceptedAtMs: ms(atMs), by: 'strip', decision })
  }
  log(0, { kind: 'open', edition: 'strip', seed: 1, standbyCueId: 'c' })
  for (const [atMs, decision] of entries) log(atMs, decision)
  const performerId = Object.keys(show.performers)[0]!
  const sung = leadOf(song, edition.time[song.id]!.tempo)
  return (atMs) => {
    const moment = momentAt(edition, performance, ms(Math.max(0, atMs)))
    const frame = evaluate(edition, moment)
    const performer = frame.performers[performerId]!
    const closedForMs = moment.segment?.ended ? moment.idleForMs : null
    const mouth = sung && frame.songId !== null && frame.heldForMs === null ? mouthAt(sung, frame.positionMs) : null
    return performerPoseAt({ performer, frame, mouth, seed: moment.seed, body, motions, closedForMs })
  }
}

/** How the leading voice of a song is sung, for her mouth. */
function leadOf(song: Song, tempo: Parameters<typeof planVocal>[1]): VocalPlan | null {
  const lead = Object.entries(song.tracks).find(([, track]) => track.kind === 'vocal' && track.role === 'lead')
  if (lead?.[1].kind !== 'vocal') return null
  return planVocal(lead[1], tempo, { lexicon: lexiconFor({ [song.id]: song }), seed: trackSeed(lead[0]) })
}

const go: Decision = { kind: 'go', cueId: 'c', runId: 'r', standbyCueId: null }

/** @param what  `idle`, `hold`, `curtain`, `song:<id>:<from beat>:<to beat>` */
export function performAt(what: string, body: BodyProportions): Stretch {
  if (/\.(vrma|bvh|glb|vmd)(#|$)/i.test(what)) return recorded(what, body)
  const [kind, id = 'nokoribi', from = '0', to = '16'] = what.split(':')
  const song = readJson(`songs/${id}/song.json`) as Song
  const bpm = Object.values(song.tempo)[0]!.bpm
  const beatMs = 60_000 / bpm
  if (kind === 'idle') {
    const poseAt = concertOf(song, [], body, {})
    return { lengthMs: 30_000, poseAt: (at) => poseAt(at + 40_000) }
  }
  if (kind === 'hold') {
    const poseAt = concertOf(
      song,
      [
        [1000, go],
        [1000 + 70.5 * beatMs, { kind: 'hold' }],
      ],
      body,
      {},
    )
    return { lengthMs: 12_000, poseAt: (at) => poseAt(800 + 70.5 * beatMs + at) }
  }
  if (kind === 'curtain') {
    const poseAt = concertOf(song, [[1000, go]], body, {})
    return { lengthMs: 16_000, poseAt: (at) => poseAt(1000 + song.lengthBeats * beatMs - 1000 + at) }
  }
  if (kind !== 'song') throw new Error(`no stretch “${what}”`)
  const poseAt = concertOf(song, [[1000, go]], body, {})
  return { lengthMs: (Number(to) - Number(from)) * beatMs, poseAt: (at) => poseAt(1000 + Number(from) * beatMs + at) }
}

/** A motion file, once through. @throws Error with the reasons when it is refused */
function recorded(what: string, body: BodyProportions): Stretch {
  const [file = '', take = null] = what.split('#')
  const decode = (kind: string) => (bytes: Uint8Array) => new TextDecoder(kind).decode(bytes)
  const parsed = parseMotion(file, new Uint8Array(readFileSync(file)), { utf8: decode('utf-8'), shiftJis: decode('shift_jis') }, take)
  if (!parsed.ok) throw new Error(`${what}: ${parsed.issues.map((issue) => issue.message).join('; ')}`)
  const motion = parsed.value
  return { lengthMs: motionLengthMs(motion), poseAt: (ms) => sampleMotion(motion, ms, { loop: false, mirror: false, body }) }
}
