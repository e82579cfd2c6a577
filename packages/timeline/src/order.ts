/** Collections of the document are records with order keys; this is the one way they are put in a row. */

/** Plain comparison of code units: the same on every machine, whatever its language. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Ids of a record sorted by their `order` text, then by id. */
export function inOrder(record: Readonly<Record<string, { readonly order: string }>>): string[] {
  return Object.keys(record).sort((a, b) => compareText(record[a]!.order, record[b]!.order) || compareText(a, b))
}
