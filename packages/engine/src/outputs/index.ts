export { createOutputs } from './create-outputs.ts'
export type { LightSent } from './dispatcher.ts'
export type { OutputClock, OutputFault, OutputOptions, OutputTiming, ShowOutput, ShowSource } from './output.ts'
export { targetOf } from './target-of.ts'
