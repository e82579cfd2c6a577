import type { Parsed } from '@ghostlight/timeline'
import type { SampledMotion } from '../motion-clip.ts'
import { parseBvh } from './bvh.ts'
import { parseGlbMotion } from './gltf-motion.ts'
import { problem, readOrRefuse } from './problem.ts'
import { parseVmd } from './vmd.ts'
import { parseVrma } from './vrma.ts'

// Any motion file, by the end of its name.

export type MotionKind = 'vrma' | 'bvh' | 'glb' | 'vmd'

/** What a file's name says it is, or null when it is no motion. A `.vrm` may carry animations like any `.glb`. */
export function motionKindOf(path: string): MotionKind | null {
  const ending = path.toLowerCase().split('.').at(-1)
  return ending === 'vrma' || ending === 'bvh' || ending === 'glb' || ending === 'vmd' ? ending : null
}

/** How the shell decodes bytes: UTF-8 for BVH, Shift-JIS for the names in VMD. */
export interface TextDecoders {
  readonly utf8: (bytes: Uint8Array) => string
  readonly shiftJis: (bytes: Uint8Array) => string
}

/** @param take  which animation of a .glb; null: its first */
export function parseMotion(path: string, bytes: Uint8Array, decode: TextDecoders, take: string | null): Parsed<SampledMotion> {
  switch (motionKindOf(path)) {
    case 'vrma':
      return parseVrma(bytes)
    case 'bvh':
      return readOrRefuse(() => parseBvh(decode.utf8(bytes)))
    case 'glb':
      return parseGlbMotion(bytes, take)
    case 'vmd':
      return readOrRefuse(() => parseVmd(bytes, decode.shiftJis))
    case null:
      return { ok: false, issues: [problem('unknown-kind', `${path} is no motion file; .vrma, .bvh, .glb and .vmd are understood`)] }
  }
}
