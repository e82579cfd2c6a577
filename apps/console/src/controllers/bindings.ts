/**
 * Which key or fader does what, and what a device hears back. Pure: messages in, deeds out; messages to send out.
 *
 * A fader takes the grand master only once it has met it (pick-up), so that touching it never makes light jump. While a hand is on a
 * fader nothing is sent to it: a motor must not fight a hand.
 */
export const verbs = ['go', 'back', 'holdOrResume', 'devamp', 'blackout', 'freeze', 'undoLastGo', 'panic', 'grandMaster'] as const
export type Verb = (typeof verbs)[number]
export const isFader = (verb: Verb): boolean => verb === 'grandMaster'

export interface Control {
  readonly port: string
  readonly kind: 'note' | 'controller'
  /** 0–15. */
  readonly channel: number
  /** Note or controller number, 0–127. */
  readonly number: number
}
export type Bindings = Readonly<Partial<Record<Verb, Control>>>

export interface Heard {
  readonly control: Control
  /** 0–127. */
  readonly value: number
}
const statusNoteOff = 0x80
const statusNoteOn = 0x90
const statusController = 0xb0

/** @returns null for anything but notes and controllers. A note on with velocity 0 is a note off. */
export function readMessage(port: string, bytes: readonly number[]): Heard | null {
  const [status, number, value] = bytes
  if (status === undefined || number === undefined || value === undefined || number > 127 || value > 127) return null
  const channel = status & 0x0f
  switch (status & 0xf0) {
    case statusNoteOn:
      return { control: { port, kind: 'note', channel, number }, value }
    case statusNoteOff:
      return { control: { port, kind: 'note', channel, number }, value: 0 }
    case statusController:
      return { control: { port, kind: 'controller', channel, number }, value }
    default:
      return null
  }
}

export const sameControl = (a: Control, b: Control): boolean =>
  a.port === b.port && a.kind === b.kind && a.channel === b.channel && a.number === b.number

/** A control does one thing: learning takes it from what it did before. */
export function bind(bindings: Bindings, verb: Verb, control: Control): Bindings {
  const others = Object.entries(bindings).filter(([other, bound]) => other !== verb && !sameControl(bound, control))
  return { ...Object.fromEntries(others), [verb]: control }
}
export function unbind(bindings: Bindings, verb: Verb): Bindings {
  const { [verb]: _gone, ...rest } = bindings
  return rest
}

export interface HandState {
  /** Buttons that are down. */
  readonly down: readonly Verb[]
  /** Where the fader is, 0–1; null before it moved. */
  readonly faderUnit: number | null
  readonly pickedUp: boolean
  readonly touchedAtMs: number
}
export const handsAtRest: HandState = { down: [], faderUnit: null, pickedUp: false, touchedAtMs: Number.NEGATIVE_INFINITY }

export type Deed =
  | { readonly kind: 'press' | 'release'; readonly verb: Exclude<Verb, 'grandMaster'> }
  | { readonly kind: 'grandMaster'; readonly levelUnit: number }

/** A button counts as down from the middle of its range on; only the way down presses. */
const buttonAt = 64
/** Nearer than this the fader has met the level: three steps of 127. */
const meetsUnit = 3 / 127
/** A fader counts as touched for this long after its last message: controllers send at least every 20 ms while moved. */
export const touchedForMs = 500

export function hear(
  hands: HandState,
  heard: Heard,
  now: { readonly bindings: Bindings; readonly grandMasterUnit: number; readonly atMs: number },
): { readonly hands: HandState; readonly deed: Deed | null } {
  const verb = verbs.find((one) => {
    const bound = now.bindings[one]
    return bound !== undefined && sameControl(bound, heard.control)
  })
  if (verb === undefined) return { hands, deed: null }
  if (verb === 'grandMaster') {
    const levelUnit = heard.value / 127
    const before = hands.faderUnit
    const crossed = before !== null && (before - now.grandMasterUnit) * (levelUnit - now.grandMasterUnit) <= 0
    const holds = hands.pickedUp && now.atMs - hands.touchedAtMs < touchedForMs
    const pickedUp = holds || crossed || Math.abs(levelUnit - now.grandMasterUnit) <= meetsUnit
    return {
      hands: { ...hands, faderUnit: levelUnit, pickedUp, touchedAtMs: now.atMs },
      deed: pickedUp ? { kind: 'grandMaster', levelUnit } : null,
    }
  }
  const wasDown = hands.down.includes(verb)
  const isDown = heard.value >= buttonAt || (heard.control.kind === 'note' && heard.value > 0)
  if (isDown === wasDown) return { hands, deed: null }
  return {
    hands: { ...hands, down: isDown ? [...hands.down, verb] : hands.down.filter((one) => one !== verb) },
    deed: { kind: isDown ? 'press' : 'release', verb },
  }
}

/** What devices should show: lamps of buttons, places of faders, 0–127 by verb. */
export type Shown = Readonly<Partial<Record<Verb, number>>>

/** Messages that bring devices from what they show to what they should; a touched fader is left alone and remembered as it was. */
export function feedback(
  before: Shown,
  wanted: Shown,
  now: { readonly bindings: Bindings; readonly hands: HandState; readonly atMs: number },
): { readonly shown: Shown; readonly messages: readonly { readonly port: string; readonly bytes: readonly number[] }[] } {
  const shown: Partial<Record<Verb, number>> = {}
  const messages: { port: string; bytes: readonly number[] }[] = []
  for (const verb of verbs) {
    const control = now.bindings[verb]
    const value = wanted[verb]
    if (control === undefined || value === undefined) continue
    const old = before[verb]
    const touched = isFader(verb) && now.atMs - now.hands.touchedAtMs < touchedForMs
    if (touched || old === value) {
      if (old !== undefined) shown[verb] = old
      continue
    }
    shown[verb] = value
    const status = control.kind === 'note' ? statusNoteOn : statusController
    messages.push({ port: control.port, bytes: [status | control.channel, control.number, value] })
  }
  return { shown, messages }
}

/** Bindings from where the browser keeps them; anything unreadable is left out. */
export function parseBindings(text: string | null): Bindings {
  let read: unknown
  try {
    read = JSON.parse(text ?? '{}')
  } catch {
    return {}
  }
  if (typeof read !== 'object' || read === null) return {}
  const bindings: Partial<Record<Verb, Control>> = {}
  for (const verb of verbs) {
    const control = (read as Readonly<Record<string, Partial<Control> | undefined>>)[verb]
    const whole = (value: unknown, most: number): value is number =>
      Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most
    if (typeof control?.port !== 'string' || (control.kind !== 'note' && control.kind !== 'controller')) continue
    if (!whole(control.channel, 15) || !whole(control.number, 127)) continue
    bindings[verb] = { port: control.port, kind: control.kind, channel: control.channel, number: control.number }
  }
  return bindings
}
