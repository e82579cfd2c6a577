import type { Clump, HairChain, HairCut } from './hair.ts'
import { randomFrom } from './random.ts'
import { mix, type V2 } from './vector.ts'

// The hair cuts that looks choose from: where each clump starts and ends.

type Stroke = readonly [
  fromTurn: number,
  fromWay: number,
  toTurn: number,
  toWay: number,
  half: number,
  chain: string | null,
  tip?: number,
  curl?: number,
]

function clump(
  [fromTurn, fromWay, toTurn, toWay, half, chain, tip = 0.004, curl = 0]: Stroke,
  lift: number,
  belly = 0.004,
  root = -0.004,
  tipShare = 1,
): Clump {
  return {
    from: [fromTurn, fromWay],
    to: [toTurn, toWay],
    half,
    thick: 0.006 + half * 0.18,
    lift: [lift + root, lift + belly, lift + tip],
    curl,
    chain,
    tipShare,
  }
}

const chain = (name: string, stiffness: number, ...places: V2[]): HairChain => ({ name, places, liftM: 0.004, stiffness })

/** Thin strands that stray over larger clumps. */
function strays(seed: number, count: number, over: readonly Stroke[]): Clump[] {
  const random = randomFrom(seed)
  return Array.from({ length: count }, () => {
    const [ft, fw, tt, tw, half, chainName, tip = 0.004] = over[Math.floor(random() * over.length)]!
    const shift = (random() - 0.5) * 14
    return clump(
      [
        ft + shift * 0.6,
        fw + 0.02,
        tt + shift,
        tw + mix(-0.03, 0.012, random()),
        Math.max(0.0035, half * mix(0.22, 0.36, random())),
        chainName,
        tip + 0.006 * random(),
        (random() - 0.5) * 16,
      ],
      0.01,
      0.004,
      -0.022,
    )
  })
}

