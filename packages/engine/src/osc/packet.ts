/**
 * OSC as plain data: one message with typed arguments. `encode.ts` writes it, `decode.ts` reads it.
 * Source: Open Sound Control Specification 1.0 with the further types listed there as "nonstandard" but in common use.
 */

export type OscValue =
  /** 32-bit integer. */
  | { readonly type: 'i'; readonly value: number }
  /** 32-bit and 64-bit float. */
  | { readonly type: 'f' | 'd'; readonly value: number }
  /** Text, UTF-8 on the wire. */
  | { readonly type: 's'; readonly value: string }
  /** A "symbol" and a single character. */
  | { readonly type: 'S' | 'c'; readonly value: string }
  | { readonly type: 'b'; readonly value: Uint8Array }
  /** 64-bit integer; t is a timetag (NTP, upper 32 bits seconds since 1900). */
  | { readonly type: 'h' | 't'; readonly value: bigint }
  /** RGBA, 0xRRGGBBAA. */
  | { readonly type: 'r'; readonly value: number }
  /** MIDI: port, status, two data bytes. */
  | { readonly type: 'm'; readonly value: Uint8Array }
  /** True, False, Nil, Infinitum: no bytes beside the tag. */
  | { readonly type: 'T' | 'F' | 'N' | 'I' }
  | { readonly type: '['; readonly values: readonly OscValue[] }

export interface OscMessage {
  readonly address: string
  readonly args: readonly OscValue[]
  /** NTP time of the innermost bundle it came in; null outside bundles. 1n means "at once". */
  readonly timetag: bigint | null
}

/** What is sent as one, due at an NTP time. Bundles may stand in bundles. */
export interface OscBundle {
  readonly timetag: bigint
  readonly elements: readonly (Pick<OscMessage, 'address' | 'args'> | OscBundle)[]
}

/** The timetag that means "at once". */
export const IMMEDIATELY = 1n

/** Seconds from 1900 (NTP) to 1970 (Unix). */
const NTP_TO_UNIX_S = 2_208_988_800

/** Unix time in ms as an NTP timetag; the fraction is kept to 2⁻³² s. */
export function timetagOf(unixMs: number): bigint {
  const seconds = Math.floor(unixMs / 1000)
  const fractions = Math.min(0xffffffff, Math.round(((unixMs - seconds * 1000) / 1000) * 0x1_0000_0000))
  return (BigInt(seconds + NTP_TO_UNIX_S) << 32n) | BigInt(fractions)
}

/** An NTP timetag as Unix time in ms. */
export function unixMsOf(timetag: bigint): number {
  return (Number(timetag >> 32n) - NTP_TO_UNIX_S) * 1000 + (Number(timetag & 0xffffffffn) / 0x1_0000_0000) * 1000
}
