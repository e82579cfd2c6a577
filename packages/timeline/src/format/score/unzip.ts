/** Zip containers with limits: what is not asked for is not unpacked, and nothing grows beyond what may be read. */
import { unzipSync } from 'fflate'

export type Unzipped =
  | { readonly ok: true; readonly files: Readonly<Record<string, Uint8Array>> }
  | { readonly ok: false; readonly code: string; readonly message: string }

const MOST_FILES = 2000
/** Bytes of one file, unpacked. */
const MOST_BYTES = 32_000_000
/** No honest text packs better than this. */
const MOST_RATIO = 1000

/** @param wanted  by name inside the container, with "/" between folders. */
export function unzip(bytes: Uint8Array, wanted: (name: string) => boolean): Unzipped {
  let refusal: Extract<Unzipped, { ok: false }> | null = null
  let seen = 0
  let total = 0
  const refuse = (code: string, message: string) => {
    refusal ??= { ok: false, code, message }
    return false
  }
  try {
    const raw = unzipSync(bytes, {
      filter: ({ name, size, originalSize }) => {
        if (++seen > MOST_FILES) return refuse('too-large', `the container holds more than ${MOST_FILES} files`)
        const plain = name.replaceAll('\\', '/')
        if (!wanted(plain)) return false
        total += originalSize
        if (total > MOST_BYTES || originalSize > MOST_RATIO * Math.max(size, 64))
          return refuse('too-large', `"${plain}" would unpack to ${originalSize} bytes, which no score needs; it was not opened`)
        return true
      },
    })
    if (refusal) return refusal
    return { ok: true, files: Object.fromEntries(Object.entries(raw).map(([name, data]) => [name.replaceAll('\\', '/'), data])) }
  } catch (error) {
    return {
      ok: false,
      code: 'damaged-zip',
      message: `the zip container is damaged: ${error instanceof Error ? error.message : String(error)}. Was the file copied to the end?`,
    }
  }
}