/** Short at the nape, parted on her left, a long lock on her right; one lock that stands up from the crown. */
export function fireflyBob(seed: number): HairCut {
  const bangs: Stroke[] = [
    [26, 0.045, 14, 0.181, 0.0155, 'Fringe', 0.006, -6],
    [20, 0.045, -3, 0.186, 0.0175, 'Fringe', 0.005, -8],
    [14, 0.045, -19, 0.188, 0.0185, 'Fringe', 0.004, -8],
    [7, 0.045, -35, 0.198, 0.0195, 'Fringe', 0.004, -6],
    [-2, 0.045, -49, 0.232, 0.019, 'Fringe', 0.004, 4],
    [-12, 0.045, -60, 0.262, 0.018, 'Lock', 0.003, 8],
  ]
  const lock: Stroke[] = [
    [-24, 0.045, -70, 0.352, 0.0205, 'Lock', 0.002, 10],
    [-36, 0.045, -80, 0.33, 0.0225, 'Lock', 0.004, 8],
    [-48, 0.045, -92, 0.3, 0.0225, 'Lock', 0.008, -8],
    [-60, 0.045, -103, 0.285, 0.022, 'BackRight', 0.028, -10],
  ]
  const left: Stroke[] = [
    [32, 0.045, 34, 0.184, 0.015, 'Side', 0.008, 12],
    [38, 0.045, 48, 0.204, 0.017, 'Side', 0.008, 12],
    [47, 0.045, 62, 0.228, 0.018, 'Side', 0.008, 10],
    [58, 0.045, 76, 0.25, 0.018, 'Side', 0.008, -10],
    [72, 0.045, 90, 0.232, 0.018, 'Side', 0.024, -14],
    [88, 0.045, 104, 0.25, 0.02, 'BackLeft', 0.03, -14],
  ]
  const back: Stroke[] = []
  for (let i = 0; i < 9; i++) {
    const turn = 114 + i * 16.5
    const length = [0.262, 0.276, 0.286, 0.294, 0.298, 0.3, 0.3, 0.296, 0.29][i]!
    back.push([
      turn,
      0.03,
      turn + 4 - i,
      length,
      0.0235,
      i < 3 ? 'BackLeft' : i < 6 ? 'Back' : 'BackRight',
      i % 2 ? 0.03 : 0.012,
      (4 - i) * 2.5 + (i % 2 ? 6 : -6),
    ])
  }
  const crown: Stroke[] = []
  for (let i = 0; i < 12; i++) {
    const turn = 62 + i * 20.5
    crown.push([
      turn - 10,
      0.004,
      turn + (i % 2 ? 5 : -5),
      0.165 + 0.03 * ((i * 7) % 5) * 0.25 + (i > 2 && i < 10 ? 0.03 : 0),
      0.024,
      null,
      0.007,
      i % 2 ? 8 : -8,
    ])
  }
  const top: Stroke[] = [
    [60, 0.004, 14, 0.12, 0.02, null, 0.002],
    [20, 0.004, -14, 0.13, 0.021, null, 0.002],
    [-10, 0.004, -38, 0.135, 0.022, null, 0.002],
    [-40, 0.004, -60, 0.14, 0.022, null, 0.003],
    [80, 0.004, 48, 0.125, 0.02, null, 0.003],
  ]
  const under: Stroke[] = []
  for (let i = 0; i < 8; i++)
    under.push([
      105 + i * 21,
      0.14,
      108 + i * 20.2,
      0.312 - Math.abs(i - 4) * 0.006,
      0.02,
      i < 3 ? 'BackLeft' : i < 5 ? 'Back' : 'BackRight',
      0.002,
    ])
  return {
    clumps: [
      ...under.map((s) => clump(s, -0.006)),
      ...back.map((s) => clump(s, 0.0)),
      ...[...lock, ...left].map((s) => clump(s, 0.001)),
      ...bangs.map((s) => clump(s, 0.002)),
      ...crown.map((s, i) => clump(s, 0.006, 0.007 + 0.004 * (i % 3), 0.009, 0.7)),
      ...top.map((s, i) => clump(s, 0.007, 0.007 + 0.004 * (i % 2), 0.009, 0.64)),
      ...strays(seed, 16, [...bangs, ...left]),
      ...strays(seed + 1, 18, [...back, ...lock]),
    ],
    chains: [
      chain('Fringe', 1.6, [-16, 0.15], [-22, 0.178], [-28, 0.205], [-32, 0.225]),
      chain('Lock', 0.75, [-66, 0.2], [-71, 0.245], [-75, 0.295], [-78, 0.35]),
      chain('Side', 1.2, [56, 0.17], [62, 0.205], [68, 0.25]),
      chain('BackLeft', 1.2, [122, 0.2], [124, 0.24], [126, 0.285]),
      chain('Back', 1.3, [180, 0.21], [180, 0.25], [180, 0.3]),
      chain('BackRight', 1.1, [-122, 0.2], [-122, 0.245], [-122, 0.295]),
    ],
    antennae: [
      {
        points: [
          [-0.006, 1.686, -0.034],
          [-0.002, 1.711, -0.03],
          [0.016, 1.729, -0.016],
          [0.046, 1.724, 0.004],
        ],
        half: 0.0095,
        chain: 'Feeler',
      },
    ],
    hairline: [
      [0, 16.1],
      [40, 15.7],
      [58, 14.6],
      [70, 12.6],
      [80, 11.2],
      [90, 11.6],
      [102, 10.2],
      [118, 7],
      [140, 4.6],
      [180, 4],
    ],
  }
}

/** Cropped and swept up from the brow, close at the sides; a quiff that stands against the light. */
export function sweptCrop(seed: number): HairCut {
  const quiff: Stroke[] = []
  for (let i = 0; i < 9; i++)
    quiff.push([-46 + i * 12, 0.138, -62 + i * 13, 0.028, 0.0195, i < 8 ? 'Quiff' : null, 0.03 + 0.008 * (i % 3), i % 2 ? 10 : -6])
  const brow: Stroke[] = [
    [34, 0.09, 12, 0.182, 0.014, 'Fringe', 0.014, -14],
    [24, 0.08, -10, 0.19, 0.016, 'Fringe', 0.012, -16],
    [12, 0.08, -30, 0.196, 0.016, 'Fringe', 0.012, -14],
    [-4, 0.08, -48, 0.204, 0.015, 'Fringe', 0.012, -10],
  ]
  const sides: Stroke[] = []
  for (const sign of [1, -1]) {
    for (let i = 0; i < 5; i++)
      sides.push([sign * (52 + i * 13), 0.04, sign * (66 + i * 14), 0.205 + 0.008 * i, 0.019, null, 0.005, sign * (i % 2 ? 6 : 14)])
  }
  const back: Stroke[] = []
  for (let i = 0; i < 9; i++)
    back.push([112 + i * 17, 0.02, 116 + i * 16, 0.256 + 0.006 * (i % 2), 0.023, 'Back', i % 2 ? 0.018 : 0.008, (4 - i) * 2])
  const crown: Stroke[] = []
  for (let i = 0; i < 11; i++)
    crown.push([70 + i * 22, 0.004, 76 + i * 21 + (i % 2 ? 8 : -8), 0.14 + 0.012 * (i % 3), 0.023, null, 0.022, i % 2 ? 12 : -12])
  return {
    clumps: [
      ...back.map((s) => clump(s, -0.003)),
      ...sides.map((s) => clump(s, -0.003)),
      ...brow.map((s) => clump(s, 0.003, 0.01)),
      ...crown.map((s, i) => clump(s, 0.003, 0.008 + 0.004 * (i % 3), 0.006)),
      ...quiff.map((s, i) => clump(s, 0.002, 0.018 + 0.005 * (i % 2), -0.022)),
      ...strays(seed, 14, crown),
      ...strays(seed + 1, 12, [...back, ...sides, ...brow]),
    ],
    chains: [
      chain('Quiff', 1.8, [0, 0.1], [-6, 0.065], [-10, 0.03]),
      chain('Fringe', 1.6, [-14, 0.15], [-20, 0.175], [-26, 0.2]),
      chain('Back', 1.5, [180, 0.2], [180, 0.23], [180, 0.262]),
    ],
    antennae: [],
    hairline: [
      [0, 16.3],
      [34, 15.9],
      [56, 15],
      [70, 13.2],
      [80, 11.6],
      [90, 12],
      [102, 10.6],
      [118, 7.6],
      [140, 5.4],
      [180, 5],
    ],
  }
}

