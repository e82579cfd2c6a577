import { describe, expect, it } from 'vitest'
import { parseCharacterTxt, parseCharacterYaml } from './character.ts'
import { isUnset, parseOto } from './oto.ts'
import { parsePrefixMap, toneOf } from './tone-map.ts'

describe('oto.ini', () => {
  it('empty fields are 0, a missing alias is the name of the file, a byte-order mark is no letter', () => {
    const { lines, issues } = parseOto('\uFEFFa.wav=a,,50,25,60,30\r\nka.wav=,10,,-20,,\n', 'oto.ini')
    expect(issues).toEqual([])
    expect(lines.map(({ wav, alias, offsetMs, consonantMs, cutoffMs }) => ({ wav, alias, offsetMs, consonantMs, cutoffMs }))).toEqual([
      { wav: 'a.wav', alias: 'a', offsetMs: 0, consonantMs: 50, cutoffMs: 25 },
      { wav: 'ka.wav', alias: 'ka', offsetMs: 10, consonantMs: 0, cutoffMs: -20 },
    ])
  })
  it('what is no line and no number is named with file and line, and the rest is read', () => {
    const { lines, issues } = parseOto('nonsense\nka.wav=ka,x,1,2,3,4\n', 'A3/oto.ini')
    expect(issues.map(({ path, code }) => `${path} ${code}`)).toEqual(['A3/oto.ini:1 oto-line', 'A3/oto.ini:2 oto-number'])
    expect(lines).toHaveLength(1)
    expect(lines[0]?.offsetMs).toBe(0)
  })
  it('an alias may hold commas; the numbers are the last five', () => {
    expect(parseOto('x.wav=a,b,1,2,3,4,5', 'oto.ini').lines[0]).toMatchObject({ alias: 'a,b', offsetMs: 1, overlapMs: 5 })
  })
  it('times that are alike on nearly every line were set by nobody; a metronome bank goes through its recordings', () => {
    const rows = (line: (i: number) => string) => parseOto(Array.from({ length: 20 }, (_, i) => line(i)).join('\n'), 'oto.ini').lines
    expect(isUnset(rows((i) => `${i}.wav=${i},50,50,25,60,30`))).toBe(true)
    expect(isUnset(rows((i) => `x.wav=${i},${500 * i},375,25,250,83`))).toBe(false)
    expect(isUnset(rows((i) => `${i}.wav=${i},${i},${40 + i},25,${60 + i},30`))).toBe(false)
  })
})

describe('pitches of a bank', () => {
  it('names of pitches are MIDI numbers, C4 = 60', () => {
    expect([toneOf('C4'), toneOf('A3'), toneOf('F#5'), toneOf('Bb2'), toneOf('H2')]).toEqual([60, 57, 78, 46, null])
  })
  it('prefix.map: neighbouring semitones with the same words are one range; a bad line is named', () => {
    const { tones, issues } = parsePrefixMap('C4\t\t_C4\nC#4\t\t_C4\nzz\t\t\nD4\thi\t\n', 'prefix.map')
    expect(tones).toEqual([
      { lowest: 60, highest: 61, prefix: '', suffix: '_C4' },
      { lowest: 62, highest: 62, prefix: 'hi', suffix: '' },
    ])
    expect(issues.map((issue) => issue.path)).toEqual(['prefix.map:3'])
  })
})

describe('who sings', () => {
  it('character.txt and character.yaml say who; subbanks of the yaml are ranges of pitch', () => {
    expect(parseCharacterTxt('name=ほたる\nauthor: Somebody\n')).toMatchObject({ name: 'ほたる', author: 'Somebody' })
    const { character, issues } = parseCharacterYaml(
      'name: Hotaru\nsubbanks:\n- color: ""\n  suffix: _H\n  prefix: ""\n  tone_ranges: ["C5-B7", "what"]\n- color: soft\n  suffix: _S\n  tone_ranges: ["C1-B7"]\n',
      'character.yaml',
    )
    expect(character.tones).toEqual([{ lowest: 72, highest: 107, prefix: '', suffix: '_H' }])
    expect(issues).toHaveLength(1)
    expect(parseCharacterYaml('a: [', 'character.yaml').issues).toHaveLength(1)
  })
})
