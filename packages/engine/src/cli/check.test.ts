/** A show into which one of each mistake was planted: each is named, by where it stands, and nothing else is. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Issue } from '@ghostlight/timeline'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createFileLayer } from '../store/file-layer.ts'
import { readShow } from '../store/show-store.ts'
import { check } from './check.ts'

const folders: string[] = []
afterEach(() => {
  vi.restoreAllMocks()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const en = (text: string) => ({ en: text })
const credit = { order: 'a', name: 'Somebody', role: 'words', licence: 'CC-BY-4.0' }
const fixture = (order: string, number: number, slot: number, more: object = {}) => ({
  ...{ order, number, name: `Lamp ${number}`, kind: 'rgb', universe: 1, slot, groups: ['wash'] },
  ...{ positionM: [0, 5, -3], aimM: [0, 1, 0] },
  ...more,
})
const target = (order: string, more: object) => ({
  kind: 'osc',
  order,
  name: order,
  host: '127.0.0.1',
  port: 7770,
  profile: 'generic',
  latencyMs: 0,
  universes: [],
  enabled: true,
  ...more,
})
const cue = (order: string, number: string, action: object) => ({
  ...{ order, number, name: en(`Cue ${number}`), preWaitMs: 0, postWaitMs: 0, continueMode: 'none', armed: true },
  action,
})
const note = (startBeats: number, lengthBeats: number, lyric: string) => ({ startBeats, lengthBeats, pitch: 67, lyric })

type Files = { show: Record<string, unknown>; venue: Record<string, unknown>; song: Record<string, unknown> }
const sound = (): Files => ({
  show: {
    schemaVersion: 1,
    id: 'planted',
    title: en('Planted'),
    performers: { her: { name: en('Her'), singer: { kind: 'builtIn', design: 'hotaru' }, avatar: { kind: 'builtIn', look: 'hotaru' } } },
    setlist: { one: { order: 'a', kind: 'song', name: en('One'), songId: 'one', fadeOutMs: 0 } },
    cues: {
      start: cue('a', '1', { kind: 'segment', segmentId: 'one' }),
      warm: cue('b', '2', { kind: 'look', look: 'warm', fadeMs: 500 }),
    },
    looks: { warm: { name: 'Warm', groups: { wash: { levelUnit: 0.8, colour: '#ffb060' } } } },
    settings: { startLeadMs: 100, goLockOutMs: 0, audienceDelayMs: 2000, panicFadeMs: 1000 },
    credits: { a: credit },
  },
  venue: {
    schemaVersion: 1,
    id: 'hall',
    name: 'Hall',
    outputs: {
      screen: {
        kind: 'screen',
        order: 'a',
        name: 'Screen',
        widthPx: 1280,
        heightPx: 720,
        displayLatencyMs: 0,
        mirror: false,
        required: true,
      },
      sound: { kind: 'sound', order: 'b', name: 'Sound', required: true },
    },
    targets: { desk: target('a', { universes: [1] }) },
    fixtures: { one: fixture('a', 1, 1), two: fixture('b', 2, 4) },
  },
  song: {
    schemaVersion: 1,
    id: 'one',
    title: en('One'),
    lengthBeats: 32,
    tempo: { t: { atBeats: 0, bpm: 120, curve: 'step' } },
    metre: { m: { atBeats: 0, beatsPerBar: 4, beatUnit: 4 } },
    sections: {},
    vamps: { v: { startBeats: 8, lengthBeats: 8 } },
    tracks: {
      lead: {
        ...{ kind: 'vocal', order: 'a', name: 'Lead', performerId: 'her', language: 'en', gainDb: 0, role: 'lead' },
        notes: { a: note(0, 2, 'light'), b: note(20, 2, 'light') },
      },
    },
    credits: { a: credit },
  },
})

/** @returns "severity path [code]" of all that `check` names, sorted, and the issues themselves. */
function checked(spoil: (files: Files) => void): {
  readonly lines: string[]
  readonly issues: readonly Issue[]
  readonly exitCode: number
} {
  const files = sound()
  spoil(files)
  const folder = mkdtempSync(join(tmpdir(), 'ghostlight-check-'))
  folders.push(folder)
  for (const [name, content] of Object.entries({ 'show.json': files.show, 'venue.json': files.venue, 'songs/one/song.json': files.song })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), JSON.stringify(content))
  }
  let printed = ''
  vi.spyOn(console, 'log').mockImplementation((text: string) => {
    printed += text
  })
  const exitCode = check(folder, { venue: null, json: true })
  vi.restoreAllMocks()
  const issues = JSON.parse(printed) as Issue[]
  return { issues, exitCode, lines: issues.map(({ severity, path, code }) => `${severity} ${path} [${code}]`).sort() }
}
const into = (part: unknown) => part as Record<string, Record<string, unknown>>

