/**
 * Who may command by OSC. A datagram proves nobody's identity, so the line is drawn by address, as desks and QLab can be set up for:
 * this machine always, others only when they are on the list that the engine was started with.
 */
import { BlockList, isIP } from 'node:net'

export interface OscSenders {
  mayCommand(address: string): boolean
}

/** Verdicts that are remembered: more than any hall has, few enough for whoever sends from forged addresses. */
const knownSenders = 256

/** IPv4 addresses reach a socket of both families as "::ffff:192.0.2.7". */
export const plainAddress = (address: string): string => (address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address)

/**
 * @param allow  addresses, or networks such as 192.168.1.0/24.
 * @returns the first that is neither, as text.
 */
export function createOscSenders(allow: readonly string[]): OscSenders | { readonly wrong: string } {
  const allowed = new BlockList()
  allowed.addSubnet('127.0.0.0', 8, 'ipv4')
  allowed.addAddress('::1', 'ipv6')
  for (const text of allow) {
    const [address = '', bits, more] = text.split('/')
    const family = isIP(address)
    const most = family === 6 ? 128 : 32
    const prefix = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN
    if (family === 0 || more !== undefined || !(prefix >= 0 && prefix <= most)) return { wrong: text }
    allowed.addSubnet(address, prefix, family === 6 ? 'ipv6' : 'ipv4')
  }
  function look(sender: string): boolean {
    const address = plainAddress(sender.split('%')[0]!)
    const family = isIP(address)
    return family !== 0 && allowed.check(address, family === 6 ? 'ipv6' : 'ipv4')
  }
  /** The list never changes, and a GO should not wait for it to be read again. */
  const known = new Map<string, boolean>()
  return {
    mayCommand(sender) {
      const before = known.get(sender)
      if (before !== undefined) return before
      if (known.size >= knownSenders) known.clear()
      const may = look(sender)
      known.set(sender, may)
      return may
    },
  }
}
