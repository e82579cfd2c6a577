/** Files of a show and generated ones, named by the hash of their bytes, so that anything may cache them for ever. */
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { buildPerformer } from '@ghostlight/avatar/performer'
import type { Asset, Show, Song } from '@ghostlight/timeline'
import { createBankAssets } from '../vocals/bank-assets.ts'
import type { FileLayer } from './file-layer.ts'

/** Where the bytes of an asset are. */
export type AssetBytes = { readonly kind: 'file'; readonly path: string } | { readonly kind: 'memory'; readonly bytes: Uint8Array }

export interface AssetStore {
  /** Hashes what the documents name. Files that are missing are left out: `check` names them. */
  assetsOf(show: Show, songs: Readonly<Record<string, Song>>): Promise<Readonly<Record<string, Asset>>>
  /** By "<hash>.<ext>". */
  find(fileName: string): AssetBytes | null
  all(): ReadonlyMap<string, AssetBytes>
  /** Files that another store has found or made. */
  learn(files: ReadonlyMap<string, AssetBytes>): void
}

const mediaTypes: Readonly<Record<string, string>> = {
  vrm: 'model/gltf-binary',
  glb: 'model/gltf-binary',
  vrma: 'model/gltf-binary',
  gltf: 'model/gltf+json',
  bvh: 'text/plain',
  wav: 'audio/wav',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  opus: 'audio/ogg',
  flac: 'audio/flac',
  m4a: 'audio/mp4',
  webm: 'video/webm',
  mp4: 'video/mp4',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
}
export const mediaTypeOf = (ext: string): string => mediaTypes[ext] ?? 'application/octet-stream'

/** Paths inside the show folder that the documents name. */
export function filesNamedBy(show: Show, songs: Readonly<Record<string, Song>>): readonly string[] {
  const files = new Set<string>()
  for (const performer of Object.values(show.performers)) if (performer.avatar.kind === 'file') files.add(performer.avatar.file)
  for (const { action } of Object.values(show.cues)) {
    if (action.kind === 'sound') files.add(action.file)
    if (action.kind === 'output' && action.picture.kind === 'media') files.add(action.picture.file)
  }
  for (const song of Object.values(songs)) {
    for (const track of Object.values(song.tracks)) {
      if (track.kind === 'audio') for (const clip of Object.values(track.clips)) files.add(clip.file)
      if (track.kind === 'motion') for (const clip of Object.values(track.clips)) if (clip.file !== undefined) files.add(clip.file)
    }
  }
  return [...files].sort()
}

function hashFile(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const hash = createHash('sha256')
    createReadStream(path)
      .on('data', (chunk) => hash.update(chunk))
      .on('error', reject)
      .on('end', () => resolve(hash.digest('hex')))
  })
}

const extOf = (path: string) => /\.([a-z0-9]{1,8})$/i.exec(path)?.[1]?.toLowerCase() ?? 'bin'

/**
 * @param cacheFolder  generated avatars are kept here; null: in memory only (the show folder cannot be written).
 * @param makerHash    names what generated assets depend on: another maker, another cache file.
 */
export function createAssetStore(
  showFolder: string,
  { cacheFolder, makerHash, files }: { readonly cacheFolder: string | null; readonly makerHash: string; readonly files: FileLayer },
): AssetStore {
  const known = new Map<string, AssetBytes>()
  const hashed = new Map<string, { readonly stamp: string; readonly asset: Asset }>()
  const generated = new Map<string, Asset>()
  const banks = createBankAssets(showFolder, { cacheFolder })

  async function fileAsset(name: string): Promise<Asset | null> {
    const path = join(showFolder, name)
    if (!existsSync(path)) return null
    const stat = statSync(path)
    const stamp = `${stat.mtimeMs}:${stat.size}`
    const before = hashed.get(name)
    if (before?.stamp === stamp) return before.asset
    const ext = extOf(name)
    const asset: Asset = { hash: await hashFile(path), ext, bytes: stat.size, mediaType: mediaTypeOf(ext) }
    known.set(`${asset.hash}.${ext}`, { kind: 'file', path })
    hashed.set(name, { stamp, asset })
    return asset
  }

  /** A full or read-only disk: what was made is served from memory and made again next time. */
  function isKept(path: string, bytes: Uint8Array): boolean {
    try {
      files.replace(path, bytes)
      return true
    } catch {
      return false
    }
  }

  function avatarAsset(look: string): Asset {
    const before = generated.get(look)
    if (before !== undefined) return before
    const path = cacheFolder === null ? null : join(cacheFolder, `avatar-${look}-${makerHash}.vrm`)
    const cached = path === null ? null : files.read(path)
    const bytes: Uint8Array = cached ?? buildPerformer(look)
    const where: AssetBytes = path !== null && (cached !== null || isKept(path, bytes)) ? { kind: 'file', path } : { kind: 'memory', bytes }
    const hash = createHash('sha256').update(bytes).digest('hex')
    const asset: Asset = { hash, ext: 'vrm', bytes: bytes.length, mediaType: mediaTypeOf('vrm') }
    known.set(`${hash}.vrm`, where)
    generated.set(look, asset)
    return asset
  }

  async function voiceAsset(performerId: string, show: Show, songs: Readonly<Record<string, Song>>): Promise<Asset | null> {
    const bytes = await banks.voiceOf(performerId, show, songs)
    if (bytes === null) return null
    const hash = createHash('sha256').update(bytes).digest('hex')
    const fileName = `${hash}.voice`
    const path = cacheFolder === null ? null : join(cacheFolder, fileName)
    if (!known.has(fileName)) known.set(fileName, path !== null && isKept(path, bytes) ? { kind: 'file', path } : { kind: 'memory', bytes })
    return { hash, ext: 'voice', bytes: bytes.length, mediaType: mediaTypeOf('voice') }
  }

  return {
    async assetsOf(show, songs) {
      const assets: Record<string, Asset> = {}
      for (const name of filesNamedBy(show, songs)) {
        const asset = await fileAsset(name)
        if (asset !== null) assets[name] = asset
      }
      for (const performer of Object.values(show.performers)) {
        if (performer.avatar.kind === 'builtIn') assets[`builtIn:avatar/${performer.avatar.look}`] = avatarAsset(performer.avatar.look)
      }
      for (const performerId of Object.keys(show.performers)) {
        const voice = await voiceAsset(performerId, show, songs)
        if (voice !== null) assets[`voice:${performerId}`] = voice
      }
      return assets
    },
    find: (fileName) => known.get(fileName) ?? null,
    all: () => known,
    learn(others) {
      for (const [fileName, bytes] of others) known.set(fileName, bytes)
    },
  }
}