describe('check', () => {
  it('finds nothing in the show without mistakes', () => {
    expect(checked(() => {})).toMatchObject({ lines: [], exitCode: 0 })
  })

  it('names every planted fault, and only those', () => {
    const { lines, issues, exitCode } = checked(({ show, venue, song }) => {
      into(venue.fixtures).ghost = fixture('c', 3, 10, { profile: 'nowhere' })
      into(venue.fixtures).clash = fixture('d', 4, 5)
      into(venue.targets).ma3 = target('b', { profile: 'grandMa3', port: 8000, bundles: true })
      into(venue.targets).eos = target('c', { profile: 'eos', transport: 'tcpSlip', port: 3037 })
      const long = { address: '/eos/newcmd', targetId: 'eos', args: [{ type: 's', value: 'x'.repeat(600) }] }
      into(show.cues).long = cue('c', '3', { kind: 'osc', messages: [long] })
      into(show.looks).blink = {
        name: 'Blink',
        groups: { wash: { levelUnit: 1, effect: { kind: 'pulse', periodBeats: 0.25, depthUnit: 1 } } },
      }
      into(show.cues).strobe = cue('d', '4', { kind: 'look', look: 'blink', fadeMs: 0 })
      into(show.cues).word = {
        ...cue('e', '5', { kind: 'note' }),
        anchor: { kind: 'note', segmentId: 'one', trackId: 'lead', noteId: 'gone' },
      }
      into(show.looks).lost = { name: 'Lost', groups: { wash: { levelUnit: 1, colourPalette: 'rose' } } }
      into(into(song.tracks).lead!.notes).across = note(15, 2, 'across')
      show.use = { commercial: true }
      song.credits = { a: { ...credit, licence: 'CC-BY-NC-4.0' } }
    })
    expect(lines).toEqual([
      'error show.cues.long.action.messages.0 [packet-too-long]',
      'error show.cues.word.anchor.noteId [unknown-note]',
      'error show.looks.lost.groups.wash.colourPalette [unknown-palette]',
      'error songs/one.credits.a.licence [licence-forbids]',
      'error songs/one.tracks.lead.notes.across [phrase-across-vamp]',
      'error venue.fixtures.clash.slot [patch-overlap]',
      'error venue.fixtures.ghost.profile [unknown-profile]',
      'error venue.targets.ma3.bundles [bundle-refused]',
      'warning show.cues.strobe [strobe]',
    ])
    expect(exitCode).toBe(1)
    const said = (code: string) => issues.find((issue) => issue.code === code)!.message
    expect(said('patch-overlap')).toBe('slot 5 of universe 1 belongs to fixture 2 ("two") already; this is fixture 4')
    expect(said('packet-too-long')).toMatch(/6\d\d bytes.*512|512.*6\d\d/)
    expect(said('bundle-refused')).toContain('grandMa3')
  })

  it('names an avatar file that cannot be shown, with the reason', () => {
    const { lines, issues } = checked(({ show }) => {
      into(show.performers).her!.avatar = { kind: 'file', file: 'venue.json' }
    })
    expect(lines).toEqual(['error show.performers.her.avatar.file [not-a-vrm]'])
    expect(issues[0]!.message).toContain('does not begin as a binary glTF file does')
  })

  it('names a look that would flash more than three times a second, once the documents are right', () => {
    const { lines } = checked(({ show }) => {
      into(show.looks).blink = {
        name: 'Blink',
        groups: { wash: { levelUnit: 1, effect: { kind: 'pulse', periodBeats: 0.25, depthUnit: 1 } } },
      }
      into(show.cues).strobe = cue('d', '4', { kind: 'look', look: 'blink', fadeMs: 0 })
    })
    expect(lines).toEqual(['warning show.cues.strobe [strobe]'])
  })

  it('names a shutter that would strobe too fast; a fixture without one stays lit', () => {
    const strobing = (profile: object) =>
      checked(({ show, venue }) => {
        into(show.looks).blink = { name: 'Blink', groups: { wash: { levelUnit: 1, strobeHz: 9 } } }
        into(show.cues).strobe = cue('d', '4', { kind: 'look', look: 'blink', fadeMs: 0 })
        venue.profiles = { blinder: { name: 'Blinder', homeBeamDeg: 60, slots: [{ kind: 'dimmer', byte: 0, bytes: 1 }, profile] } }
        into(venue.fixtures).one!.profile = 'blinder'
      }).lines
    const ranges = [{ from: 10, to: 255, lowHz: 1, highHz: 20 }]
    expect(strobing({ kind: 'strobe', open: 0, ranges })).toEqual(['warning show.cues.strobe [strobe]'])
    expect(strobing({ kind: 'rest', value: 0 })).toEqual([])
  })

  it('has nothing to say of the show that ships but that its desk is switched off', () => {
    const { issues } = readShow(join(import.meta.dirname, '../../../../shows/first-light'), null, createFileLayer())
    expect(issues.map(({ path, code }) => `${path} ${code}`)).toEqual(['venue.targets universe-not-sent'])
  })
})
