/**
 * How she comes and goes: an edge of light travels up her, from her soles to past her hair. Coming, lines of light run ahead of it and she
 * stands there behind it; going, she is eaten away below it, her face last, and what was she rises as fireflies. Pure numbers.
 */

export interface Passage {
  /** Height of the edge above the floor, metres. */
  readonly edgeM: number
  /** 1 she comes, −1 she goes, 0 she is all there. */
  readonly way: 1 | 0 | -1
}

/** Light begins to gather this far below the floor's edge, and what was lit by the edge has cooled this far above her. */
const GATHERS_M = 0.7
const COOLS_M = 0.4
/** Fireflies live for so long at most, measured in metres of the edge's way; so far it must go on for the last of them to die. */
export const LONGEST_LIFE_M = 1.3

const HERE: Passage = { edgeM: 0, way: 0 }

/** @param heightM  of the performer, hair included. */
export function passageAt(unit: number, leaves: boolean, heightM: number): Passage {
  if (unit >= 1) return HERE
  if (leaves) return { edgeM: (1 - unit) * (heightM + LONGEST_LIFE_M), way: -1 }
  return { edgeM: -GATHERS_M + unit * (GATHERS_M + heightM + COOLS_M), way: 1 }
}

/** Whether what is so high above the floor is there. */
export const isThere = ({ edgeM, way }: Passage, heightM: number): boolean => way * (edgeM - heightM) >= 0
