/** Web MIDI behind the console's contract. Needs a secure page: https or this machine. */
import type { MidiDoor, MidiOpening } from './midi-door.ts'

export const webMidiDoor: MidiDoor = {
  async open(): Promise<MidiOpening> {
    if (typeof navigator.requestMIDIAccess !== 'function') return { ok: false, reason: 'unsupported' }
    let access: MIDIAccess
    try {
      // No system exclusive: nothing here needs it, and browsers ask harder questions for it.
      access = await navigator.requestMIDIAccess({ sysex: false })
    } catch {
      return { ok: false, reason: 'refused' }
    }
    const listeners = new Set<(port: string, bytes: readonly number[]) => void>()
    const portListeners = new Set<() => void>()
    const nameOf = (port: MIDIPort): string => port.name ?? port.id
    const attach = (): void => {
      for (const input of access.inputs.values()) {
        input.onmidimessage = (event) => {
          const bytes = event.data
          if (bytes !== null) for (const listener of [...listeners]) listener(nameOf(input), [...bytes])
        }
      }
    }
    attach()
    access.onstatechange = () => {
      attach()
      for (const listener of [...portListeners]) listener()
    }
    const connected = (ports: Iterable<MIDIPort>): string[] => [...ports].filter((port) => port.state === 'connected').map(nameOf)
    return {
      ok: true,
      midi: {
        ports: () => ({ inputs: connected(access.inputs.values()), outputs: connected(access.outputs.values()) }),
        listen(listener) {
          listeners.add(listener)
          return () => listeners.delete(listener)
        },
        onPorts(listener) {
          portListeners.add(listener)
          return () => portListeners.delete(listener)
        },
        send(port, bytes) {
          for (const output of access.outputs.values()) if (nameOf(output) === port && output.state === 'connected') output.send([...bytes])
        },
        close() {
          listeners.clear()
          portListeners.clear()
          access.onstatechange = null
          for (const input of access.inputs.values()) input.onmidimessage = null
        },
      },
    }
  },
}
