import type { Command, CommandResult, Entry } from '@ghostlight/timeline'
import type { EditAnswer, UndoAnswer } from './edits.ts'
import type { Hello, HelloRefused, HelloReply } from './hello.ts'
import type { EditInfo, OutputReport, ShowStatus } from './status.ts'
import type { TimecodeHeard } from './timecode.ts'

/** Callback shape of socket.io acknowledgements. */
export type AckOf<T> = (reply: T) => void

export interface AudienceToServer {
  hello: (hello: Hello, ack: AckOf<HelloReply | HelloRefused>) => void
  /** Clock ping; the reply is performance time in ms at arrival and at sending. */
  ping_clock: (
    clientSentMs: number,
    ack: AckOf<{ readonly receivedAtMs: number; readonly sentAtMs: number; readonly epoch: number }>,
  ) => void
  /** After a gap: everything after this seq. */
  resumeSince: (seq: number, ack: AckOf<readonly Entry[] | { readonly error: string }>) => void
}
export interface CrewToServer extends AudienceToServer {
  command: (command: Command & { readonly id?: string }, ack: AckOf<CommandResult>) => void
  /** `edit` is an Edit of @ghostlight/timeline; the server orders, journals and answers with the new draft edition. */
  edit: (edit: unknown, ack: AckOf<EditAnswer>) => void
  undo: (ack: AckOf<UndoAnswer>) => void
  redo: (ack: AckOf<UndoAnswer>) => void
  report: (report: OutputReport) => void
  /** One frame of incoming timecode; only the page that speaks is listened to. */
  timecode: (heard: TimecodeHeard) => void
  /** Ask to be the page that speaks. */
  speak: (ack: AckOf<{ readonly speaks: boolean }>) => void
  acknowledgeFault: (faultId: string) => void
}
export interface ServerToClient {
  entry: (entry: Entry) => void
  /** A new edition is in force (after an `adopt` entry). */
  edition: (hash: string) => void
  /** The draft changed; crew only. */
  draft: (info: EditInfo) => void
  /** Health for the console, at most 4 a second; crew only. */
  status: (status: ShowStatus) => void
  speaks: (speaks: boolean) => void
  /** Another engine life or performance: say hello again. */
  restart: (why: string) => void
}
