/** What `ghostlight serve` is told. */
export interface ServeOptions {
  readonly showFolder: string
  readonly venueFile: string | null
  readonly port: number
  readonly host: string
  readonly oscPort: number
  /** "host:port" of a target beside the venue's. */
  readonly oscOut: readonly string[]
  /** Addresses and networks that may command by OSC, beside this machine. */
  readonly oscAllow: readonly string[]
  readonly allowHost: readonly string[]
  /** Open a new performance even when one could be continued. */
  readonly fresh: boolean
}
