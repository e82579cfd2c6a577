import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { generatedFormatFiles } from '../../../../scripts/write-schema.ts'
import { canonicalJson } from '../canonical-json.ts'
import { emptyVenue, smallShow, smallSongs } from '../testing/small-show.ts'
import { nearestWord } from './nearest-word.ts'
import { parseShow, parseSong, parseVenue } from './parse.ts'

// biome-ignore lint/suspicious/noExplicitAny: documents are broken on purpose, in every shape.
type Loose = any
const broken = (document: object, damage: (copy: Loose) => void): unknown => {
  const copy = structuredClone(document) as Loose
  damage(copy)
  return copy
}
const said = (parsed: { issues: readonly { path: string; message: string }[] }) =>
  parsed.issues.map((issue) => `${issue.path}: ${issue.message}`)
const song = smallSongs()['song-one']!

describe('parsing', () => {
  it('[parse] a good document comes out as it went in', () => {
    expect(parseShow(smallShow())).toEqual({ ok: true, value: smallShow(), issues: [] })
    expect(parseVenue(emptyVenue).ok).toBe(true)
    for (const each of Object.values(smallSongs())) expect(parseSong(each)).toMatchObject({ ok: true, issues: [] })
  })

  it('[parse-words] an unknown field is named with the one that was meant', () => {
    const mistyped = broken(song, (s) => {
      s.tempoo = s.tempo
      delete s.tempo
    })
    expect(said(parseSong(mistyped))).toEqual([
      'tempo: is missing; a record {…} belongs here: Tempo changes; one must stand at beat 0.',
      'tempoo: unknown field "tempoo"; did you mean "tempo"?',
    ])
  })

  it('[parse-all] all problems are named at once, each with its path, what was given and the range with its unit', () => {
    const parsed = parseSong(
      broken(song, (s) => {
        s.tempo.t1.bpm = 999
        s.sections.verse.energyUnit = 'high'
        s.sections.chorus.colours.accent = 'red'
        s.tracks.osc.messages.m1.atBeats = -1
        s.tracks.osc.messages.m2.address = 'no slash'
        s.tracks.odd = { kind: 'vocl', order: 'b', name: 'x' }
        s.metre.m1.beatUnit = 3
        s.lengthBeats = 0
      }),
    )
    expect(said(parsed).sort()).toEqual([
      'lengthBeats: must be more than 0 (quarter notes); 0 was given',
      'metre.m1.beatUnit: 3 is not known here; one of "1", "2", "4", "8", "16"',
      'sections.chorus.colours.accent: "red": a colour is written "#rrggbb"',
      'sections.verse.energyUnit: a number belongs here (a level from 0 to 1), but "high" was given',
      'tempo.t1.bpm: must be at most 400 (quarter notes per minute); 999 was given',
      'tracks.odd.kind: "vocl" is not known here; did you mean "vocal"?',
      'tracks.osc.messages.m1.atBeats: must be at least 0 (quarter notes); -1 was given',
      'tracks.osc.messages.m2.address: "no slash": an OSC address begins with "/" and has no spaces or pattern characters',
    ])
  })

  it('[parse-words] a note with a missing and a mistyped field says both', () => {
    const vocal = {
      kind: 'vocal',
      order: 'a',
      name: 'Lead',
      performerId: 'hotaru',
      language: 'eng',
      gainDb: 0,
      role: 'lead',
      notes: { n1: { startBeats: 0, lengthBeats: 1, pitch: 60.5, lyrics: 'la' } },
    }
    expect(said(parseSong(broken(song, (s) => (s.tracks.lead = vocal)))).sort()).toEqual([
      'tracks.lead.language: "eng" is not known here; did you mean "en"?',
      'tracks.lead.notes.n1.lyric: is missing; text belongs here: Syllable: "Dai-" goes on in the next note, "+" sings the next syllable of the word before, "-" prolongs the vowel, "[f ow n]" gives phonemes, "[br]" is a breath.',
      'tracks.lead.notes.n1.lyrics: unknown field "lyrics"; did you mean "lyric"?',
      'tracks.lead.notes.n1.pitch: a whole number belongs here (MIDI note number), but 60.5 was given',
    ])
  })

  it('[parse-words] cues: a bad number, a bad id, a bad argument and a bad action are named where they stand', () => {
    const parsed = parseShow(
      broken(smallShow(), (s) => {
        s.cues.start.number = '1a'
        s.cues.shout.action.messages[0].args = [
          { type: 'x', value: 1 },
          { type: 'i', value: 0.5 },
        ]
        s.cues.dark.action = { kind: 'releaseLook', fadeMs: 5 }
        s.cues['bad id'] = s.cues.words
        s.settings.goLockOutMs = 2500
      }),
    )
    expect(said(parsed).sort()).toEqual([
      'cues.bad id: "bad id" cannot name this: an id has letters, digits and hyphens only',
      'cues.dark.action.kind: "releaseLook" is not known here; did you mean "releaseLooks"?',
      'cues.shout.action.messages.0.args.0.type: "x" is not known here; one of "i", "f", "s"',
      'cues.shout.action.messages.0.args.1.value: a whole number belongs here, but 0.5 was given',
      'cues.start.number: "1a": a cue number is digits with points, such as "12.5"',
      'settings.goLockOutMs: must be at most 2000 (milliseconds); 2500 was given',
    ])
  })

  it('[parse-any] whatever JSON comes in, parsing answers and never throws', () => {
    for (const input of [
      null,
      1,
      'x',
      [],
      {},
      { schemaVersion: 1 },
      { schemaVersion: 1, cues: null, tracks: 7, tempo: [] },
      { schemaVersion: 'one' },
    ]) {
      for (const parse of [parseShow, parseSong, parseVenue]) {
        const parsed = parse(input)
        expect(parsed.ok).toBe(false)
        expect(parsed.issues.length).toBeGreaterThan(0)
        for (const issue of parsed.issues) expect(issue.message).not.toBe('')
      }
    }
  })

  it('[newer-version] a document of a newer format is refused, with what to do', () => {
    expect(said(parseShow({ ...smallShow(), schemaVersion: 2 }))).toEqual([
      'schemaVersion: this show was written by a newer Ghostlight (format 2; this one reads up to 1); update Ghostlight to open it',
    ])
  })

  it('[migration] documents of format 0 still open: lists become records, in the same order', () => {
    for (const [name, parse] of [
      ['show', parseShow],
      ['song', parseSong],
      ['venue', parseVenue],
    ] as const) {
      const read = (version: number) =>
        JSON.parse(readFileSync(new URL(`./migrations/fixtures/${name}.v${version}.json`, import.meta.url), 'utf8'))
      const parsed = parse(read(0))
      expect(parsed.issues).toEqual([])
      expect(parsed).toMatchObject({ ok: true, value: read(1) })
    } // prettier-ignore
  })

  it('[same-bytes] the same document writes the same bytes, whatever the order of its keys', () => {
    const turned = Object.fromEntries(Object.entries(smallShow()).reverse())
    expect(canonicalJson(turned)).toBe(canonicalJson(smallShow()))
    expect(canonicalJson(JSON.parse(canonicalJson(smallShow())))).toBe(canonicalJson(smallShow()))
    expect(canonicalJson({ b: [1, {}], a: undefined, é: [], z: 'ü' })).toBe(
      '{\n  "b": [\n    1,\n    {}\n  ],\n  "z": "ü",\n  "é": []\n}\n',
    )
    expect(() => canonicalJson({ a: { b: Number.NaN } })).toThrow(/a\.b is NaN/)
  })

  it('nearestWord finds slips of the finger and nothing far-fetched', () => {
    const known = ['tempo', 'metre', 'lengthBeats', 'id']
    expect(['tempoo', 'tmepo', 'lengthBeat', 'LENGTHBEATS', 'colour', 'xy'].map((word) => nearestWord(word, known))).toEqual([
      'tempo',
      'tempo',
      'lengthBeats',
      'lengthBeats',
      null,
      null,
    ])
  })

  it('the JSON Schemas and the format page in docs/ are those of the shapes (node scripts/run-ts.mjs scripts/write-schema.ts writes them)', () => {
    for (const [path, content] of Object.entries(generatedFormatFiles())) {
      expect(readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8') === content, `${path} is out of date`).toBe(true)
    }
  })
})
