export { buildPerformer } from './build-performer.ts'
export { lookNamed, type PerformerLook, performerLooks } from './looks.ts'
export { bodyOf } from './skeleton.ts'
