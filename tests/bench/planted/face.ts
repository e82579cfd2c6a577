/** Faults in her face: lips, lids and eyes. */
import type { Rule } from './plant.ts'

const avatar = 'packages/avatar/src'
const poseTest = `${avatar}/performer-pose.test.ts`
const lips = 'packages/voice/src/lips.test.ts'

export const faceFaults: readonly Rule[] = [
  {
    rule: 'lips',
    promise: 'lips closed within 33 ms of every m/b/p',
    faults: [
      {
        file: 'packages/voice/src/visemes.ts',
        find: 'smooth(distance / lipMs))',
        put: 'smooth((distance + 30) / lipMs))',
        test: lips,
        named: 'lips are closed',
        why: 'lips that come near without meeting',
      },
      {
        file: 'packages/voice/src/visemes.ts',
        find: 'if (span.startMs > t + lipMs) break',
        put: 'if (span.startMs > t + lipMs) continue\n    if (span.endMs - span.startMs < 60) continue',
        test: lips,
        named: 'lips are closed',
        why: 'short consonants are thought not worth it',
      },
      {
        file: `${avatar}/face.ts`,
        find: 'const drops = open * (0.4',
        put: 'const drops = (0.4',
        test: `${avatar}/face.test.ts`,
        why: 'a jaw that is a little down opens lips that are shut',
      },
    ],
  },
  {
    rule: 'mouth at rest',
    promise: 'at rest in pauses over 400 ms',
    faults: [
      {
        file: 'packages/voice/src/visemes.ts',
        find: 'const longRestMs = 400\n',
        put: 'const longRestMs = 4000\n',
        test: 'packages/voice/src/visemes.test.ts',
        named: 'it rests in pauses',
        why: 'a digit too many',
      },
      {
        file: 'packages/voice/src/visemes.ts',
        find: 'next.startMs - here.endMs < longRestMs',
        put: 'here.endMs - next.startMs < longRestMs',
        test: lips,
        named: 'in pauses over 400 ms',
        why: 'a difference the wrong way round: every pause is a short one',
      },
    ],
  },
  {
    rule: 'opening before the vowel',
    promise: 'opening 60–100 ms before the vowel sounds',
    faults: [
      {
        file: 'packages/voice/src/visemes.ts',
        find: 'return smooth((x + lookBackMs) /',
        put: 'return smooth((x + lookAheadMs) /',
        test: lips,
        named: 'the mouth is on its way',
        why: 'the window the wrong way round',
      },
      {
        file: 'packages/voice/src/visemes.ts',
        find: 'const lookAheadMs = 95\n',
        put: 'const lookAheadMs = 45\n',
        test: lips,
        named: 'the mouth is on its way',
        why: 'the mouth is prepared as late as in talk',
      },
    ],
  },
  {
    rule: 'blinks',
    promise: 'blinks at phrase ends',
    faults: [
      {
        file: `${avatar}/face.ts`,
        find: 'smoothstep(0.945, 0.965, lyric.progressUnit)',
        put: 'smoothstep(0.0945, 0.0965, lyric.progressUnit)',
        test: `${avatar}/face.test.ts`,
        why: 'a digit: eyes shut through the line',
      },
      {
        file: `${avatar}/face.ts`,
        find: 'if (lyric && lyric.progressUnit < 1 &&',
        put: 'if (lyric && lyric.progressUnit >= 1 &&',
        test: `${avatar}/face.test.ts`,
        why: 'a comparison turned round: no line ends with a blink',
      },
      {
        file: `${avatar}/face.ts`,
        find: '(1 - smoothstep(90, 220, t))',
        put: '(1 - smoothstep(90, 2200, t))',
        test: poseTest,
        named: 'a performer without a clip',
        why: 'a digit: lids take two seconds to open',
      },
    ],
  },
  {
    rule: 'moods',
    promise: "brows and smile from the music's energy and the author's track",
    faults: [
      {
        file: `${avatar}/face.ts`,
        find: 'fierce: { fierce: 1, wide: 0.45 }',
        put: 'fierce: { fierce: 0.5, happy: 0.4 }',
        test: 'tests/sung-faces.test.ts',
        named: 'at its height a fierce song is sung fiercely',
        why: 'a smile through fierce lines',
      },
    ],
  },
  {
    rule: 'gaze',
    promise: 'gaze to audience or camera',
    faults: [
      {
        file: `${avatar}/performer-pose.ts`,
        find: 'mix(gaze.yawDeg - figure[9]! * 0.6,',
        put: 'mix(gaze.yawDeg + figure[9]! * 0.6,',
        test: `${avatar}/face.test.ts`,
        why: 'a sign: eyes go on with the head instead of staying with the hall',
      },
      {
        file: `${avatar}/idle.ts`,
        find: 'const eyes = along(smoothstep(0, 70, ms))',
        put: 'const eyes = along(done(ms, 60, 620))',
        test: `${avatar}/idle.test.ts`,
        named: 'eyes are on a new place',
        why: 'eyes that wait for the head',
      },
    ],
  },
]
