/** How long the operator takes to follow her when she moves. */
const FOLLOW_MS = 350
/** A longer gap is no movement but a jump: a locate, a hidden tab. */
const JUMP_MS = 1000

interface Place {
  readonly xM: number
  readonly zM: number
}

/** Pans with her as she travels: softly inside a shot, at once after a cut. */
export class Follower {
  #shot: string | null = null
  #atMs = 0
  #xM = 0
  #zM = 0

  at({ xM, zM }: Place, atMs: number, shot: string): Place {
    const sinceMs = Math.abs(atMs - this.#atMs)
    const unit = shot !== this.#shot || sinceMs > JUMP_MS ? 1 : 1 - Math.exp(-sinceMs / FOLLOW_MS)
    this.#shot = shot
    this.#atMs = atMs
    this.#xM += (xM - this.#xM) * unit
    this.#zM += (zM - this.#zM) * unit
    return { xM: this.#xM, zM: this.#zM }
  }
}
