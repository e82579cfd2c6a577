/** This machine's clocks, as the engine needs them. Handed in, so that tests can own time. */
import { readFileSync } from 'node:fs'
import { hostname, uptime } from 'node:os'

export interface MachineClock {
  /** Nanoseconds on the clock that all processes of one boot share. */
  monotonicNs(): bigint
  /** Milliseconds since 1970. Read only at starts. */
  wallMs(): number
  /** Differs between two boots of this machine, and between machines. */
  readonly bootId: string
}

/** Linux names its boots; elsewhere the instant of booting, to the minute, does (an adjusted wall clock then looks like a new boot: safe). */
function readBootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return `${hostname()}-${Math.round((Date.now() / 1000 - uptime()) / 60)}`
  }
}

export function createMachineClock(): MachineClock {
  return { monotonicNs: () => process.hrtime.bigint(), wallMs: () => Date.now(), bootId: readBootId() }
}

export const nsToMs = (ns: bigint): number => Number(ns) / 1e6
export const msToNs = (timeMs: number): bigint => BigInt(Math.round(timeMs * 1e6))