/** Parted in the middle and gathered at the nape into one long tail. */
export function napeTail(seed: number): HairCut {
  const curtains: Stroke[] = []
  for (const sign of [1, -1]) {
    curtains.push(
      [sign * 5, 0.03, sign * 20, 0.186, 0.0155, 'Fringe', 0.006, sign * 8],
      [sign * 8, 0.03, sign * 36, 0.205, 0.018, 'Fringe', 0.008, sign * 8],
      [sign * 14, 0.03, sign * 52, 0.235, 0.019, sign > 0 ? 'Left' : 'Right', 0.008, sign * 6],
      [sign * 22, 0.03, sign * 64, 0.285, 0.0185, sign > 0 ? 'Left' : 'Right', 0.006, sign * -4],
      [sign * 30, 0.03, sign * 74, 0.33, 0.017, sign > 0 ? 'Left' : 'Right', 0.004, sign * -8],
    )
  }
  const gathered: Stroke[] = []
  for (let i = 0; i < 13; i++) {
    const turn = 62 + i * 19.7
    gathered.push([turn, 0.01, 180 + (turn - 180) * 0.16, 0.282, 0.026, null, -0.006])
  }
  for (const sign of [1, -1]) {
    for (const [turn, way, endTurn, endWay] of [
      [40, 0.05, 138, 0.262],
      [48, 0.1, 146, 0.27],
      [56, 0.145, 152, 0.276],
      [66, 0.18, 158, 0.28],
    ] as const) {
      gathered.push([sign * turn, way, sign * endTurn, endWay, 0.024, null, -0.006])
    }
  }
  const tail: Stroke[] = []
  for (let i = 0; i < 7; i++)
    tail.push([
      180 + (i - 3) * 5,
      0.262,
      180 + (i - 3) * 8,
      0.56 + 0.03 * ((i * 5) % 4),
      0.017,
      'Tail',
      0.062 + 0.006 * (i % 3),
      (i - 3) * 3,
    ])
  return {
    clumps: [
      ...gathered.map((s) => clump(s, 0.001, 0.004, -0.014)),
      ...tail.map((s) => clump(s, 0.012, 0.044, -0.006)),
      ...curtains.map((s) => clump(s, 0.003, 0.004, -0.014)),
      ...strays(seed, 14, curtains),
      ...strays(seed + 1, 10, gathered.slice(2, 11)),
    ],
    chains: [
      chain('Fringe', 1.6, [0, 0.14], [0, 0.17], [0, 0.205]),
      chain('Left', 0.9, [50, 0.19], [58, 0.235], [66, 0.285], [72, 0.33]),
      chain('Right', 0.9, [-50, 0.19], [-58, 0.235], [-66, 0.285], [-72, 0.33]),
      { ...chain('Tail', 0.55, [180, 0.275], [180, 0.35], [180, 0.43], [180, 0.51], [180, 0.6]), liftM: 0.046 },
    ],
    antennae: [],
    hairline: [
      [0, 16.4],
      [30, 16],
      [52, 15],
      [68, 13.2],
      [80, 11.4],
      [90, 11.8],
      [102, 10.2],
      [118, 7],
      [140, 4.6],
      [180, 4],
    ],
  }
}

/** The cuts by the names that looks use. */
export const hairCuts = { fireflyBob, sweptCrop, napeTail } as const
export type HairCutName = keyof typeof hairCuts
