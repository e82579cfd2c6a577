/** Recorded motions that the show's clips name, fetched and read once per edition. */
import { motionKeyOf, type SampledMotion } from '@ghostlight/avatar'
import type { Edition, MotionClip } from '@ghostlight/timeline'

export interface MotionShelf {
  /** By `motionKeyOf`: what is loaded so far. */
  readonly motions: Readonly<Record<string, SampledMotion>>
  /** Loads what an edition needs and is not there yet. Resolves when nothing is left to fetch. */
  load(edition: Edition): Promise<void>
}

/** Every clip of the edition that names a motion file, once per file and take. */
function clipsWithFiles(edition: Edition): ReadonlyMap<string, MotionClip> {
  const clips = new Map<string, MotionClip>()
  for (const song of Object.values(edition.songs)) {
    for (const track of Object.values(song.tracks)) {
      if (track.kind !== 'motion') continue
      for (const clip of Object.values(track.clips)) {
        const key = motionKeyOf(clip)
        if (key !== null) clips.set(key, clip)
      }
    }
  }
  return clips
}

const decode = {
  utf8: (bytes: Uint8Array) => new TextDecoder().decode(bytes),
  shiftJis: (bytes: Uint8Array) => new TextDecoder('shift_jis').decode(bytes),
}

/**
 * @param assetUrl  address of a file of the show, or null
 * @param faults    gets a line for every file that cannot be danced, and loses it when it can
 */
export function createMotionShelf(assetUrl: (path: string) => string | null, faults: Map<string, string>): MotionShelf {
  const motions: Record<string, SampledMotion> = {}
  /** By key, the address it was read from: a changed file has another one. */
  const read = new Map<string, string>()

  async function loadOne(key: string, clip: MotionClip): Promise<void> {
    const file = clip.file ?? ''
    const url = assetUrl(file)
    const fault = (why: string) => faults.set(`motion ${key}`, `${key} cannot be danced: ${why}`)
    if (url === null) {
      fault('the file is missing')
      return
    }
    if (read.get(key) === url) return
    read.set(key, url)
    try {
      const answer = await fetch(url)
      if (!answer.ok) throw new Error(`the server answered ${answer.status}`)
      const bytes = new Uint8Array(await answer.arrayBuffer())
      // The parsers are fetched only by pages that have something to parse.
      const { parseMotion } = await import('@ghostlight/avatar/import')
      const parsed = parseMotion(file, bytes, decode, clip.take ?? null)
      if (!parsed.ok) {
        fault(parsed.issues.map((issue) => issue.message).join('; '))
        return
      }
      motions[key] = parsed.value
      faults.delete(`motion ${key}`)
    } catch (error) {
      read.delete(key)
      fault(error instanceof Error ? error.message : String(error))
    }
  }

  return {
    motions,
    async load(edition) {
      await Promise.all([...clipsWithFiles(edition)].map(([key, clip]) => loadOne(key, clip)))
    },
  }
}
