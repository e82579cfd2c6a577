/**
 * A built-in performer as data: what a costume designer would write on the sheet.
 *
 * Colours are sRGB `#rrggbb`. On a gauze dark is invisible, so cloth wants a linear luminance above 0.2.
 */
export interface PerformerLook {
  /** Name in show files: `builtIn:avatar/<name>`. */
  readonly name: string
  /** Name people read. */
  readonly title: string
  /** Feeds the small irregularities of hair and cloth. */
  readonly seed: number
  /** Crown of the skull above the floor, 1.5–1.9. */
  readonly heightM: number
}

/** The looks that ship, by name. */
export const performerLooks: Readonly<Record<string, PerformerLook>> = {
  hotaru: { name: 'hotaru', title: 'Hotaru', seed: 5, heightM: 1.68 },
}

/**
 * The look of that name.
 *
 * @throws RangeError when there is none; the message lists the names there are.
 */
export function lookNamed(name: string): PerformerLook {
  const look = Object.hasOwn(performerLooks, name) ? performerLooks[name] : undefined
  if (!look) throw new RangeError(`no performer look “${name}”; there are ${Object.keys(performerLooks).join(', ')}`)
  return look
}
