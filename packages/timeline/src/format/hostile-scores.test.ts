/** Broken files of every kind that can be read: they are read as far as they make sense, or refused in words; nothing throws and nothing grows. */
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { Song } from '../document/song.ts'
import { createRandom } from '../testing/random.ts'
import { read, scoreOptions } from '../testing/score-import.ts'
import { exportMidi } from './export/write-midi.ts'
import { exportUstx } from './export/write-ustx.ts'
import { importScore } from './import-score.ts'

const ust = '[#SETTING]\nTempo=100\n[#0000]\nLength=480\nLyric=a\nNoteNum=60\nVBR=65,180,35,20,20,0,0,0\nPBS=-40;0\nPBW=80\nPBY=0\n[#0001]\nLength=960\nLyric=-\nNoteNum=64\nTempo=150\n[#TRACKEND]\n' // biome-ignore format: one file
const song: Song = read(ust, { fileName: 'a.ust' }).song
const vsqx =
  '<vsq4><masterTrack><resolution>480</resolution><preMeasure>1</preMeasure><timeSig><m>0</m><nu>3</nu><de>4</de></timeSig><tempo><t>0</t><v>9050</v></tempo></masterTrack><vsTrack><name>T</name><vsPart><t>1440</t><cc><t>0</t><v id="P">40</v></cc><note><t>0</t><dur>480</dur><n>60</n><y>ra</y></note><note><t>480</t><dur>480</dur><n>61</n><y>-</y></note></vsPart></vsTrack></vsq4>'
const musicxml =
  '<score-partwise><part-list><score-part id="P1"><part-name>V</part-name></score-part></part-list><part id="P1"><measure number="1"><attributes><divisions>2</divisions><time><beats>4</beats><beat-type>4</beat-type></time></attributes><direction><sound tempo="96"/></direction><barline location="left"><repeat direction="forward"/></barline><note><pitch><step>C</step><alter>1</alter><octave>4</octave></pitch><duration>4</duration><tie type="start"/><lyric number="1"><syllabic>begin</syllabic><text>Me</text></lyric></note><backup><duration>4</duration></backup><forward><duration>4</duration></forward><note><pitch><step>D</step><octave>4</octave></pitch><duration>4</duration></note><barline location="right"><repeat direction="backward" times="2"/></barline></measure></part></score-partwise>'
const json = (value: unknown) => JSON.stringify(value)
const svp = json({
  version: 153,
  time: { meter: [{ index: 0, numerator: 4, denominator: 4 }], tempo: [{ position: 0, bpm: 99 }] },
  library: [],
  tracks: [
    { name: 'T', mainGroup: { notes: [{ onset: 0, duration: 705_600_000, pitch: 60, lyrics: 'la' }] }, mainRef: { blickOffset: 0 } },
  ],
})
const vpr = json({
  masterTrack: { tempo: { events: [{ pos: 0, value: 9000 }] }, timeSig: { events: [{ bar: 0, numer: 4, denom: 4 }] } },
  tracks: [{ name: 'T', parts: [{ pos: 480, notes: [{ pos: 480, duration: 240, number: 60, lyric: 'a' }] }] }],
})
const ccs =
  '<Scenario><Sequence><Scene><Units><Unit Category="SingerSong" Group="g"><Song><Tempo><Sound Clock="0" Tempo="101"/></Tempo><Beat><Time Clock="0" Beats="4" BeatType="4"/></Beat><Score><Note Clock="960" PitchStep="2" PitchOctave="4" Duration="480" Lyric="a"/></Score></Song></Unit></Units><Groups><Group Id="g" Name="M"/></Groups></Scene></Sequence></Scenario>'

