import type { Issue } from '@ghostlight/timeline'
import { damaged, orElse, problem } from './problem.ts'

// What an avatar file weighs and whether the stage can show it, read from its own table of contents: nothing is decoded, so a folder of
// avatars is looked through in a moment, and a file that the stage's loader would choke on is refused in words.

/** What is counted against a budget. */
export type AvatarLoad = 'triangles' | 'drawCalls' | 'bytes' | 'bones' | 'textureBytes'

/** What our own performers keep to, and what a laptop's graphics draws twice a frame (projector and preview) without falling behind. */
export const avatarBudget: Readonly<Record<AvatarLoad, number>> = {
  triangles: 80_000,
  drawCalls: 25,
  bytes: 20_000_000,
  bones: 256,
  textureBytes: 134_217_728,
}
/** Beyond this a file is refused: no page of ours would come up with it in time. */
const refusedAbove: Readonly<Partial<Record<AvatarLoad, number>>> = {
  triangles: 2_000_000,
  bytes: 250_000_000,
  textureBytes: 1_500_000_000,
}

export interface AvatarReport {
  readonly version: '0.x' | '1.0'
  readonly name: string
  readonly authors: readonly string[]
  readonly load: Readonly<Record<AvatarLoad, number>>
  readonly expressions: number
  readonly springs: number
  /** Bones a VRM must have and this one lacks: it is refused for them. */
  readonly missingBones: readonly string[]
  readonly over: readonly AvatarLoad[]
}
export type AvatarInspection =
  | { readonly ok: true; readonly value: AvatarReport; readonly issues: readonly Issue[] }
  | { readonly ok: false; readonly value: AvatarReport | null; readonly issues: readonly Issue[] }

const requiredBones = [
  'hips',
  'spine',
  'head',
  ...['left', 'right'].flatMap((side) => ['UpperLeg', 'LowerLeg', 'Foot', 'UpperArm', 'LowerArm', 'Hand'].map((part) => `${side}${part}`)),
] as const

/** Extensions a file may call indispensable: the loader of the stage knows them. */
const knownRequired =
  /^(VRM|VRMC_.*|KHR_materials_.*|KHR_texture_transform|KHR_mesh_quantization|KHR_lights_punctual|EXT_texture_webp|EXT_texture_avif|EXT_mesh_gpu_instancing)$/
const compressed: Readonly<Record<string, string>> = {
  KHR_draco_mesh_compression: 'its meshes are packed by Draco; export it again without mesh compression',
  EXT_meshopt_compression: 'its meshes are packed by meshopt; export it again without mesh compression',
  KHR_meshopt_compression: 'its meshes are packed by meshopt; export it again without mesh compression',
  KHR_texture_basisu: 'its pictures are KTX2 (Basis Universal); export it again with PNG or JPEG pictures',
}

interface Contents {
  readonly asset?: { readonly version?: string }
  readonly nodes?: readonly { readonly mesh?: number; readonly scale?: readonly number[]; readonly children?: readonly number[] }[]
  readonly meshes?: readonly { readonly primitives?: readonly Primitive[] }[]
  readonly accessors?: readonly { readonly count?: number }[]
  readonly materials?: readonly { readonly extensions?: { readonly VRMC_materials_mtoon?: { readonly outlineWidthMode?: string } } }[]
  readonly skins?: readonly { readonly joints?: readonly number[] }[]
  readonly images?: readonly { readonly bufferView?: number; readonly uri?: string }[]
  readonly buffers?: readonly { readonly uri?: string }[]
  readonly bufferViews?: readonly { readonly byteOffset?: number; readonly byteLength?: number }[]
  readonly extensionsRequired?: readonly string[]
  readonly extensionsUsed?: readonly string[]
  readonly extensions?: {
    readonly VRMC_vrm?: {
      readonly specVersion?: string
      readonly meta?: { readonly name?: string; readonly authors?: readonly string[] }
      readonly humanoid?: { readonly humanBones?: Readonly<Record<string, { readonly node?: number }>> }
      readonly expressions?: { readonly preset?: object; readonly custom?: object }
    }
    readonly VRMC_springBone?: { readonly springs?: readonly { readonly joints?: readonly object[] }[] }
    readonly VRM?: {
      readonly meta?: { readonly title?: string; readonly author?: string }
      readonly humanoid?: { readonly humanBones?: readonly { readonly bone?: string; readonly node?: number }[] }
      readonly blendShapeMaster?: { readonly blendShapeGroups?: readonly object[] }
      readonly secondaryAnimation?: { readonly boneGroups?: readonly { readonly bones?: readonly number[] }[] }
      readonly materialProperties?: readonly { readonly floatProperties?: { readonly _OutlineWidthMode?: number } }[]
    }
  }
}
interface Primitive {
  readonly indices?: number
  readonly material?: number
  readonly mode?: number
  readonly attributes?: { readonly POSITION?: number }
}

