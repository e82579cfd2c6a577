/** Who stands before the stage: where, how tall, with which hair, and what each of them does with their arms. Pure; the same crowd on every screen. */
import { hashUnit } from '../ease.ts'

/** stick: waves one glow stick. twoSticks: one in each hand. claps: on the beat. stands: arms down. */
export type Doing = 'stick' | 'twoSticks' | 'claps' | 'stands'

export interface Person {
  /** On the floor of the hall, metres. */
  readonly xM: number
  readonly yM: number
  readonly zM: number
  /** Size and breadth of shoulders, 1 ordinary. */
  readonly heightUnit: number
  readonly buildUnit: number
  /** Which of `HAIR_CUTS` cuts. */
  readonly hair: number
  readonly doing: Doing
  /** The hand that leads: −1 on the left of the picture, 1 on the right. */
  readonly side: -1 | 1
  /** How early or late on the beat, −1…1, and how easily moved, 0–1. */
  readonly lateUnit: number
  readonly keenUnit: number
  /** Which of the section's four colours their sticks have: three hues, accent. */
  readonly colour: 0 | 1 | 2 | 3
  readonly brightUnit: number
}

const HAIR_CUTS = 8
/** Front row, distance between rows, room for one. The hall's floor lies 1.1 m under the stage. */
const FIRST_Z = 3.5
const ROW_M = 0.78
const APART_M = 0.6
const FLOOR_Y = -1.1
const SEED = 4211

const doingOf = (unit: number): Doing => (unit < 0.56 ? 'stick' : unit < 0.7 ? 'twoSticks' : unit < 0.86 ? 'claps' : 'stands')
const colourOf = (unit: number): Person['colour'] => (unit < 0.55 ? 0 : unit < 0.75 ? 1 : unit < 0.9 ? 2 : 3)

/** From the stage to the back, so that whoever is nearer to the hall's cameras comes later. */
export function peopleIn(rows: number): readonly Person[] {
  const people: Person[] = []
  let person = 0
  for (let row = 0; row < rows; row++) {
    const halfWidth = 4.6 + row * 0.42
    for (let x = -halfWidth + (row % 2) * APART_M * 0.5; x <= halfWidth; x += APART_M) {
      person++
      const drawn = (channel: number) => hashUnit(SEED, person, channel)
      people.push({
        xM: x + (drawn(0) - 0.5) * 0.3,
        yM: FLOOR_Y,
        zM: FIRST_Z + row * ROW_M + (drawn(2) - 0.5) * 0.3,
        heightUnit: 0.86 + 0.17 * drawn(6),
        buildUnit: 0.86 + 0.3 * drawn(10),
        hair: Math.floor(drawn(11) * HAIR_CUTS),
        doing: doingOf(drawn(5)),
        side: drawn(3) < 0.4 ? -1 : 1,
        lateUnit: 2 * drawn(4) - 1,
        keenUnit: drawn(8),
        colour: colourOf(drawn(7)),
        brightUnit: 0.55 + 0.45 * drawn(9),
      })
    }
  }
  return people
}
