/** A keyboard that a test plays, behind the console's MIDI contract. Never part of the built page. */
import type { MidiDoor, OpenMidi } from '../controllers/midi-door.ts'

export interface FakeMidi extends MidiDoor {
  readonly play: (port: string, ...bytes: number[]) => void
  readonly plug: (port: string) => void
  /** What was sent to devices, in order. */
  readonly sent: { readonly port: string; readonly bytes: readonly number[] }[]
}

export function fakeMidi(ports: readonly string[]): FakeMidi {
  const names = [...ports]
  const listeners = new Set<(port: string, bytes: readonly number[]) => void>()
  const portListeners = new Set<() => void>()
  const sent: { port: string; bytes: readonly number[] }[] = []
  const midi: OpenMidi = {
    ports: () => ({ inputs: names, outputs: names }),
    listen: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onPorts: (listener) => {
      portListeners.add(listener)
      return () => portListeners.delete(listener)
    },
    send: (port, bytes) => {
      if (names.includes(port)) sent.push({ port, bytes })
    },
    close: () => listeners.clear(),
  }
  return {
    open: async () => ({ ok: true, midi }),
    play: (port, ...bytes) => {
      for (const listener of [...listeners]) listener(port, bytes)
    },
    plug: (port) => {
      names.push(port)
      for (const listener of [...portListeners]) listener()
    },
    sent,
  }
}