const refused = (code: string, message: string): AvatarInspection => ({ ok: false, value: null, issues: [problem(code, message)] })
const decode = (bytes: Uint8Array): string => {
  // UTF-8 by hand: the pure packages have no TextDecoder.
  let text = ''
  for (let i = 0; i < bytes.length; ) {
    const a = bytes[i]!
    const more = a < 0x80 ? 0 : a < 0xe0 ? 1 : a < 0xf0 ? 2 : 3
    let code = more === 0 ? a : a & (0x3f >> more)
    for (let k = 1; k <= more; k++) code = (code << 6) | ((bytes[i + k] ?? 0) & 0x3f)
    text += String.fromCodePoint(Math.min(code, 0x10ffff))
    i += more + 1
  }
  return text
}

/** Width and height of a PNG, JPEG or WebP by its first bytes; null for anything else. */
function pictureSizePx(b: Uint8Array): readonly [width: number, height: number] | null {
  const u16 = (at: number) => ((b[at] ?? 0) << 8) | (b[at + 1] ?? 0)
  const u32 = (at: number) => u16(at) * 65_536 + u16(at + 2)
  if (b[0] === 0x89 && b[1] === 0x50) return [u32(16), u32(20)]
  if (b[0] === 0xff && b[1] === 0xd8) {
    for (let at = 2; at + 9 < b.length; at += 2 + u16(at + 2)) {
      const marker = b[at + 1] ?? 0
      if (b[at] !== 0xff) return null
      if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) return [u16(at + 7), u16(at + 5)]
    }
  }
  if (b[0] === 0x52 && b[8] === 0x57) {
    const at = (i: number) => b[i] ?? 0
    if (at(15) === 0x58) return [1 + (at(24) | (at(25) << 8) | (at(26) << 16)), 1 + (at(27) | (at(28) << 8) | (at(29) << 16))]
    if (at(15) === 0x20) return [(at(26) | (at(27) << 8)) & 0x3fff, (at(28) | (at(29) << 8)) & 0x3fff]
    if (at(15) === 0x4c) return [1 + (at(21) | ((at(22) & 0x3f) << 8)), 1 + ((at(22) >> 6) | (at(23) << 2) | ((at(24) & 0xf) << 10))]
  }
  return null
}

function contentsOf(bytes: Uint8Array): { json: Contents; bin: Uint8Array } | AvatarInspection {
  if (bytes.length < 20) return refused('not-a-vrm', `it holds only ${bytes.length} bytes; a VRM is a binary glTF file`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint32(0, true) !== 0x46546c67)
    return refused('not-a-vrm', 'it does not begin as a binary glTF file does; is it really a .vrm?')
  if (view.getUint32(4, true) !== 2) return refused('not-a-vrm', `it is glTF ${view.getUint32(4, true)}; a VRM is glTF 2`)
  const told = view.getUint32(8, true)
  if (told > bytes.length) return refused('cut-off', `it is cut off: ${bytes.length} of ${told} bytes are here; copy it again`)
  const jsonLength = view.getUint32(12, true)
  if (view.getUint32(16, true) !== 0x4e4f534a || 20 + jsonLength > bytes.length)
    return refused('broken', 'its table of contents is broken; export it again')
  let json: Contents
  try {
    json = JSON.parse(decode(bytes.subarray(20, 20 + jsonLength))) as Contents
  } catch {
    return refused('broken', 'its table of contents is no JSON; export it again')
  }
  if (typeof json !== 'object' || json === null) return refused('broken', 'its table of contents is empty; export it again')
  return { json, bin: bytes.subarray(Math.min(bytes.length, 28 + jsonLength)) }
}

