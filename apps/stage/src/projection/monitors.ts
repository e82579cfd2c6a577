/**
 * The screens of this computer, where the browser tells (Window Management API; Chromium, after asking the user). The choice is kept per
 * output, so that a page that is opened again finds its projector, and a projector that is unplugged is noticed.
 */
export interface Monitor {
  readonly label: string
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly isPrimary: boolean
}
interface ScreenDetails extends EventTarget {
  readonly screens: readonly (Monitor & Screen)[]
  readonly currentScreen: Monitor & Screen
}
declare global {
  interface Window {
    getScreenDetails?: () => Promise<ScreenDetails>
  }
}

const storeName = (output: string) => `ghostlight.monitor.${output}`
const nameOf = ({ label, left, top, width, height }: Monitor) => `${label} ${width}×${height} @ ${left},${top}`

export class Monitors {
  readonly #output: string
  readonly #listeners = new Set<() => void>()
  #details: ScreenDetails | null = null

  constructor(output: string) {
    this.#output = output
  }

  get possible(): boolean {
    return typeof window.getScreenDetails === 'function'
  }

  get names(): readonly string[] {
    return this.#details?.screens.map(nameOf) ?? []
  }

  /** The monitor this output was put on, by name; null: never chosen. */
  get chosen(): string | null {
    return localStorage.getItem(storeName(this.#output))
  }

  /** It was chosen, screens are known, and it is not among them. */
  get unplugged(): boolean {
    return this.#details !== null && this.chosen !== null && !this.names.includes(this.chosen)
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Asks the browser; from a click the first time. @returns whether it told. */
  async look(): Promise<boolean> {
    if (!window.getScreenDetails) return false
    try {
      this.#details = await window.getScreenDetails()
    } catch {
      return false // The user said no, or nobody was asked yet.
    }
    this.#details.addEventListener('screenschange', () => {
      // Back again: the picture goes where it belongs without anybody's hand, where the browser allows it.
      const back = this.#details?.screens.find((screen) => nameOf(screen) === this.chosen)
      if (back && this.#details && nameOf(this.#details.currentScreen) !== this.chosen) void this.fill(nameOf(back))
      for (const listener of this.#listeners) listener()
    })
    for (const listener of this.#listeners) listener()
    return true
  }

  /** Looks without asking, when the user has allowed it before. */
  async lookIfAllowed(): Promise<void> {
    if (!this.possible || this.chosen === null) return
    const permission = await navigator.permissions.query({ name: 'window-management' as PermissionName }).catch(() => null)
    if (permission?.state === 'granted') await this.look()
  }

  /** Fills that monitor with the page and remembers it. @returns whether the browser did. */
  async fill(name: string): Promise<boolean> {
    const screen = this.#details?.screens.find((candidate) => nameOf(candidate) === name)
    if (!screen) return false
    localStorage.setItem(storeName(this.#output), name)
    try {
      await document.documentElement.requestFullscreen({ screen } as FullscreenOptions)
      return true
    } catch {
      return false // Needs a gesture; the choice stands for the next one.
    } finally {
      for (const listener of this.#listeners) listener()
    }
  }
}
