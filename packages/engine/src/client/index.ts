/** The browser's door to a running show. Loads in Node too. */

export type { EditAnswer, UndoAnswer } from '../protocol/index.ts'
export type { ClockEstimate, ClockSample } from './clock-estimate.ts'
export { createClockEstimate } from './clock-estimate.ts'
export type { ConnectOptions, ShowConnection } from './connection.ts'
export { connect } from './connection.ts'
export { type SendFileAnswer, type SendFileOptions, sendFile } from './send-file.ts'