/** Bones by name → number of their node, of either version. */
function bonesOf({ extensions }: Contents): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  const { VRMC_vrm: one, VRM: zero } = extensions ?? {}
  if (one) {
    for (const [bone, at] of Object.entries(one.humanoid?.humanBones ?? {})) if (typeof at?.node === 'number') found.set(bone, at.node)
  } else {
    for (const { bone, node } of zero?.humanoid?.humanBones ?? [])
      if (bone !== undefined && typeof node === 'number' && node >= 0) found.set(bone, node)
  }
  return found
}

function loadOf(json: Contents, bin: Uint8Array, byteLength: number): Record<AvatarLoad, number> {
  const outlined = (material: number | undefined): boolean => {
    if (material === undefined) return false
    const mode = json.materials?.[material]?.extensions?.VRMC_materials_mtoon?.outlineWidthMode
    const old = json.extensions?.VRM?.materialProperties?.[material]?.floatProperties?._OutlineWidthMode ?? 0
    return (mode !== undefined && mode !== 'none') || old > 0
  }
  let triangles = 0
  let drawCalls = 0
  for (const node of json.nodes ?? []) {
    for (const primitive of json.meshes?.[node.mesh ?? -1]?.primitives ?? []) {
      const count = json.accessors?.[primitive.indices ?? primitive.attributes?.POSITION ?? -1]?.count ?? 0
      const mode = primitive.mode ?? 4
      if (mode === 4) triangles += count / 3
      else if (mode > 4) triangles += Math.max(0, count - 2)
      drawCalls += outlined(primitive.material) ? 2 : 1
    }
  }
  let textureBytes = 0
  for (const { bufferView } of json.images ?? []) {
    const view = json.bufferViews?.[bufferView ?? -1]
    const size = view ? pictureSizePx(bin.subarray(view.byteOffset ?? 0, (view.byteOffset ?? 0) + (view.byteLength ?? 0))) : null
    // As the graphics card holds it: four bytes a pixel, and a third more for its smaller copies.
    if (size) textureBytes += Math.round((size[0] * size[1] * 4 * 4) / 3)
  }
  const bones = new Set((json.skins ?? []).flatMap((skin) => skin.joints ?? [])).size
  return { triangles: Math.round(triangles), drawCalls, bytes: byteLength, bones, textureBytes }
}

