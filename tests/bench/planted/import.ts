/** Faults in how motions and avatars of others come in. */
import type { Rule } from './plant.ts'

const avatar = 'packages/avatar/src'
const vmd = `${avatar}/import/vmd.test.ts`
const files = `${avatar}/import/import.test.ts`
const conventions = `${avatar}/import/conventions.test.ts`
const dance = { test: conventions, named: 'the same dance' }
const names = { test: conventions, named: 'names that others give|blanks in them' }
const clips = { test: `${avatar}/performer-pose.test.ts`, named: 'a recorded motion in a clip' }

export const importFaults: readonly Rule[] = [
  {
    rule: 'import: rest pose',
    promise: 'A-pose offset: motions of models that rest with arms lowered',
    faults: [
      {
        file: `${avatar}/import/vmd.ts`,
        find: "(side === 'left' ? -1 : 1) * mmdArmDeg",
        put: "(side === 'left' ? 1 : -1) * mmdArmDeg",
        test: vmd,
        why: 'a sign: arms rest raised',
      },
      {
        file: `${avatar}/import/rest-pose.ts`,
        find: "const wanted: Vector3 = side === 'left' ? ideal : [-ideal[0], ideal[1], ideal[2]]",
        put: 'const wanted: Vector3 = ideal',
        test: conventions,
        why: 'the right arm is compared with the left one of the T-pose',
      },
      {
        file: `${avatar}/import/vrma.ts`,
        find: 'conjugate(own.turned)), i * 4)',
        put: 'own.turned), i * 4)',
        test: files,
        why: 'the rest of the file is added instead of taken out',
      },
    ],
  },
  {
    rule: 'import: conventions',
    promise: 'motions of others come in upright, facing the hall, without the frame of their rest pose',
    faults: [
      {
        file: `${avatar}/import/bake.ts`,
        find: 'const up: Vector3 = zIsUp ? [0, 0, 1] : [0, 1, 0]',
        put: 'const up: Vector3 = [0, 1, 0]',
        ...dance,
        why: 'up is always y',
      },
      {
        file: `${avatar}/import/bake.ts`,
        find: 'if (Math.abs(Math.atan2(begins[0], begins[2])) < sidelongRad) return',
        put: 'if (Math.abs(Math.atan2(begins[0], begins[2])) < 10 * sidelongRad) return',
        ...dance,
        why: 'whoever was captured with her back to the hall stays so',
      },
      {
        file: `${avatar}/import/bake.ts`,
        find: 'return first > 0.5 &&',
        put: 'return first > 50 &&',
        ...dance,
        why: 'degrees taken for radians: the frame of the rest pose is kept',
      },
      {
        file: `${avatar}/import/bake.ts`,
        find: 'const turns = standing ? restTurns(joint, restAt, standing) : turnsFromMotion(joint, upright)',
        put: 'const turns = restTurns(joint, restAt, standing ?? identity)',
        ...dance,
        why: 'bones drawn in no pose at all are taken for a pose',
      },
      {
        file: `${avatar}/import/bvh.ts`,
        find: 'isPlaced[i] ? moved : j.offset',
        put: 'moved',
        test: files,
        why: 'positions that are listed and left at nought are believed',
      },
    ],
  },
  {
    rule: 'import: leg IK',
    promise: 'leg IK solved',
    faults: [
      {
        file: `${avatar}/import/vmd.ts`,
        find: 'const pole = rotate(thighPlain, [0, 0, 1])',
        put: 'const pole = rotate(thighPlain, [0, 0, -1])',
        test: vmd,
        why: 'a sign: knees bend backwards',
      },
      {
        file: `${avatar}/import/vmd.ts`,
        find: 'const joint = add(hips.at, rotate(hips.turned, subtract(legRest, mmdRest.waist)))',
        put: 'const joint = legRest',
        test: vmd,
        why: 'legs that do not know where the hips have gone',
      },
    ],
  },
  {
    rule: 'import: height',
    promise: 'height scale',
    faults: [
      {
        file: `${avatar}/motion-clip.ts`,
        find: 'body.hipsHeightM / motion.hipsHeightM',
        put: 'motion.hipsHeightM / body.hipsHeightM',
        test: vmd,
        named: 'heights scale',
        why: 'a quotient turned round',
      },
      {
        file: `${avatar}/import/bake.ts`,
        find: '- floor - hipsHeight',
        put: '- hipsHeight',
        test: files,
        why: 'the floor of the recording is forgotten',
      },
      {
        file: `${avatar}/import/bake.ts`,
        find: 'lowest.length * 0.03',
        put: 'lowest.length * 0',
        test: conventions,
        named: 'lost the feet',
        why: 'the floor is the one frame in which the capture lost the feet',
      },
    ],
  },
  {
    rule: 'import: trim, loop, mirror, marks',
    promise: 'trim, loop, mirror, time-warp to beats, blend, layer',
    faults: [
      {
        file: `${avatar}/performer-pose.ts`,
        find: ': fromMs + (into * 60_000) / frame.bpm',
        put: ': (into * 60_000) / frame.bpm',
        ...clips,
        why: 'a trimmed motion begins where it always began',
      },
      {
        file: `${avatar}/motion-clip.ts`,
        find: 'Math.floor((atMs - fromMs) / length)',
        put: 'Math.floor(atMs / length)',
        ...clips,
        why: 'a loop counted from the beginning of the file',
      },
      {
        file: `${avatar}/pose.ts`,
        find: 'hipsM: [-pose.hipsM[0], pose.hipsM[1], pose.hipsM[2]] as const',
        put: 'hipsM: pose.hipsM',
        test: files,
        named: 'trimmed, looped, mirrored',
        why: 'limbs are mirrored, the way over the stage is not',
      },
      {
        file: `${avatar}/motion-clip.ts`,
        find: 'while (i < marks.length - 2 && beat >= marks[i + 1]![0]) i++',
        put: 'while (i < marks.length - 2 && beat > marks[i + 1]![0] + 1) i++',
        ...clips,
        why: 'off by one: a mark counts a beat too late',
      },
      {
        file: `${avatar}/performer-pose.ts`,
        find: "clip.part === 'upperBody' ? layerPose",
        put: "clip.part !== 'upperBody' ? layerPose",
        ...clips,
        why: 'layer and whole exchanged',
      },
      {
        file: `${avatar}/performer-pose.ts`,
        find: 'if (!sings || !vowels.has(name))',
        put: 'if (sings || !vowels.has(name))',
        ...clips,
        why: 'the mouth of the file sings over her own',
      },
    ],
  },
  {
    rule: 'import: names',
    promise: 'Japanese names, names of capture systems; unmapped parts listed',
    faults: [
      {
        file: `${avatar}/import/vmd-names.ts`,
        find: "name[0] === '左' ? 'left' : 'right'",
        put: "name[0] === '右' ? 'left' : 'right'",
        test: vmd,
        why: 'left and right exchanged',
      },
      {
        file: `${avatar}/import/bone-names.ts`,
        find: "name.replace(/^.*:/, '')",
        put: 'name',
        test: `${avatar}/import/gltf-motion.test.ts`,
        why: 'the prefix of a capture system is taken for part of the name',
      },
      {
        file: `${avatar}/import/bone-names.ts`,
        find: "  calf: 'LowerLeg',\n",
        put: '',
        ...names,
        why: 'a maker whose shins are calves is forgotten',
      },
      {
        file: `${avatar}/import/bone-names.ts`,
        find: "has('UpperArm') ? `${side}shoulder` : undefined",
        put: '`${side}shoulder`',
        ...names,
        why: 'a shoulder that is the upper arm is taken for both',
      },
      {
        file: `${avatar}/import/bvh.ts`,
        find: "words[at + 1] !== '{') at++",
        put: "words[at + 1] !== '{' && at < from) at++",
        ...names,
        why: 'a name ends at its first blank',
      },
      {
        file: `${avatar}/import/bake.ts`,
        find: 'const unmapped = names.filter((_, i) => !taken.has(i))',
        put: 'const unmapped = names.filter((_, i) => taken.has(i))',
        test: files,
        why: 'a negation lost: what was found is listed as missing',
      },
    ],
  },
  {
    rule: 'import: refusals',
    promise: 'broken or over-budget files are refused or accepted with their numbers',
    faults: [
      {
        file: `${avatar}/import/inspect-vrm.ts`,
        find: 'if (told > bytes.length) return',
        put: 'if (told < bytes.length) return',
        test: `${avatar}/import/inspect-vrm.test.ts`,
        why: 'a comparison turned round: a file that is cut off is taken',
      },
      {
        file: `${avatar}/import/inspect-vrm.ts`,
        find: 'drawCalls += outlined(primitive.material) ? 2 : 1',
        put: 'drawCalls += 1',
        test: `${avatar}/import/inspect-vrm.test.ts`,
        why: 'outlines are not counted',
      },
    ],
  },
  {
    rule: 'import: feet',
    promise: 'feet of a recording stay where they stand on another body',
    faults: [
      {
        file: `${avatar}/foot-lock.ts`,
        find: '[way[0] - middle[0], floorM - legs[from + k]!.soleM, way[1] - middle[1]]',
        put: '[middle[0] - way[0], floorM - legs[from + k]!.soleM, middle[1] - way[1]]',
        test: `${avatar}/foot-lock.test.ts`,
        why: 'a difference the wrong way round: feet slide twice as far',
      },
      {
        file: `${avatar}/foot-lock.ts`,
        find: 'comes ? scale(comes, 1 - minimumJerk(due / goOver)) : [0, 0, 0],',
        put: '[0, 0, 0],',
        test: `${avatar}/foot-lock.test.ts`,
        why: 'a foot is taken from one picture to the next',
      },
      {
        file: `${avatar}/motion-clip.ts`,
        find: 'if (known?.body === body) return known.lock',
        put: 'if (known) return known.lock',
        test: `${avatar}/motion-clip.test.ts`,
        why: 'a stale memory: the feet of the last body asked for',
      },
    ],
  },
]
