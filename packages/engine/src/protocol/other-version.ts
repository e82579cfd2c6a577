import { type HelloRefused, PROTOCOL_VERSION } from './hello.ts'

/** The answer to a hello of another version; null: it is this one's. @param hello  unchecked. */
export function otherVersion(hello: unknown): HelloRefused | null {
  const page = (hello as { readonly protocolVersion?: unknown } | null | undefined)?.protocolVersion
  if (page === PROTOCOL_VERSION) return null
  const told = typeof page === 'number' || typeof page === 'string' ? page : 'none'
  return {
    error: `protocol-version: this engine speaks protocol ${PROTOCOL_VERSION}, the page ${told}. Reload the page.`,
    reason: 'protocol-version',
    values: { engine: PROTOCOL_VERSION, page: told },
  }
}
