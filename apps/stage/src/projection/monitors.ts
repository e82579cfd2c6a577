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
  /** The browser would not fill the chosen monitor without somebody's hand; the next key or click will do. */
  #waits = false

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
    return this.#details !== null && this.chosen !== null && this.#find(this.chosen) === null
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Asks the browser; from a click the first time. @returns whether it told. */
  async look(): Promise<boolean> {
    if (!window.getScreenDetails) return false
    try {
      const details = await window.getScreenDetails()
      // The browser gives the same object every time.
      if (details !== this.#details) details.addEventListener('screenschange', () => void this.#return())
      this.#details = details
    } catch {
      return false // The user said no, or nobody was asked yet.
    }
    this.#tell()
    return true
  }

  /** When the user has allowed it before: the page that is opened goes where it belongs. */
  async open(): Promise<void> {
    if (!this.possible || this.chosen === null) return
    const permission = await navigator.permissions.query({ name: 'window-management' as PermissionName }).catch(() => null)
    if (permission?.state === 'granted' && (await this.look())) await this.#return()
  }

  /** From any key or click. */
  touch(): void {
    if (this.#waits && this.chosen !== null) void this.fill(this.chosen)
  }

  /** Onto the chosen monitor, if it is there and the page is not on it already, without anybody's hand where the browser allows it. */
  async #return(): Promise<void> {
    const screen = this.chosen === null ? null : this.#find(this.chosen)
    const current = this.#details?.currentScreen
    const isOn = current && screen && nameOf(current) === nameOf(screen) && document.fullscreenElement !== null
    if (screen && !isOn) await this.fill(nameOf(screen))
    this.#tell()
  }

  /** By its whole name; else the only one with its label and size, since a screen that is plugged in again may lie elsewhere on the desktop. */
  #find(name: string): (Monitor & Screen) | null {
    const screens = this.#details?.screens ?? []
    const exact = screens.find((screen) => nameOf(screen) === name)
    const alike = screens.filter((screen) => nameOf(screen).split(' @ ')[0] === name.split(' @ ')[0])
    return exact ?? (alike.length === 1 ? alike[0]! : null)
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }

  /** Fills that monitor with the page and remembers it. @returns whether the browser did. */
  async fill(name: string): Promise<boolean> {
    const screen = this.#find(name)
    if (!screen) return false
    localStorage.setItem(storeName(this.#output), nameOf(screen))
    try {
      await document.documentElement.requestFullscreen({ screen } as FullscreenOptions)
      this.#waits = false
    } catch {
      this.#waits = true // Needs a gesture; the choice stands for the next one.
    }
    this.#tell()
    return !this.#waits
  }
}