const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`
const said: Readonly<Record<AvatarLoad, (n: number, most: number) => string>> = {
  triangles: (n, most) => `it has ${n} triangles, more than ${most}; lower the polygon count of hair and clothes where you made it`,
  drawCalls: (n, most) =>
    `it takes ${n} draw calls with outlines, more than ${most}; join meshes and materials (a texture atlas), or leave outlines off`,
  bytes: (n, most) => `it is ${mb(n)}, more than ${mb(most)}; make its pictures smaller, or save them as JPEG where nothing is transparent`,
  bones: (n, most) => `it has ${n} bones, more than ${most}; take out bones of hair and clothes that hardly move`,
  textureBytes: (n, most) =>
    `its pictures take ${mb(n)} of graphics memory, more than ${mb(most)}; 2048 × 2048 is enough for a face, 1024 × 1024 for clothes`,
}

/**
 * Looks an avatar over.
 *
 * @returns its numbers; with warnings where it is heavier than `avatarBudget`; or why it cannot be shown
 */
export const inspectVrm = (bytes: Uint8Array): AvatarInspection =>
  orElse<AvatarInspection>(() => inspect(bytes), { ok: false, value: null, issues: [damaged] })

function inspect(bytes: Uint8Array): AvatarInspection {
  const read = contentsOf(bytes)
  if (!('json' in read)) return read
  const { json, bin } = read
  const { VRMC_vrm: one, VRM: zero } = json.extensions ?? {}
  const faults: Issue[] = []
  // The loader of the stage stops at Draco wherever it is named, also where a file calls it dispensable.
  const draco = json.extensionsUsed?.includes('KHR_draco_mesh_compression') ? ['KHR_draco_mesh_compression'] : []
  for (const name of new Set([...(json.extensionsRequired ?? []), ...draco])) {
    if (compressed[name] !== undefined) faults.push(problem('compressed', compressed[name]))
    else if (!knownRequired.test(name))
      faults.push(problem('unknown-extension', `it cannot be read without the extension ${name}, which is not known here`))
  }
  if ([...(json.buffers ?? []), ...(json.images ?? [])].some((part) => part.uri !== undefined && !part.uri.startsWith('data:')))
    faults.push(problem('in-pieces', 'parts of it lie in other files; export it as one .vrm'))
  if (!one && !zero) {
    faults.push(problem('no-humanoid', 'it is a glTF file, but it does not say which bone is which: export it as VRM (0.x or 1.0)'))
    return { ok: false, value: null, issues: faults }
  }
  const bones = bonesOf(json)
  const missingBones = requiredBones.filter((bone) => !bones.has(bone))
  if (missingBones.length > 0)
    faults.push(
      problem('missing-bones', `bones that every VRM has are not there: ${missingBones.join(', ')}; assign them where you made it`),
    )
  const nodes = json.nodes ?? []
  const astray = [...bones].filter(([, node]) => node >= nodes.length).map(([bone]) => bone)
  if (astray.length > 0) faults.push(problem('broken', `these bones lead nowhere in the file: ${astray.join(', ')}; export it again`))
  const shared = [...bones]
    .filter(([bone, node]) => [...bones].some(([other, same]) => same === node && other < bone))
    .map(([bone]) => bone)
  if (shared.length > 0)
    faults.push(problem('shared-bones', `these stand for the same bone as another: ${shared.join(', ')}; assign each its own`))
  const load = loadOf(json, bin, bytes.length)
  if (load.triangles === 0) faults.push(problem('nothing-to-see', 'it has bones but nothing to see: no mesh is in the file'))
  const kinds = Object.keys(avatarBudget) as AvatarLoad[]
  const over = kinds.filter((kind) => load[kind] > avatarBudget[kind])
  for (const kind of over)
    if (load[kind] > (refusedAbove[kind] ?? Number.POSITIVE_INFINITY))
      faults.push(problem('far-too-heavy', `${said[kind](load[kind], refusedAbove[kind]!)}; no page would come up with it`))
  const value: AvatarReport = {
    version: one ? '1.0' : '0.x',
    name: (one ? one.meta?.name : zero?.meta?.title) ?? '',
    authors: one ? (one.meta?.authors ?? []) : zero?.meta?.author ? [zero.meta.author] : [],
    load,
    expressions: one
      ? Object.keys(one.expressions?.preset ?? {}).length + Object.keys(one.expressions?.custom ?? {}).length
      : (zero?.blendShapeMaster?.blendShapeGroups?.length ?? 0),
    springs: one
      ? (json.extensions?.VRMC_springBone?.springs ?? []).reduce((sum, spring) => sum + Math.max(0, (spring.joints?.length ?? 0) - 1), 0)
      : (zero?.secondaryAnimation?.boneGroups ?? []).reduce((sum, group) => sum + (group.bones?.length ?? 0), 0),
    missingBones,
    over,
  }
  if (faults.length > 0) return { ok: false, value, issues: faults }
  return {
    ok: true,
    value,
    issues: over.map((kind) => ({
      path: '',
      code: 'over-budget',
      severity: 'warning',
      message: said[kind](load[kind], avatarBudget[kind]),
    })),
  }
}
