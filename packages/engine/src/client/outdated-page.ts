/** A page of an older build than the engine loads itself anew: it would fold the log by other rules than everybody else. */

/** What a page has of its browser; undefined in Node. */
export interface PageOfBrowser {
  readonly location: { reload(): void }
  readonly sessionStorage: { getItem(key: string): string | null; setItem(key: string, value: string): void }
}
const key = 'ghostlight:reloaded-for'

/**
 * Once for each version of the engine: a page that is still another one after that (something between here and there keeps old files) says
 * so instead of loading for ever.
 *
 * @returns whether the page is going.
 */
export function reloadOnce(engineVersion: number, page: PageOfBrowser | undefined): boolean {
  if (page === undefined) return false
  try {
    if (page.sessionStorage.getItem(key) === String(engineVersion)) return false
    page.sessionStorage.setItem(key, String(engineVersion))
  } catch {
    return false // nothing can be remembered: better a page that says what it lacks than one that loads for ever
  }
  page.location.reload()
  return true
}

/** This page, when it is one. */
export function pageOfBrowser(): PageOfBrowser | undefined {
  const here = globalThis as Partial<PageOfBrowser> & { readonly document?: unknown }
  try {
    return here.document === undefined || here.location === undefined || here.sessionStorage === undefined
      ? undefined
      : { location: here.location, sessionStorage: here.sessionStorage }
  } catch {
    return undefined // a sandboxed frame may not look at its storage
  }
}
