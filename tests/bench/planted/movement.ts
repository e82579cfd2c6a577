/** Faults in how she moves: moves, feet and weight, the laying of moves, and what must stay pure. */
import type { Rule } from './plant.ts'

const avatar = 'packages/avatar/src'
const movesTest = `${avatar}/moves/moves.test.ts`
const rulesTest = `${avatar}/moves/dance-rules.test.ts`
const poseTest = `${avatar}/performer-pose.test.ts`
const feet = { test: movesTest, named: 'a foot slides less than 2 cm' }
const accents = { test: movesTest, named: 'the leading limb comes from a movement' }
const arrives = { test: rulesTest, named: 'an arm arrives one joint after the other' }
const limits = { test: movesTest, named: 'knees and elbows bend' }
const clear = { test: rulesTest, named: 'a hand is clear of the torso' }
const gravity = { test: rulesTest, named: 'a jump obeys gravity' }
const songsTest = 'tests/danced-songs.test.ts'
const mass = { test: rulesTest, named: 'the centre of mass is over the feet' }

export const movementFaults: readonly Rule[] = [
  {
    rule: 'accents',
    promise: 'at each accent the leading limb reaches a speed minimum or reversal within 40 ms of the beat',
    faults: [
      {
        file: `${avatar}/moves/sample-move.ts`,
        find: '  curve.sample(beat, scratch, 0)\n  scratch[3] = folded',
        put: '  curve.sample(beat - follows.wrist * perMs, scratch, 0)\n  scratch[3] = folded',
        ...accents,
        why: 'the arm lags as its wrist should',
      },
      {
        file: `${avatar}/moves/key-curve.ts`,
        find: "rest: key.ease !== 'flow' })",
        put: "rest: key.ease === 'hit' })",
        ...accents,
        why: 'late arrivals are no longer arrivals at rest',
      },
    ],
  },
  {
    rule: 'follow-through',
    promise: 'shoulder, elbow, wrist arrive 30–90 ms apart',
    faults: [
      {
        file: `${avatar}/moves/sample-move.ts`,
        find: 'curve.sample(beat - follows.elbow * perMs, scratch, 0)',
        put: 'curve.sample(beat, scratch, 0)',
        ...arrives,
        why: 'the elbow arrives with the shoulder',
      },
      {
        file: `${avatar}/moves/sample-move.ts`,
        find: 'curve.sample(beat - follows.wrist * perMs, scratch, 0)',
        put: 'curve.sample(beat - follows.elbow * perMs, scratch, 0)',
        ...arrives,
        why: 'the wrist arrives with the elbow',
      },
    ],
  },
  {
    rule: 'foot slide',
    promise: 'a foot that is down slides less than 2 cm; pivots turn about ball or heel',
    faults: [
      {
        file: `${avatar}/moves/footwork.ts`,
        find: 'const go = minimumJerk((u - 0.1) / 0.8)',
        put: 'const go = minimumJerk(u + 0.2)',
        ...feet,
        why: 'the foot is on its way before it has left the floor',
      },
      {
        file: `${avatar}/solve-pose.ts`,
        find: 'let ankleM = add(joints, rotate(onToes, subtract(ankle, joint)))',
        put: 'let ankleM = add(joints, rotate(aboutX(heel * degToRad), subtract(ankle, joint)))',
        ...feet,
        why: 'a pivot about the ankle',
      },
      {
        file: `${avatar}/inertia.ts`,
        find: 'const held = i === foot.x || i === foot.z || i === foot.yaw',
        put: 'const held = i === foot.x || i === foot.yaw',
        test: poseTest,
        named: 'keeps planted feet',
        why: 'at a change of moves a foot is pulled forwards without a step',
      },
    ],
  },
  {
    rule: 'one foot touches',
    promise: 'unless jumping one foot always touches',
    faults: [
      {
        file: `${avatar}/moves/pop-steps.ts`,
        find: "{ foot: 'left', lift: 2.5, land: 3, x: -0.14, z: 0, yaw: 10, height: 0.05 },",
        put: "{ foot: 'left', lift: 1.5, land: 3, x: -0.14, z: 0, yaw: 10, height: 0.05 },",
        ...feet,
        why: 'a step that begins a beat too early: both feet are in the air',
      },
      {
        file: `${avatar}/solve-pose.ts`,
        find: 'const hipsAt: Vector3 = [wanted[0], softMin(softMin(leftMax, rightMax, 0.02), wanted[1], 0.02), wanted[2]]',
        put: 'const hipsAt: Vector3 = [wanted[0], wanted[1] + 0.02 + 0 * softMin(leftMax, rightMax, 0.02), wanted[2]]',
        ...feet,
        why: 'hips are not lowered to where the legs reach the floor',
      },
      {
        file: `${avatar}/inertia.ts`,
        find: 'busy.some(([a, b]) => a < from + takes && b > from + 0.02)',
        put: 'busy.some(([a, b]) => a > from + takes && b < from + 0.02)',
        test: poseTest,
        named: 'keeps planted feet',
        why: 'comparisons turned round: at a change of moves one foot does not wait for the other',
      },
      {
        file: `${avatar}/inertia.ts`,
        find: 'busy.push([0, landedBeats])',
        put: 'busy.push([0, 0])',
        test: poseTest,
        named: 'keeps planted feet',
        why: 'at a change of moves a foot lifts while the other is still in the air',
      },
    ],
  },
  {
    rule: 'sole height',
    promise: 'no sole goes 1 cm under the floor',
    faults: [
      {
        file: `${avatar}/solve-pose.ts`,
        find: 'toesRad: -Math.min(heel, 62) * degToRad',
        put: 'toesRad: Math.min(heel, 62) * degToRad',
        ...feet,
        why: 'a sign: toes bend into the floor',
      },
      {
        file: `${avatar}/solve-pose.ts`,
        find: 'const onToes = multiply(yaw, aboutX(heel * degToRad))',
        put: 'const onToes = multiply(yaw, aboutX(-heel * degToRad))',
        ...feet,
        why: 'a sign: a heel goes down where it should rise',
      },
    ],
  },
  {
    rule: 'stillness',
    promise: 'nothing stands still over 0.5 s outside marked freezes',
    faults: [
      {
        file: `${avatar}/idle.ts`,
        find: '  liven(f, atMs, seed)\n',
        put: '',
        test: `${avatar}/idle.test.ts`,
        why: 'somebody who waits no longer breathes',
      },
      {
        file: `${avatar}/body-figure.ts`,
        find: 'return (beat - layer.startBeats) * rateAt(move, bpm) + (layer.clip.phaseBeats ?? 0)',
        put: 'return Math.min(move.lengthBeats, (beat - layer.startBeats) * rateAt(move, bpm)) + (layer.clip.phaseBeats ?? 0)',
        test: poseTest,
        named: 'a clip longer than its move',
        why: 'a move is danced once and then held',
      },
    ],
  },
  {
    rule: 'chorus and verse',
    promise: 'chorus RMS joint speed ≥ 1.4 × verse',
    faults: [
      {
        file: `${avatar}/moves/sample-move.ts`,
        find: 'const size = 1 + 0.95 *',
        put: 'const size = 1 + 0.095 *',
        test: rulesTest,
        named: 'joints move at least',
        why: 'energy hardly changes the size of a move',
      },
      {
        file: `${avatar}/moves/choreograph.ts`,
        find: 'section.energyUnit * (dancedShare[section.kind] ?? 1) + 0.06 * count',
        put: 'section.energyUnit + 0.06 * count',
        test: `${avatar}/moves/choreograph.test.ts`,
        why: 'a verse no longer holds back',
      },
    ],
  },
  {
    rule: 'silhouettes',
    promise: 'in ≥ 70 % of the accent poses a hand is clear of the torso',
    faults: [
      {
        file: `${avatar}/moves/sample-move.ts`,
        find: 'return [Math.sin(azimuth) * flat,',
        put: 'return [-Math.sin(azimuth) * flat,',
        ...clear,
        why: 'a sign: outward goes across the body',
      },
      {
        file: `${avatar}/moves/sample-move.ts`,
        find: 'const azimuth = (key.azimuth * Math.PI) / 180',
        put: 'const azimuth = ((key.azimuth * Math.PI) / 180) * (Math.PI / 180)',
        ...clear,
        why: 'degrees turned into radians twice: arms that open go forwards',
      },
    ],
  },
  {
    rule: 'gravity',
    promise: 'jumps obey gravity',
    faults: [
      {
        file: `${avatar}/moves/sample-move.ts`,
        find: '(gravity * airS * airS * u * (1 - u)) / 2',
        put: 'gravity * airS * airS * u * (1 - u)',
        ...gravity,
        why: 'half of g t² without the half',
      },
      {
        file: `${avatar}/moves/sample-move.ts`,
        find: '(gravity * airS * airS * u * (1 - u)) / 2',
        put: '(gravity * airS * u * (1 - u)) / 2',
        ...gravity,
        why: 'time not squared',
      },
    ],
  },
  {
    rule: 'centre of mass',
    promise: 'centre of mass over support or falling into the next step',
    faults: [
      {
        file: `${avatar}/solve-pose.ts`,
        find: 'rest.hips[0] + f(0) * k,',
        put: 'rest.hips[0] - f(0) * k,',
        ...mass,
        why: 'a sign: the hips go away from the foot that bears',
      },
      {
        file: `${avatar}/moves/sample-move.ts`,
        find: 'move.curves.hips.sample(beat, figure, at.hips)',
        put: 'move.curves.hips.sample(beat - 1, figure, at.hips)',
        ...mass,
        why: 'off by one: the hips come a beat after the feet',
      },
    ],
  },
  {
    rule: 'joint limits',
    promise: 'joint limits kept',
    faults: [
      {
        file: `${avatar}/solve-pose.ts`,
        find: '0, Math.cos(knee * degToRad)]',
        put: '0, -Math.cos(knee * degToRad)]',
        ...limits,
        why: 'a sign: knees bend backwards',
      },
      {
        file: `${avatar}/ik.ts`,
        find: 'Math.cos(0.32)',
        put: 'Math.cos(0.032)',
        test: `${avatar}/ik.test.ts`,
        why: 'a digit: an arm may fold up altogether',
      },
      {
        file: `${avatar}/solve-pose.ts`,
        find: 'softLimit(f(9) - back * 0.8, limits.headYawDeg)',
        put: '(f(9) - back * 0.8) * 1.5',
        test: `${avatar}/joint-limits.test.ts`,
        why: 'the head turns as far as it is asked to',
      },
      {
        file: `${avatar}/solve-pose.ts`,
        find: 'softLimit(channel(hand.flex) - drag[1] * 130, limits.wristFlexDeg)',
        put: '(channel(hand.flex) - drag[1] * 1300)',
        test: `${avatar}/joint-limits.test.ts`,
        why: 'a wrist that trails without end',
      },
    ],
  },
  {
    rule: 'moves too alike',
    promise: 'no two moves, after mirroring and phase alignment, closer than a move and its own energy variant',
    faults: [
      {
        file: `${avatar}/moves/library.ts`,
        find: '...talkMoves].map(',
        put: "...talkMoves, { ...popHits[0]!, name: 'point-up-more', energyUnit: 0.9 }].map(",
        test: movesTest,
        named: 'no two moves',
        why: 'a move copied and made louder',
      },
      {
        file: `${avatar}/moves/library.ts`,
        find: '...talkMoves].map(',
        put: "...talkMoves, { ...popSteps[1]!, name: 'step-close', groove: null, head: [[0, {}]] }].map(",
        test: movesTest,
        named: 'no two moves',
        why: 'a move copied without its bounce',
      },
    ],
  },
  {
    rule: 'whole songs',
    promise: 'what holds for every move holds for danced songs, through every change of moves and every jump of the music',
    faults: [
      {
        file: 'packages/timeline/src/evaluate/evaluate.ts',
        find: 'before: before.before ?? null,',
        put: 'before: null,',
        test: songsTest,
        named: 'when the music jumps twice',
        why: 'a second jump forgets where the first one had her',
      },
      {
        file: `${avatar}/inertia.ts`,
        find: 'lift: (s.lift + (first + n) * work.lengthBeats - beat0) / rate,',
        put: 'lift: s.lift + (first + n) * work.lengthBeats - beat0,',
        test: songsTest,
        named: 'feet that stand do not slide',
        why: 'beats of the move taken for beats of the song',
      },
    ],
  },
  {
    rule: 'choreograph',
    promise: 'choreograph(song, seed) is deterministic',
    faults: [
      {
        file: `${avatar}/moves/choreograph.ts`,
        find: "  let lastName = ''\n",
        put: "  let lastName = [...shapes.keys()].at(-1) ?? ''\n",
        test: `${avatar}/moves/choreograph.test.ts`,
        why: 'a memory that outlives the call: who asks twice gets two dances',
      },
      {
        file: `${avatar}/moves/choreograph.ts`,
        find: 'const own = seed + seedOf(song.id)',
        put: 'const own = seedOf(song.id)',
        test: `${avatar}/moves/choreograph.test.ts`,
        named: 'is danced the same way by the same seed',
        why: 'the seed is forgotten',
      },
    ],
  },
  {
    rule: 'purity',
    promise: 'packages/avatar is pure: the same frame gives the same pose',
    faults: [
      {
        file: `${avatar}/performer-pose.ts`,
        find: '  breathe(figure, frame.atMs, seed)\n',
        put: '  breathe(figure, Date.now(), seed)\n',
        test: `${avatar}/purity.test.ts`,
        why: 'breath by the clock of the machine',
      },
      {
        file: `${avatar}/moves/choreograph.ts`,
        find: 'hashUnit(seed, seedOf(move.name))',
        put: 'Math.random()',
        test: `${avatar}/purity.test.ts`,
        why: 'chance where a seed was given',
      },
    ],
  },
]
