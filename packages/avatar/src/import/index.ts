export { type MotionSampling, motionLengthMs, type SampledMotion, sampleMotion, trimMotion, warpToBeats } from '../motion-clip.ts'
export { parseBvh } from './bvh.ts'
export { parseVrma } from './vrma.ts'
