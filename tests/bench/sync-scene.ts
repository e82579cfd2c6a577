/**
 * Writes `shows/sync-scene`, the show that `bench sync` plays: twenty isolated syllables, sung by a marker. The marker is a valid VRM 1.0
 * of two rectangles that do not move: a black board and on it a white mouth, one metre wide, whose height is the weight of the
 * expression "aa". It goes through everything a performer goes through (plan, mouth, pose, expression, morph target, WebGL), yet it is
 * drawn in no time and read from a recording without any guess about faces.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { canonicalJson } from '@ghostlight/timeline'

export const SYLLABLES = 20
export const SONG_ID = 'syllables'
export const LEAD_TRACK_ID = 'lead'
/** Lips that open at once, after lips shut (voiced, unvoiced, nasal), and after a tongue. */
const lyrics = ['あ', 'ま', 'ば', 'ぱ', 'だ']
const FIRST_BEAT = 4
/** 60 bpm: beats are seconds. No multiple of a frame at 25, 30, 50 or 60 pictures a second, so that the frame grid is met at every phase. */
const STEP_BEATS = 1.0371
const SUNG_BEATS = 0.34
const PITCH = 62

const text = (en: string) => ({ en })

/** Files of the show folder by name. */
export function syncScene(): Readonly<Record<string, string | Uint8Array>> {
  const lengthBeats = Math.ceil(FIRST_BEAT + SYLLABLES * STEP_BEATS) + 3
  const at = (n: number) => Math.round((FIRST_BEAT + n * STEP_BEATS) * 10_000) / 10_000
  const id = (n: number) => `n${String(n + 1).padStart(2, '0')}`
  const all = <T>(make: (n: number) => T) => Object.fromEntries(Array.from({ length: SYLLABLES }, (_, n) => [id(n), make(n)]))
  const credit = { order: 'a', role: 'everything', name: 'Ghostlight project', licence: 'CC0-1.0' }
  return {
    'show.json': canonicalJson({
      $schema: '../../docs/schema/show.schema.json',
      schemaVersion: 1,
      id: 'sync-scene',
      title: text('Sync scene'),
      performers: {
        marker: {
          name: text('Marker'),
          singer: { kind: 'builtIn', design: 'hotaru' },
          avatar: { kind: 'file', file: 'avatars/marker.vrm' },
        },
      },
      setlist: { syllables: { order: 'a', kind: 'song', name: text('Twenty syllables'), songId: SONG_ID, fadeOutMs: 0 } },
      cues: {
        q1: {
          order: 'a',
          number: '1',
          name: text('Twenty syllables'),
          preWaitMs: 0,
          postWaitMs: 0,
          continueMode: 'none',
          armed: true,
          action: { kind: 'segment', segmentId: 'syllables' },
        },
      },
      looks: {},
      settings: { startLeadMs: 100, goLockOutMs: 0, audienceDelayMs: 2000, panicFadeMs: 100 },
      credits: { c1: credit },
    }),
    'venue.json': canonicalJson({
      $schema: '../../docs/schema/venue.schema.json',
      schemaVersion: 1,
      id: 'bench',
      name: 'Bench',
      outputs: {
        screen: {
          kind: 'screen',
          order: 'a',
          name: 'Screen',
          widthPx: 320,
          heightPx: 180,
          displayLatencyMs: 0,
          mirror: false,
          required: true,
        },
        sound: { kind: 'sound', order: 'b', name: 'Sound', required: true },
      },
      targets: {},
      fixtures: {},
    }),
    [`songs/${SONG_ID}/song.json`]: canonicalJson({
      $schema: '../../../../docs/schema/song.schema.json',
      schemaVersion: 1,
      id: SONG_ID,
      title: text('Twenty syllables'),
      lengthBeats,
      tempo: { t1: { atBeats: 0, bpm: 60, curve: 'step' } },
      metre: { m1: { atBeats: 0, beatsPerBar: 4, beatUnit: 4 } },
      sections: {},
      vamps: {},
      tracks: {
        [LEAD_TRACK_ID]: {
          kind: 'vocal',
          order: 'a',
          name: 'Syllables',
          performerId: 'marker',
          language: 'ja',
          role: 'lead',
          gainDb: 0,
          notes: all((n) => ({ startBeats: at(n), lengthBeats: SUNG_BEATS, pitch: PITCH, lyric: lyrics[n % lyrics.length] })),
        },
        markers: {
          kind: 'marker',
          order: 'b',
          name: 'Vowel on the beat',
          markers: all((n) => ({ atBeats: at(n), name: lyrics[n % lyrics.length] })),
        },
      },
      credits: { c1: credit },
    }),
    'avatars/marker.vrm': markerVrm(),
  }
}

