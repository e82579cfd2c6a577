/**
 * Any web page in the crew's browser can send requests to loopback. So every request needs a Host that is ours (a foreign name
 * that resolves to 127.0.0.1 is not), and, when it says where it comes from, an Origin of ours.
 */
import { hostname, networkInterfaces } from 'node:os'

export interface RequestGuard {
  /** Host header: "name:port". */
  isAllowedHost(host: string | undefined): boolean
  /** Origin header; absent is fine (not a browser, or a plain navigation). */
  isAllowedOrigin(origin: string | undefined): boolean
}

/** @param bindHost what the engine listens on; 0.0.0.0 and :: stand for every address of this machine. */
export function hostNames(bindHost: string, extra: readonly string[]): ReadonlySet<string> {
  const names = new Set(['localhost', '127.0.0.1', '::1', bindHost, ...extra].map((name) => name.toLowerCase()))
  if (isLoopback(bindHost)) return names
  names.add(hostname().toLowerCase())
  names.add(
    `${hostname()
      .toLowerCase()
      .replace(/\.local$/, '')}.local`,
  )
  for (const address of Object.values(networkInterfaces()).flat()) if (address !== undefined) names.add(address.address.toLowerCase())
  return names
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host)
}

/** @param ports of this engine: called at each request, since port 0 is known only after listening. */
export function createRequestGuard(names: ReadonlySet<string>, ports: () => readonly number[]): RequestGuard {
  function isOurs(url: URL): boolean {
    const name = url.hostname.replace(/^\[|\]$/g, '').toLowerCase()
    const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port)
    return names.has(name) && ports().includes(port)
  }
  function parse(text: string): URL | null {
    try {
      return new URL(text)
    } catch {
      return null
    }
  }
  return {
    isAllowedHost(host) {
      const url = host === undefined ? null : parse(`http://${host}`)
      return url !== null && url.pathname === '/' && isOurs(url)
    },
    isAllowedOrigin(origin) {
      if (origin === undefined) return true
      const url = parse(origin)
      return url !== null && url.protocol === 'http:' && isOurs(url)
    },
  }
}
