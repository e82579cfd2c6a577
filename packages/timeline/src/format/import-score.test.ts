import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { VocalTrack } from '../document/track.ts'
import { read, refusal, sung, words } from '../testing/score-import.ts'
import { exportUstx } from './export/write-ustx.ts'
import { decodeTexts } from './text/decode-text.ts'

function decode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** Bytes of a text in Shift-JIS, for the few letters used here. */
const SJIS: Readonly<Record<string, readonly number[]>> = { あ: [0x82, 0xa0], か: [0x82, 0xa9], ソ: [0x83, 0x5c], 歌: [0x89, 0xcc] }
const sjis = (text: string): number[] => [...text].flatMap((letter) => SJIS[letter] ?? [letter.charCodeAt(0)])
const ust = (notes: readonly string[], head = 'Tempo=100.00'): string =>
  `[#VERSION]\nUST Version1.2\n[#SETTING]\n${head}\n${notes.map((note, index) => `[#${String(index).padStart(4, '0')}]\n${note}`).join('\n')}\n[#TRACKEND]\n`
const name = (fileName: string) => ({ fileName, decode })

describe('UST', () => {
  it('notes follow each other, rests take time, tempo changes stand at their note', () => {
    const { song } = read(
      ust(['Length=480\nLyric=あ\nNoteNum=60', 'Length=240\nLyric=R\nNoteNum=60', 'Length=960\nLyric=か\nNoteNum=64\nTempo=150']),
      name('a.ust'),
    )
    expect(sung(song)).toEqual([
      [60, 0, 1, 'あ'],
      [64, 1.5, 2, 'か'],
    ])
    expect(Object.values(song.tempo).map(({ atBeats, bpm }) => [atBeats, bpm])).toEqual([
      [0, 100],
      [1.5, 150],
    ])
    expect((song.tracks.vocal as VocalTrack).language).toBe('ja')
  })

  it('is read as Shift-JIS without a word, letters with a backslash in their second byte too; CRLF is a line end', () => {
    const bytes = Uint8Array.from(sjis(ust(['Length=480\r\nLyric=ソ\r\nNoteNum=60', 'Length=480\r\nLyric=歌\r\nNoteNum=62'])))
    const { song, codes } = read(bytes, name('a.ust'))
    expect(words(song)).toEqual(['ソ', '歌'])
    expect(codes).toEqual([])
  })

  it('vowels that VCV banks write in front are dropped; their release holds and is said', () => {
    const { song, codes } = read(
      ust(['Length=480\nLyric=- あ\nNoteNum=60', 'Length=480\nLyric=a か\nNoteNum=60', 'Length=480\nLyric=a R\nNoteNum=60']),
      name('a.ust'),
    )
    expect(words(song)).toEqual(['あ', 'か', '-'])
    expect(codes).toEqual(['release-notes'])
  })

  it('pitches that banks write behind a kana are dropped, endings of other words are not', () => {
    const lyrics = ['- ど_B3', 'a み_D#4', 'さE3', 'ら↑', 'A4', 'la_C4']
    const { song } = read(ust(lyrics.map((lyric) => `Length=480\nLyric=${lyric}\nNoteNum=60`)), name('a.ust'))
    expect(words(song)).toEqual(['ど', 'み', 'さ', 'ら', 'A4', 'la_C4'])
  })

  it('vibrato and intensity come along; a note that cannot be placed is named with its line', () => {
    const { song, codes } = read(
      ust(['Length=480\nLyric=あ\nNoteNum=60\nIntensity=150\nVBR=65,180,35,20,20,0,0,0', 'Length=x\nLyric=か\nNoteNum=60']),
      name('a.ust'),
    )
    expect(Object.values((song.tracks.vocal as VocalTrack).notes)[0]).toMatchObject({
      dynamicsUnit: 0.75,
      vibrato: { lengthUnit: 0.65, periodMs: 180, depthCents: 35, fadeInUnit: 0.2, fadeOutUnit: 0.2 },
    })
    expect(codes).toEqual(['bad-note'])
  })
})

const ustx = (body: string): string => `name: Song\nustx_version: "0.6"\nresolution: 480\n${body}`
const part = (notes: readonly string[], position = 0) =>
  `voice_parts:\n- track_no: 0\n  position: ${position}\n  notes:\n${notes.map((note) => `  - ${note}`).join('\n')}\n`

describe('USTX', () => {
  it('parts are placed on their track; "+" sings on, "+~" holds; hints are dropped; a lyric may look like a number or nothing', () => {
    const { song } = read(
      ustx(
        `tempos: [{position: 0, bpm: 90}]\ntime_signatures: [{bar_position: 0, beat_per_bar: 3, beat_unit: 4}, {bar_position: 2, beat_per_bar: 4, beat_unit: 4}]\ntracks: [{track_name: Lead, phonemizer: Foo.EnglishXSampaPhonemizer}]\n${part(['{position: 0, duration: 480, tone: 60, lyric: "daisy[d ey]"}', '{position: 480, duration: 480, tone: 62, lyric: +}', '{position: 960, duration: 480, tone: 62, lyric: +~}', '{position: 1440, duration: 480, tone: 62, lyric: no}', '{position: 1920, duration: 480, tone: 62, lyric: 12}'], 480)}`,
      ),
      name('a.ustx'),
    )
    expect(sung(song)).toEqual([
      [60, 1, 1, 'daisy'],
      [62, 2, 1, '+'],
      [62, 3, 1, '-'],
      [62, 4, 1, 'no'],
      [62, 5, 1, '12'],
    ])
    expect(Object.values(song.metre).map(({ atBeats, beatsPerBar }) => [atBeats, beatsPerBar])).toEqual([
      [0, 3],
      [6, 4],
    ])
    expect(song.tracks.vocal).toMatchObject({ name: 'Lead', language: 'en' })
  })

  it('0.5 has one tempo and metre at the top', () => {
    const { song } = read(
      `ustx_version: 0.5\nbpm: 77\nbeat_per_bar: 6\nbeat_unit: 8\n${part(['{position: 0, duration: 240, tone: 60, lyric: あ}'])}`,
      name('a.ustx'),
    )
    expect(song.tempo.t1?.bpm).toBe(77)
    expect(song.metre.m1).toMatchObject({ beatsPerBar: 6, beatUnit: 8 })
  })

  it('broken YAML names every line; aliases that multiply are refused', () => {
    expect(refusal('ustx_version: "0.6"\nname: [1\nfoo: }\n', name('a.ustx'))).toMatch(/malformed-yaml: .*line 3/)
    const bomb = `ustx_version: "0.6"\na: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c]\n`
    expect(refusal(bomb, name('a.ustx'))).toMatch(/malformed-yaml/)
  })
})

describe('VSQX, VPR, SVP, CCS', () => {
  it('VSQX 3 and 4 are the same music without the pre-measure; tempo and metre in force there hold from the beginning', () => {
    const three =
      '<vsq3><masterTrack><resolution>480</resolution><preMeasure>1</preMeasure><timeSig><posMes>0</posMes><nume>3</nume><denomi>4</denomi></timeSig><tempo><posTick>0</posTick><bpm>9050</bpm></tempo><tempo><posTick>1920</posTick><bpm>12000</bpm></tempo></masterTrack><vsTrack><trackName>T</trackName><musicalPart><posTick>1440</posTick><note><posTick>0</posTick><durTick>480</durTick><noteNum>60</noteNum><lyric><![CDATA[R&B]]></lyric><phnms lock="1">a</phnms></note><note><posTick>480</posTick><durTick>480</durTick><noteNum>61</noteNum><lyric>-</lyric></note></musicalPart></vsTrack></vsq3>'
    const four =
      '<vsq4 xmlns="x"><masterTrack><preMeasure>1</preMeasure><timeSig><m>0</m><nu>3</nu><de>4</de></timeSig><tempo><t>0</t><v>9050</v></tempo><tempo><t>1920</t><v>12000</v></tempo></masterTrack><vsTrack><name>T</name><vsPart><t>1440</t><note><t>0</t><dur>480</dur><n>60</n><y>R&amp;B</y><p lock="1">a</p></note><note><t>480</t><dur>480</dur><n>61</n><y>-</y></note></vsPart></vsTrack></vsq4>'
    for (const xml of [three, four]) {
      const { song, codes } = read(xml, name('a.vsqx'))
      expect(sung(song)).toEqual([
        [60, 0, 1, 'R&B'],
        [61, 1, 1, '-'],
      ])
      expect(Object.values(song.tempo).map(({ atBeats, bpm }) => [atBeats, bpm])).toEqual([
        [0, 90.5],
        [1, 120],
      ])
      expect(song.metre.m1).toMatchObject({ atBeats: 0, beatsPerBar: 3 })
      expect(codes).toEqual(['phonemes'])
    }
  })

  it('VPR is opened with either kind of slash', () => {
    const json = JSON.stringify({
      masterTrack: { tempo: { events: [{ pos: 0, value: 9000 }] }, timeSig: { events: [{ bar: 0, numer: 4, denom: 4 }] } },
      tracks: [{ name: 'T', parts: [{ pos: 480, notes: [{ pos: 480, duration: 240, number: 60, lyric: 'あ' }, { pos: 'x' }] }] }],
    })
    for (const path of ['Project\\sequence.json', 'Project/sequence.json']) {
      const { song, codes } = read(zipSync({ [path]: strToU8(json) }), name('a.vpr'))
      expect(sung(song)).toEqual([[60, 2, 0.5, 'あ']])
      expect(codes).toEqual(['bad-note'])
    }
  })

  it('SVP has groups placed by reference, transposed, and a zero byte behind', () => {
    const group = (onset: number, lyrics: string) => ({ notes: [{ onset, duration: 705_600_000, pitch: 60, lyrics }] })
    const json = JSON.stringify({
      version: 153,
      time: { meter: [{ index: 0, numerator: 4, denominator: 4 }], tempo: [{ position: 0, bpm: 99 }] },
      library: [{ uuid: 'u', ...group(0, 'la') }],
      tracks: [
        {
          name: 'T',
          mainGroup: group(705_600_000, 'di'),
          mainRef: { blickOffset: 0 },
          groups: [{ groupID: 'u', blickOffset: 1_411_200_000, pitchOffset: 12 }],
        },
      ],
    })
    expect(sung(read(`${json}\0`, name('a.svp')).song)).toEqual([
      [60, 1, 1, 'di'],
      [72, 2, 1, 'la'],
    ])
  })

  it('CCS has its notes in attributes', () => {
    const xml =
      '<Scenario><Sequence><Scene><Units><Unit Category="SingerSong" Group="g" Language="Japanese"><Song><Tempo><Sound Clock="0" Tempo="101"/></Tempo><Beat><Time Clock="0" Beats="4" BeatType="4"/></Beat><Score><Note Clock="960" PitchStep="2" PitchOctave="4" Duration="480" Lyric="ど"/></Score></Song></Unit><Unit Category="TextVocal"/></Units><Groups><Group Id="g" Name="Miko"/></Groups></Scene></Sequence></Scenario>'
    const { song, codes } = read(xml, name('a.ccs'))
    expect(sung(song)).toEqual([[62, 1, 0.5, 'ど']])
    expect(codes).toEqual(['talk'])
  })
})

describe('what cannot be read', () => {
  it('is refused by name, with what to export instead', () => {
    expect(refusal('x', name('a.mscz'))).toMatch(/score of MuseScore.*Export MusicXML/)
    expect(refusal('x', name('a.s5p'))).toMatch(/first Synthesizer V.*SVP/)
    expect(refusal('hello', name('a.xyz'))).toMatch(/\.xyz is no score.*\.musicxml/)
    expect(refusal('<html></html>', name('a.xml'))).toMatch(/<html> is no score/)
    expect(refusal('', name('a.mxl'))).toMatch(/empty/)
    expect(refusal('not a zip', name('a.mxl'))).toMatch(/damaged-zip/)
    expect(refusal('{"time": ', name('a.svp'))).toMatch(/malformed-json/)
  })
})

describe('text without a stated encoding', () => {
  const texts = (...rows: readonly (readonly number[])[]) => rows.map((row) => Uint8Array.from(row))
  const told = (...rows: readonly (readonly number[])[]) => {
    const { strings, encoding, sure } = decodeTexts(texts(...rows), { decode, asked: null })
    return [strings.join('|'), encoding, sure]
  }
  it('is told by what the letters look like', () => {
    expect(told([0xc0, 0xc7], [0xb2, 0xb0], [0xb8, 0xb8])).toEqual(['의|껐|만', 'euc-kr', true])
    expect(told([0xce, 0xd2], [0xb0, 0xae], [0xc4, 0xe3])).toEqual(['我|爱|你', 'gbk', true])
    expect(told([0x82, 0xa0], [0x83, 0x5c], [0x89, 0xcc])).toEqual(['あ|ソ|歌', 'shift_jis', true])
    expect(told([0xb1], [0xb6, 0xde])).toEqual(['ｱ|ｶﾞ', 'shift_jis', true])
    expect(told([0x68, 0xf6, 0x72], [0x64, 0xfc, 0x6e])).toEqual(['hör|dün', 'windows-1252', true])
    expect(told([0xa4, 0xa2], [0xa4, 0xab])).toEqual(['あ|か', 'euc-jp', true])
  })
  it('is what somebody says it is, when that is possible', () => {
    expect(decodeTexts(texts([0xb2, 0xb0]), { decode, asked: 'gbk' })).toMatchObject({ strings: ['舶'], encoding: 'gbk' })
    expect(decodeTexts(texts([0x82, 0xa0]), { decode, asked: 'utf-8' }).encoding).toBe('shift_jis')
  })
})

describe('pitch and expression of editors', () => {
  const vocalOf = (song: { readonly tracks: Readonly<Record<string, unknown>> }) => song.tracks.vocal as VocalTrack
  const at = (points: readonly (readonly [number, number])[] | undefined, beat: number): number => {
    const i = points!.findLastIndex(([position]) => position <= beat)
    const from = points![Math.max(0, i)]!
    const to = points![i + 1] ?? from
    return to[0] > from[0] ? from[1] + ((to[1] - from[1]) * (beat - from[0])) / (to[0] - from[0]) : from[1]
  }

  it('UST: a bend from the note before is a glide; heights beside it become drawn pitch; vibrato keeps phase and height', () => {
    const { song } = read(
      ust([
        'Length=480\nLyric=あ\nNoteNum=60',
        'Length=480\nLyric=か\nNoteNum=62\nPBS=-30\nPBW=75',
        'Length=480\nLyric=か\nNoteNum=62\nPBS=0;0\nPBW=100,100\nPBY=10,0\nVBR=50,180,30,10,10,25,-50,0',
      ]),
      name('a.ust'),
    )
    const notes = Object.values(vocalOf(song).notes)
    expect(notes[1]).toMatchObject({ portamentoMs: 75, portamentoStartMs: -30 })
    expect(notes[2]!.portamentoMs).toBeUndefined()
    expect(notes[2]!.vibrato).toMatchObject({ shiftUnit: 0.25, driftUnit: -0.5 })
    const pitch = vocalOf(song).curves?.pitchCents
    // 100 ms at 100 bpm are a sixth of a beat: ten tenths of a semitone there, none where the bend ends.
    expect(at(pitch, 2 + 1 / 6)).toBeCloseTo(100, 0)
    expect(at(pitch, 2 + 1 / 3)).toBeCloseTo(0, 0)
    expect(at(pitch, 1)).toBeCloseTo(0, 0)
  })

  const curves =
    '  curves:\n  - {xs: [0, 480, 960], ys: [0, 120, 0], abbr: pitd}\n  - {xs: [480, 840], ys: [-60, -60], abbr: dyn}\n  - {xs: [0, 960], ys: [100, 100], abbr: voic}\n'
  const plain = part(
    [
      '{position: 0, duration: 480, tone: 60, lyric: a}',
      '{position: 480, duration: 960, tone: 62, lyric: b, pitch: {data: [{x: -100, y: 0, shape: io}, {x: 20, y: 0, shape: io}], snap_first: true}}',
    ],
    480,
  )

  it('USTX: curves lie where their part does and rest outside; a glide placed by hand comes along, an untouched one does not', () => {
    const track = vocalOf(read(ustx(`${plain}${curves}`), name('a.ustx')).song)
    expect(at(track.curves?.pitchCents, 2)).toBe(120)
    expect(at(track.curves?.pitchCents, 1.5)).toBe(60)
    expect(at(track.curves?.dynamicsDb, 2)).toBe(-6)
    expect(at(track.curves?.dynamicsDb, 1.9)).toBe(0)
    expect(track.curves?.voicingUnit).toBeUndefined()
    expect(Object.values(track.notes).map((note) => [note.portamentoStartMs, note.portamentoMs])).toEqual([
      [undefined, undefined],
      [-100, 120],
    ])
  })

  it('USTX goes out and comes back with its pitch, its curves and its glides', () => {
    const before = read(ustx(`${plain}${curves}`), name('a.ustx')).song
    const after = read(exportUstx(before), name('b.ustx')).song
    for (const beat of [0, 1, 1.25, 1.5, 2, 2.5, 3, 4]) {
      expect(at(vocalOf(after).curves?.pitchCents, beat)).toBeCloseTo(at(vocalOf(before).curves?.pitchCents, beat), 0)
      if (Math.abs(beat - 2) > 0.1)
        expect(at(vocalOf(after).curves?.dynamicsDb, beat)).toBeCloseTo(at(vocalOf(before).curves?.dynamicsDb, beat), 1)
    }
    expect(Object.values(vocalOf(after).notes)[1]).toMatchObject({ portamentoStartMs: -100, portamentoMs: 120 })
  })

  it('VSQX 4: the wheel in its range, dynamics and breath hold until the next event', () => {
    const cc = (t: number, id: string, value: number) => `<cc><t>${t}</t><v id="${id}">${value}</v></cc>`
    const note = '<note><t>0</t><dur>480</dur><n>60</n><y>ra</y></note>'
    const { song } = read(
      `<?xml version="1.0"?><vsq4><masterTrack><resolution>480</resolution><preMeasure>0</preMeasure><timeSig><m>0</m><nu>4</nu><de>4</de></timeSig><tempo><t>0</t><v>12000</v></tempo></masterTrack><vsTrack><name>A</name><vsPart><t>480</t><playTime>1920</playTime>${cc(0, 'S', 4)}${cc(0, 'P', 4096)}${cc(240, 'P', 0)}${cc(240, 'D', 0)}${cc(480, 'B', 127)}${note}</vsPart></vsTrack></vsq4>`,
      name('a.vsqx'),
    )
    const { curves: read4 } = vocalOf(song)
    expect(at(read4?.pitchCents, 1.2)).toBeCloseTo(200, 6)
    expect(at(read4?.pitchCents, 1.6)).toBe(0)
    expect(at(read4?.dynamicsDb, 3)).toBeLessThan(-17)
    expect(at(read4?.breathinessUnit, 3)).toBe(1)
    expect(at(read4?.breathinessUnit, 1.5)).toBe(0)
  })

  it('VSQX: what a part sets is let go at its end; the next part begins with its own', () => {
    const cc = (t: number, id: string, value: number) => `<cc><t>${t}</t><v id="${id}">${value}</v></cc>`
    const one = (t: number, events: string) =>
      `<vsPart><t>${t}</t><playTime>960</playTime>${events}<note><t>0</t><dur>960</dur><n>60</n><y>ra</y></note></vsPart>`
    const { song } = read(
      `<?xml version="1.0"?><vsq4><masterTrack><resolution>480</resolution><preMeasure>0</preMeasure><timeSig><m>0</m><nu>4</nu><de>4</de></timeSig><tempo><t>0</t><v>12000</v></tempo></masterTrack><vsTrack><name>A</name>${one(0, cc(0, 'B', 127))}${one(960, cc(480, 'P', 4096))}${one(1920, cc(0, 'B', 64))}</vsTrack></vsq4>`,
      name('a.vsqx'),
    )
    const { curves } = vocalOf(song)
    expect(at(curves?.breathinessUnit, 1.9)).toBe(1)
    expect(at(curves?.breathinessUnit, 2)).toBe(0)
    expect(at(curves?.breathinessUnit, 3.9)).toBe(0)
    expect(at(curves?.breathinessUnit, 4.1)).toBeCloseTo(64 / 127, 3)
    expect(at(curves?.pitchCents, 2.5)).toBe(0)
    expect(at(curves?.pitchCents, 3.5)).toBe(100)
    expect(at(curves?.pitchCents, 4)).toBe(0)
  })

  it('UST, mode 1: cents every five ticks are the pitch of the note, from its start on', () => {
    const bend = Array.from({ length: 97 }, (_, i) => (i < 48 ? -200 + (i * 200) / 48 : i < 72 ? 0 : 50)).join(',')
    const { song } = read(ust(['Length=480\nLyric=あ\nNoteNum=60', `Length=480\nLyric=か\nNoteNum=62\nPBType=5\nPitchBend=${bend}`]), name('a.ust')) // biome-ignore format: one line
    const track = vocalOf(song)
    const note = Object.values(track.notes)[1]!
    // What is sung: the glide from the note before and the drawn pitch together, at 100 bpm.
    const sung = (beat: number): number => {
      const x = Math.min(1, Math.max(0, ((beat - 1) * 600 - note.portamentoStartMs!) / note.portamentoMs!))
      return 200 * (x * x * (3 - 2 * x) - 1) + at(track.curves?.pitchCents, beat)
    }
    for (const [beat, cents] of [[1.01, -196], [1.25, -100], [1.6, 0], [1.9, 50]] as const) expect(sung(beat)).toBeCloseTo(cents, -0.7) // biome-ignore format: short
  })

  it('SVP: vibrato of a note in ms and cents of swing; no depth is a straight note; untouched is left to the singer', () => {
    const blicks = 705_600_000
    const given = [
      { attributes: { tF0VbrStart: 0.5, dF0Vbr: 0.8, fF0Vbr: 5, pF0Vbr: Math.PI } },
      { attributes: { dF0Vbr: 0 } },
      { attributes: {}, instantMode: true },
      { instantMode: false },
    ]
    const notes = given.map((more, i) => ({ onset: i * 2 * blicks, duration: 2 * blicks, pitch: 60, lyrics: 'ra', ...more }))
    const file = { time: { meter: [{ index: 0, numerator: 4, denominator: 4 }], tempo: [{ position: 0, bpm: 120 }] }, library: [], tracks: [{ name: 'A', mainGroup: { notes }, mainRef: {}, groups: [] }] } // biome-ignore format: one file
    const [set, straight, auto, manual] = Object.values(vocalOf(read(JSON.stringify(file), name('a.svp')).song).notes)
    expect(set!.vibrato).toEqual({ depthCents: 40, periodMs: 200, lengthUnit: 0.5, fadeInUnit: 0.4, fadeOutUnit: 0.4, shiftUnit: 0.5 })
    expect(straight!.vibrato?.depthCents).toBe(0)
    expect(auto!.vibrato).toBeUndefined()
    expect(manual!.vibrato).toMatchObject({ depthCents: 50, lengthUnit: 0.75 })
  })

  it('SVP: pitch deviation, loudness and voicing of a group', () => {
    const blicks = 705_600_000
    const group = {
      notes: [{ onset: 0, duration: blicks, pitch: 60, lyrics: 'ra' }],
      parameters: { pitchDelta: { points: [0, 0, blicks, 50] }, loudness: { points: [0, -3] }, voicing: { points: [0, 0.5] } },
    }
    const file = { time: { meter: [{ index: 0, numerator: 4, denominator: 4 }], tempo: [{ position: 0, bpm: 120 }] }, library: [], tracks: [{ name: 'A', mainGroup: group, mainRef: { blickOffset: blicks }, groups: [] }] } // biome-ignore format: one file
    const track = vocalOf(read(JSON.stringify(file), name('a.svp')).song)
    expect(at(track.curves?.pitchCents, 1.5)).toBe(25)
    expect(at(track.curves?.dynamicsDb, 1)).toBe(-3)
    expect(at(track.curves?.voicingUnit, 1)).toBe(0.5)
  })

  it('VPR: wheel and character of a part', () => {
    const sequence = {
      masterTrack: { tempo: { global: { isEnabled: true, value: 12000 } }, timeSig: { events: [{ bar: 0, numer: 4, denom: 4 }] } },
      tracks: [
        {
          name: 'A',
          parts: [
            {
              pos: 480,
              notes: [{ pos: 0, duration: 480, number: 60, lyric: 'ra' }],
              controllers: [
                { name: 'pitchBend', events: [{ pos: 0, value: 8191 }] },
                { name: 'character', events: [{ pos: 0, value: 32 }] },
              ],
            },
          ],
        },
      ],
    }
    const { song } = read(zipSync({ 'Project/sequence.json': strToU8(JSON.stringify(sequence)) }), name('a.vpr'))
    expect(at(vocalOf(song).curves?.pitchCents, 1.5)).toBeCloseTo(200, 0)
    expect(at(vocalOf(song).curves?.genderUnit, 1.5)).toBe(0.5)
  })

  it('breaths of editors become breaths', () => {
    const { song } = read(ust(['Length=480\nLyric=あ\nNoteNum=60', 'Length=240\nLyric=息\nNoteNum=60', 'Length=480\nLyric=か\nNoteNum=60']), name('a.ust')) // biome-ignore format: one line
    expect(words(song)).toEqual(['あ', '[br]', 'か'])
  })
})