export function writeSyncScene(folder: string): void {
  for (const [name, content] of Object.entries(syncScene())) {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
}

type V3 = readonly [number, number, number]
/** The fifteen bones that VRM 1.0 asks for: name, parent, place at rest in metres. */
const bones: readonly (readonly [string, string | null, V3])[] = [
  ['hips', null, [0, 0.9, 0]],
  ['spine', 'hips', [0, 1.05, 0]],
  ['head', 'spine', [0, 1.5, 0]],
  ...(['left', 'right'] as const).flatMap((side): (readonly [string, string, V3])[] => {
    const x = side === 'left' ? 1 : -1
    return [
      [`${side}UpperLeg`, 'hips', [0.09 * x, 0.85, 0]],
      [`${side}LowerLeg`, `${side}UpperLeg`, [0.09 * x, 0.46, 0]],
      [`${side}Foot`, `${side}LowerLeg`, [0.09 * x, 0.08, 0]],
      [`${side}UpperArm`, 'spine', [0.16 * x, 1.38, 0]],
      [`${side}LowerArm`, `${side}UpperArm`, [0.42 * x, 1.38, 0]],
      [`${side}Hand`, `${side}LowerArm`, [0.66 * x, 1.38, 0]],
    ]
  }),
]

/** Above 0.9 m no firefly flies before her, so nothing ever crosses the mouth. */
const BOARD = { leftM: -0.65, rightM: 0.65, bottomM: 0.95, topM: 1.95, zM: 0.3 }
const MOUTH = { leftM: -0.5, rightM: 0.5, middleM: 1.45, shutM: 0.01, openM: 0.42, zM: 0.32 }

function markerVrm(): Uint8Array {
  const rectangle = (left: number, right: number, bottom: number, top: number, z: number) =>
    new Float32Array([left, bottom, z, right, bottom, z, right, top, z, left, top, z])
  const board = rectangle(BOARD.leftM, BOARD.rightM, BOARD.bottomM, BOARD.topM, BOARD.zM)
  const shut = rectangle(MOUTH.leftM, MOUTH.rightM, MOUTH.middleM - MOUTH.shutM, MOUTH.middleM + MOUTH.shutM, MOUTH.zM)
  const opening = new Float32Array([0, -MOUTH.openM, 0, 0, -MOUTH.openM, 0, 0, MOUTH.openM, 0, 0, MOUTH.openM, 0])
  const faces = new Uint16Array([0, 1, 2, 0, 2, 3])
  const blobs = [board, shut, opening].map((array) => new Uint8Array(array.buffer))
  const floats = (bufferView: number, array: Float32Array) => {
    const of = (axis: number) => [0, 1, 2, 3].map((k) => array[k * 3 + axis]!)
    const over = (pick: (...values: number[]) => number) => [0, 1, 2].map((axis) => pick(...of(axis)))
    return { bufferView, componentType: 5126, count: 4, type: 'VEC3', min: over(Math.min), max: over(Math.max) }
  }
  const colour = (name: string, unit: number) => ({
    name,
    pbrMetallicRoughness: { baseColorFactor: [unit, unit, unit, 1], metallicFactor: 0, roughnessFactor: 1 },
    extensions: { KHR_materials_unlit: {} },
  })
  const nodeOf = (bone: string) => bones.findIndex(([name]) => name === bone)
  const restOf = (bone: string | null): V3 => bones.find(([name]) => name === bone)?.[2] ?? [0, 0, 0]
  const boneNodes = bones.map(([name, parent, place]) => {
    const from = restOf(parent)
    const children = bones.flatMap(([, above], index) => (above === name ? [index] : []))
    const round = (value: number) => Math.round(value * 10_000) / 10_000
    return { name, translation: place.map((value, axis) => round(value - from[axis]!)), ...(children.length > 0 ? { children } : {}) }
  })
  const boardNode = bones.length
  const mouthNode = boardNode + 1
  const gltf = {
    asset: { version: '2.0', generator: 'Ghostlight' },
    extensionsUsed: ['KHR_materials_unlit', 'VRMC_vrm'],
    scene: 0,
    scenes: [{ nodes: [nodeOf('hips'), boardNode, mouthNode] }],
    nodes: [...boneNodes, { name: 'board', mesh: 0 }, { name: 'mouth', mesh: 1 }],
    materials: [colour('black', 0), colour('white', 1)],
    meshes: [
      { name: 'board', primitives: [{ attributes: { POSITION: 0 }, indices: 3, material: 0 }] },
      { name: 'mouth', weights: [0], primitives: [{ attributes: { POSITION: 1 }, indices: 3, material: 1, targets: [{ POSITION: 2 }] }] },
    ],
    accessors: [floats(0, board), floats(1, shut), floats(2, opening), { bufferView: 3, componentType: 5123, count: 6, type: 'SCALAR' }],
    bufferViews: [0, 1, 2, 3].map((n) => ({
      buffer: 0,
      byteOffset: n * 48,
      byteLength: n < 3 ? 48 : 12,
      ...(n === 2 ? {} : { target: n < 2 ? 34962 : 34963 }),
    })),
    buffers: [{ byteLength: 156 }],
    extensions: {
      VRMC_vrm: {
        specVersion: '1.0',
        meta: {
          name: 'Marker',
          version: '1',
          authors: ['Ghostlight project'],
          licenseUrl: 'https://vrm.dev/licenses/1.0/',
          otherLicenseUrl: 'https://creativecommons.org/publicdomain/zero/1.0/',
          avatarPermission: 'everyone',
          commercialUsage: 'corporation',
          creditNotation: 'unnecessary',
          modification: 'allowModificationRedistribution',
          allowRedistribution: true,
        },
        humanoid: { humanBones: Object.fromEntries(bones.map(([name], node) => [name, { node }])) },
        expressions: { preset: { aa: { morphTargetBinds: [{ node: mouthNode, index: 0, weight: 1 }] } } },
      },
    },
  }
  return glb(gltf, [...blobs, new Uint8Array(faces.buffer)])
}

/** JSON and one binary chunk, each padded to four bytes (glTF 2.0, "GLB File Format"). */
function glb(json: unknown, blobs: readonly Uint8Array[]): Uint8Array {
  const words = Buffer.from(JSON.stringify(json), 'utf8')
  const chunk = (bytes: Buffer, type: string, pad: number) => {
    const padded = Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3, pad)])
    const head = Buffer.alloc(8)
    head.writeUInt32LE(padded.length, 0)
    head.write(type, 4, 'latin1')
    return Buffer.concat([head, padded])
  }
  const body = Buffer.concat([chunk(words, 'JSON', 0x20), chunk(Buffer.concat(blobs), 'BIN\0', 0)])
  const head = Buffer.alloc(12)
  head.write('glTF', 0, 'latin1')
  head.writeUInt32LE(2, 4)
  head.writeUInt32LE(12 + body.length, 8)
  return new Uint8Array(Buffer.concat([head, body]))
}