const texts: Readonly<Record<string, string>> = {
  'a.ust': ust,
  'a.ustx': exportUstx(song),
  'a.vsqx': vsqx,
  'a.musicxml': musicxml,
  'a.svp': svp,
  'a.ccs': ccs,
}
const packed: Readonly<Record<string, Uint8Array>> = {
  'a.mid': exportMidi(song),
  'a.mxl': zipSync({ 'a.xml': strToU8(musicxml) }),
  'a.vpr': zipSync({ 'Project/sequence.json': strToU8(vpr) }),
}
/** What no number, and no count, should be. */
const odd = ['-1', '0', 'NaN', '1e999', '-1e308', '99999999999999', '', 'null', '[]', '"', '<', '1.5e-300', 'Infinity', '2147483648']

/** @returns whether it was read. */
function tried(fileName: string, bytes: Uint8Array, what: string): boolean {
  const parsed = importScore(bytes, { ...scoreOptions, fileName })
  if (!parsed.ok) {
    expect(parsed.issues.length, what).toBeGreaterThan(0)
    for (const { message } of parsed.issues) expect(message.length, what).toBeGreaterThan(5)
    return false
  }
  for (const track of Object.values(parsed.value.tracks)) {
    if (track.kind !== 'vocal' && track.kind !== 'instrument') continue
    for (const { startBeats, lengthBeats, pitch } of Object.values(track.notes)) {
      expect(startBeats >= 0 && lengthBeats > 0 && startBeats + lengthBeats < 1e6, `${what}: ${startBeats} + ${lengthBeats}`).toBe(true)
      expect(Number.isInteger(pitch) && pitch >= 0 && pitch <= 127, what).toBe(true)
    }
  }
  return true
}

describe('a score that somebody damaged', () => {
  it.each(Object.entries(texts))('%s with odd numbers in it never throws, and its notes are notes (seed 3)', (fileName, text) => {
    const random = createRandom(3)
    const below = (n: number) => random.whole(0, Math.max(0, n - 1))
    let good = 0
    for (let round = 0; round < 150; round++) {
      let changed = text
      for (let k = 1 + below(2); k > 0; k--) {
        const numbers = [...changed.matchAll(/-?\d+(\.\d+)?/g)]
        const found = numbers[below(numbers.length)]
        if (!found) break
        changed = changed.slice(0, found.index) + odd[below(odd.length)] + changed.slice(found.index + found[0].length)
      }
      if (tried(fileName, strToU8(changed), `${fileName}, round ${round}`)) good++
    }
    expect(good).toBeGreaterThan(10)
  })

  it.each(Object.entries({ ...Object.fromEntries(Object.entries(texts).map(([k, v]) => [k, strToU8(v)])), ...packed }))(
    '%s cut, changed and doubled anywhere never throws (seed 8)',
    (fileName, whole) => {
      const random = createRandom(8)
      const below = (n: number) => random.whole(0, Math.max(0, n - 1))
      for (let round = 0; round < 150; round++) {
        const from = below(whole.length)
        const to = Math.min(whole.length, from + below(60))
        const bytes =
          round % 3 === 0
            ? whole.slice(0, from)
            : round % 3 === 1
              ? Uint8Array.from([...whole.subarray(0, to), ...whole.subarray(from)])
              : Uint8Array.from(whole, (byte) => (below(40) === 0 ? below(256) : byte))
        tried(fileName, bytes, `${fileName}, round ${round}`)
      }
    },
  )

  it('that nests or repeats without end is refused or cut, in words', () => {
    const deep = (open: string, close = '') => strToU8(open.repeat(50_000) + close.repeat(50_000))
    expect(tried('a.musicxml', deep('<part>', '</part>'), 'deep XML')).toBe(false)
    expect(tried('a.svp', deep('['), 'deep JSON')).toBe(false)
    expect(tried('a.ustx', deep('['), 'deep YAML')).toBe(false)
    const again = musicxml.replace('times="2"', 'times="99999999"')
    tried('a.musicxml', strToU8(again), 'a repeat played for years')
    const many = strToU8(`[#SETTING]\nTempo=120\n${'[#0000]\nLength=480\nLyric=a\nNoteNum=60\n'.repeat(201_000)}`)
    expect(tried('a.ust', many, 'more notes than anybody sings')).toBe(false)
  })
})
