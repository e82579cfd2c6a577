/** The browser's door to a running show. Loads in Node too. */
export type { ClockEstimate, ClockSample } from './clock-estimate.ts'
export { createClockEstimate } from './clock-estimate.ts'
export type { ConnectOptions, EditAnswer, ShowConnection, UndoAnswer } from './connection.ts'
export { connect } from './connection.ts'
