export { lookNamed, type PerformerLook, performerLooks } from './looks.ts'
export { bodyOf } from './skeleton.ts'
