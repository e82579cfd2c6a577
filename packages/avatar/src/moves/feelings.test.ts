import { readFileSync } from 'node:fs'
import type { Song } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { expressionWords } from '../expression-words.ts'
import { feelings } from './feelings.ts'

const songOf = (id: string): Song =>
  JSON.parse(readFileSync(new URL(`../../../../shows/first-light/songs/${id}/song.json`, import.meta.url), 'utf8')) as Song

/** The strongest level of each feeling at a beat, as `evaluate` would find it without fades. */
function at(song: Song, beat: number): Record<string, number> {
  const out: Record<string, number> = {}
  for (const clip of Object.values(feelings(song)))
    if (beat >= clip.startBeats && beat < clip.startBeats + clip.lengthBeats)
      out[clip.expression] = Math.max(out[clip.expression] ?? 0, clip.levelUnit)
  return out
}

describe.each(['daisy-bell', 'sakura', 'nokoribi'])('%s', (id) => {
  const song = songOf(id)
  it('has a mood in every section, in words that faces know, the same every time', () => {
    for (const section of Object.values(song.sections)) expect(Object.keys(at(song, section.startBeats + 1)).length).toBeGreaterThan(0)
    for (const { expression } of Object.values(feelings(song))) expect(expressionWords).toContain(expression)
    expect(feelings(song)).toEqual(feelings(song))
  })
  it('closes her eyes over held notes only', () => {
    const notes = Object.values(song.tracks).flatMap((track) => (track.kind === 'vocal' ? Object.values(track.notes) : []))
    for (const clip of Object.values(feelings(song)).filter((c) => c.expression === 'rapture')) {
      const note = notes.find(
        (n) => n.startBeats <= clip.startBeats && n.startBeats + n.lengthBeats >= clip.startBeats + clip.lengthBeats - 0.2,
      )
      expect(note?.lengthBeats).toBeGreaterThanOrEqual(1.5)
    }
  })
})

it('a fierce chorus in minor is fierce, its verse is not, its bridge is tender', () => {
  const song = songOf('nokoribi')
  const kinds = (kind: string) => Object.values(song.sections).filter((s) => s.kind === kind)
  const ids = Object.entries(song.sections).flatMap(([id, section]) => (section.kind === 'chorus' ? [id] : []))
  for (const id of ids) expect(feelings(song)[`${id}-fierce`]?.levelUnit).toBeGreaterThan(0.4)
  expect(at(song, kinds('verse')[0]!.startBeats + 4).fierce).toBeUndefined()
  expect(at(song, kinds('bridge')[0]!.startBeats + 4).tender).toBeGreaterThan(0.3)
})

it('a bright waltz stays friendly: no line of it is fierce', () => {
  const song = songOf('daisy-bell')
  const verse = Object.values(feelings(song)).filter((c) => c.expression === 'fierce' && c.startBeats < 120)
  expect(verse).toEqual([])
})

it('words change a line: darkness is longed out of, a listening line wonders', () => {
  const song = songOf('nokoribi')
  expect(at(song, 18).longing).toBeGreaterThan(0.2)
  expect(at(song, 50).wonder).toBeGreaterThan(0.2)
})
