/**
 * MIDI as the console sees it. Behind it stands Web MIDI (`web-midi.ts`) or a keyboard that a test plays (`test-support/fake-midi.ts`).
 */
export interface MidiPorts {
  /** Names of what is plugged in, as the system calls it. A pair of in and out with one name is one device. */
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
}
export interface OpenMidi {
  ports(): MidiPorts
  /** Hears every whole message with the name of its port. @returns the unsubscribe. */
  listen(listener: (port: string, bytes: readonly number[]) => void): () => void
  /** Something was plugged in or out. */
  onPorts(listener: () => void): () => void
  /** To a port that is gone: nothing happens. */
  send(port: string, bytes: readonly number[]): void
  close(): void
}
export type MidiOpening =
  | { readonly ok: true; readonly midi: OpenMidi }
  | { readonly ok: false; readonly reason: 'unsupported' | 'refused' }
export interface MidiDoor {
  /** Never rejects. May ask the person at the browser for leave. */
  open(): Promise<MidiOpening>
}
