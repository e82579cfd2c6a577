/** Wire types, both sides. See docs/protocol.md for a sample session. Loads in browser and Node. */
export type { EditAnswer, EditRefusal, EditRefused, UndoAnswer } from './edits.ts'
export type { AckOf, AudienceToServer, CrewToServer, ServerToClient } from './events.ts'
export type { ClientKind, Hello, HelloRefused, HelloReply, Role } from './hello.ts'
export { PROTOCOL_VERSION } from './hello.ts'
export { otherVersion } from './other-version.ts'
export type { RenderedPart, RenderOpened, RenderRequest, VideoCodecName, VideoContainer } from './render.ts'
export type { ConnectionInfo, EditInfo, Fault, MissingAsset, OutputReadiness, OutputReport, ShowStatus, TargetStatus } from './status.ts'
export type { TimecodeHeard, TimecodeState } from './timecode.ts'
