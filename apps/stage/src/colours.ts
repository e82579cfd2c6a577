/** The colours that picture parts share: the section's script and what the show's own fixtures shine on the performer. */
import type { FixtureState } from '@ghostlight/light'
import type { Edition, Frame } from '@ghostlight/timeline'
import { Color } from 'three'

/** Linear light; written every frame, never replaced. */
export interface SectionColours {
  readonly hues: readonly [Color, Color, Color]
  readonly accent: Color
}

/** Warm lantern tones, for moments without a colour script (waiting, talks without one). */
const QUIET = { hues: ['#27305f', '#6a4b8f', '#f0c987'], accent: '#ffd98a' } as const

export const createSectionColours = (): SectionColours => ({
  hues: [new Color(QUIET.hues[0]), new Color(QUIET.hues[1]), new Color(QUIET.hues[2])],
  accent: new Color(QUIET.accent),
})

const target = new Color()

/** @param unit how far to go towards the script of `frame`: 1 at once; less eases from section to section. */
export function writeSectionColours(frame: Frame, unit: number, out: SectionColours): void {
  const script = frame.sectionColours ?? QUIET
  for (let index = 0; index < 3; index++) out.hues[index]!.lerp(target.set(script.hues[index]!), unit)
  out.accent.lerp(target.set(script.accent), unit)
}

/** Light that falls on the performer, summed by where it comes from. Linear, unbounded above. */
export interface Falling {
  readonly left: Color
  readonly right: Color
  readonly top: Color
  readonly front: Color
}

export const createFalling = (): Falling => ({ left: new Color(), right: new Color(), top: new Color(), front: new Color() })

/** Sums the fixtures by side: those behind her (z < 0.5 m) are rim and top light, those in front are face light. */
export function writeFalling(edition: Edition, lights: readonly FixtureState[], out: Falling): void {
  out.left.setRGB(0, 0, 0)
  out.right.setRGB(0, 0, 0)
  out.top.setRGB(0, 0, 0)
  out.front.setRGB(0, 0, 0)
  let behind = 0
  let before = 0
  for (const state of lights) {
    const fixture = edition.venue.fixtures[state.fixtureId]
    if (!fixture) continue
    if (fixture.positionM[2] >= 0.5) before++
    else behind++
  }
  for (const state of lights) {
    const fixture = edition.venue.fixtures[state.fixtureId]
    if (!fixture || state.levelUnit <= 0) continue
    const [x, , z] = fixture.positionM
    if (z >= 0.5) {
      add(out.front, state, 1 / before)
      continue
    }
    // A quarter of all lamps behind her at full is a full rim: the rest only deepens it.
    const share = 4 / behind
    const side = Math.max(-1, Math.min(1, x / 2))
    add(out.left, state, share * Math.max(0, -side))
    add(out.right, state, share * Math.max(0, side))
    add(out.top, state, share * (1 - Math.abs(side)))
  }
}

function add(colour: Color, state: FixtureState, weight: number): void {
  colour.r += state.rgb[0] * state.levelUnit * weight
  colour.g += state.rgb[1] * state.levelUnit * weight
  colour.b += state.rgb[2] * state.levelUnit * weight
}
