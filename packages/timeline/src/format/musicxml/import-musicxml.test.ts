import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../testing/random.ts'
import { read, refusal, scoreOptions, sung, words } from '../../testing/score-import.ts'
import { importScore } from '../import-score.ts'

const STEPS = ['C', 'D', 'E', 'F', 'G', 'A', 'B']
/** "C4" of `duration` divisions; `more` goes behind, `before` in front of the pitch. */
const note = (name: string, duration: number, more = '', before = ''): string =>
  `<note>${before}${STEPS.includes(name[0]!) ? `<pitch><step>${name[0]}</step><octave>${name.slice(1)}</octave></pitch>` : '<rest/>'}<duration>${duration}</duration>${more}</note>`
const lyric = (text: string, syllabic = 'single', number = '1'): string =>
  `<lyric number="${number}"><syllabic>${syllabic}</syllabic><text>${text}</text></lyric>`
const time = (beats: number, type: number, divisions = 1): string =>
  `<attributes><divisions>${divisions}</divisions><time><beats>${beats}</beats><beat-type>${type}</beat-type></time></attributes>`
const bar = (number: string | number, inside: string): string => `<measure number="${number}">${inside}</measure>`
const score = (parts: Readonly<Record<string, string>>, head = ''): string =>
  `<?xml version="1.0"?><!DOCTYPE score-partwise PUBLIC "-//Recordare//DTD MusicXML 4.0 Partwise//EN" "http://www.musicxml.org/dtds/partwise.dtd">
<score-partwise>${head}<part-list>${Object.keys(parts)
    .map((id) => `<score-part id="${id}"><part-name>${id}</part-name></score-part>`)
    .join('')}</part-list>${Object.entries(parts)
    .map(([id, bars]) => `<part id="${id}">${bars}</part>`)
    .join('')}</score-partwise>`
const voice = (...bars: readonly string[]): string => score({ Voice: bars.map((inside, index) => bar(index + 1, inside)).join('') })
const repeatBack = (times = 2): string => `<barline location="right"><repeat direction="backward" times="${times}"/></barline>`
const ending = (number: string, type: string, more = ''): string => `<barline><ending number="${number}" type="${type}"/>${more}</barline>`
const pitches = (xml: string): readonly number[] => sung(read(xml).song).map(([pitch]) => pitch)

describe('MusicXML', () => {
  it('syllables of a word get hyphens, notes without words hold', () => {
    const xml = voice(
      time(4, 4) +
        note('C4', 1, lyric('Me', 'begin')) +
        note('D4', 1) +
        note('E4', 1, lyric('lo', 'middle')) +
        note('F4', 1, lyric('dy', 'end')),
    )
    expect(sung(read(xml).song)).toEqual([
      [60, 0, 1, 'Me-'],
      [62, 1, 1, '-'],
      [64, 2, 1, 'lo-'],
      [65, 3, 1, 'dy'],
    ])
  })

  it('tied notes are one, across bar lines and into a second ending', () => {
    const start = '<tie type="start"/>'
    const stop = '<tie type="stop"/>'
    const xml = voice(
      time(2, 4) + note('C4', 1, lyric('a')) + note('G4', 1, start + lyric('b')),
      ending('1', 'start') + note('G4', 2, stop) + ending('1', 'stop', '<repeat direction="backward"/>'),
      ending('2', 'start') + note('G4', 2, stop) + ending('2', 'stop'),
    )
    expect(sung(read(xml).song)).toEqual([
      [60, 0, 1, 'a'],
      [67, 1, 3, 'b'],
      [60, 4, 1, 'a'],
      [67, 5, 3, 'b'],
    ])
  })

  it('an elision puts two syllables on one note', () => {
    const xml = voice(time(1, 4) + note('C4', 1, '<lyric><text>che</text><elision>‿</elision><text>in</text></lyric>'))
    expect(words(read(xml).song)).toEqual(['che in'])
  })

  it('each repetition sings its verse; one verse can be asked for; a refrain has its words every time; verse numbers are not sung', () => {
    const xml = voice(
      time(2, 4) +
        note('C4', 1, lyric('1. One') + lyric('2. Two', 'single', '2')) +
        note('D4', 1, lyric('won') + lyric('too', 'single', '2')),
      note('E4', 2, lyric('la')) + repeatBack(),
    )
    const { song, codes } = read(xml)
    expect(words(song)).toEqual(['One', 'won', 'la', 'Two', 'too', 'la'])
    expect(codes).toContain('verses')
    expect(words(read(xml, { verse: 2 }).song)).toEqual(['Two', 'too', 'la', 'Two', 'too', 'la'])
    expect(words(read(xml, { repeats: 'written' }).song)).toEqual(['One', 'won', 'la'])
  })

  it('repeats, endings, D.S. al Fine and D.C. al Coda are played out', () => {
    const one = (name: string, more = '', before = '') => before + note(name, 4, lyric('la')) + more
    expect(
      pitches(
        voice(
          time(4, 4) + one('C4'),
          ending('1', 'start') + one('D4', ending('1', 'stop', '<repeat direction="backward"/>')),
          ending('2', 'start') + one('E4', ending('2', 'discontinue')),
          one('F4'),
        ),
      ),
    ).toEqual([60, 62, 60, 64, 65])
    expect(pitches(voice(time(4, 4) + one('C4', repeatBack(3))))).toEqual([60, 60, 60])
    expect(
      pitches(
        voice(
          time(4, 4) + one('C4'),
          one('D4', '<sound fine="yes"/>', '<direction><sound segno="s"/></direction>'),
          one('E4', '<sound dalsegno="s"/>'),
        ),
      ),
    ).toEqual([60, 62, 64, 62])
    expect(
      pitches(
        voice(time(4, 4) + one('C4', '<sound tocoda="coda"/>'), one('D4', '<sound dacapo="yes"/>'), one('E4', '', '<sound coda="coda"/>')),
      ),
    ).toEqual([60, 62, 60, 64])
    expect(
      pitches(
        voice(
          time(4, 4) + one('C4', '<direction><direction-type><words>Fine</words></direction-type></direction>'),
          one('D4', '<direction><direction-type><words>D.C. al Fine</words></direction-type></direction>'),
        ),
      ),
    ).toEqual([60, 62, 60])
  })

  it('a pickup is a bar of its own length, and the song ends on a bar line', () => {
    const { song } = read(
      score({
        Voice:
          bar(0, time(3, 4) + note('C4', 1, lyric('a'))) +
          bar(1, note('D4', 3, lyric('b'))) +
          bar(2, note('E4', 2, lyric('c')) + note('R', 1)),
      }),
    )
    expect(Object.values(song.metre)).toEqual([
      { atBeats: 0, beatsPerBar: 1, beatUnit: 4 },
      { atBeats: 1, beatsPerBar: 3, beatUnit: 4 },
    ])
    expect(song.lengthBeats).toBe(7)
  })

  it('tempo comes from sounds and metronome marks, where they stand and each time they are passed', () => {
    const slow = '<direction><sound tempo="60"/></direction>'
    const dotted =
      '<direction><direction-type><metronome><beat-unit>quarter</beat-unit><beat-unit-dot/><per-minute>80</per-minute></metronome></direction-type></direction>'
    const { song } = read(voice(time(2, 4) + slow + note('C4', 1, lyric('a')) + dotted + note('D4', 1, lyric('b')) + repeatBack()))
    expect(Object.values(song.tempo).map(({ atBeats, bpm }) => [atBeats, bpm])).toEqual([
      [0, 60],
      [1, 120],
      [2, 60],
      [3, 120],
    ])
  })

  it('divisions may change, instruments transpose, grace and cue notes are left out with a word', () => {
    const xml = voice(
      time(2, 4, 2) +
        '<attributes><transpose><chromatic>-2</chromatic><octave-change>-1</octave-change></transpose></attributes>' +
        '<note><grace/><pitch><step>C</step><octave>5</octave></pitch></note>' +
        note('C5', 2, lyric('a')) +
        note('D5', 2, '', '<cue/>'),
      time(2, 4, 8) + note('D5', 16, lyric('b')),
    )
    const { song, codes } = read(xml)
    expect(sung(song)).toEqual([
      [58, 0, 1, 'a'],
      [60, 2, 2, 'b'],
    ])
    expect(codes).toEqual(expect.arrayContaining(['grace-notes', 'cue-notes']))
  })

  it('parts with words are sung, the others play; chords under a melody are a second singer with the same words', () => {
    const xml = score({
      Choir: bar(1, time(2, 4) + note('C5', 1, lyric('la')) + note('A4', 1, '', '<chord/>') + note('D5', 1)),
      Piano: bar(1, time(2, 4) + note('C3', 2)),
    })
    const { song } = read(xml)
    expect(sung(song)).toEqual([
      [72, 0, 1, 'la'],
      [74, 1, 1, '-'],
    ])
    expect(sung(song, 'vocal-2')).toEqual([[69, 0, 1, 'la']])
    expect(song.tracks['band-1']).toMatchObject({ kind: 'instrument', name: 'Piano', instrument: 'piano' })
  })

  it('bars that hold parts (score-timewise) are the same music', () => {
    const xml = `<score-timewise><part-list><score-part id="P"><part-name>P</part-name></score-part></part-list><measure number="1"><part id="P">${time(1, 4)}${note('C4', 1, lyric('la'))}</part></measure></score-timewise>`
    expect(sung(read(xml).song)).toEqual([[60, 0, 1, 'la']])
  })

  it('title, makers and rights are kept; entities of XML and character numbers are read', () => {
    const head =
      '<work><work-title>R&amp;B &#x3042;</work-title></work><identification><creator type="composer">Fanny Hensel</creator><rights>CC0</rights></identification>'
    const { song } = read(score({ Voice: bar(1, time(1, 4) + note('C4', 1, lyric('la'))) }, head))
    expect(song.title).toEqual({ en: 'R&B あ' })
    expect(song.credits).toEqual({ c1: { order: 'a001', name: 'Fanny Hensel', role: 'composer', licence: 'CC0' } })
  })

  it('a stated language is taken; one that no voice sings is said', () => {
    const xml = (language: string) =>
      score({ Voice: bar(1, time(1, 4) + note('C4', 1, lyric('la'))) }, `<defaults><lyric-language xml:lang="${language}"/></defaults>`)
    expect(read(xml('es-ES')).song.tracks.vocal).toMatchObject({ language: 'es' })
    expect(read(xml('de')).codes).toEqual(['other-language'])
  })

  it('.mxl is opened by its container; a damaged one, one that names nothing and one that would burst are refused', () => {
    const container = (path: string) => strToU8(`<container><rootfiles><rootfile full-path="${path}"/></rootfiles></container>`)
    const xml = strToU8(voice(time(1, 4) + note('C4', 1, lyric('la'))))
    const mxl = zipSync({ 'META-INF/container.xml': container('a/b.xml'), 'a/b.xml': xml, 'other.xml': strToU8('<x/>') })
    expect(words(read(mxl, { fileName: 'x.mxl' }).song)).toEqual(['la'])
    expect(refusal(mxl.slice(0, mxl.length / 2), { fileName: 'x.mxl' })).toMatch(/damaged-zip: .*damaged/)
    expect(refusal(zipSync({ 'META-INF/container.xml': container('gone.xml') }), { fileName: 'x.mxl' })).toMatch(/names "gone.xml"/)
    expect(refusal(zipSync({ 'bomb.xml': new Uint8Array(40_000_000) }), { fileName: 'x.mxl' })).toMatch(/too-large/)
  })

  it('declarations in a document type are refused, wherever they hide; entities are never expanded', () => {
    const bomb = '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><score-partwise>&b;</score-partwise>'
    expect(refusal(bomb)).toMatch(/^doctype/)
    expect(refusal(`<!-- x --><?xml-stylesheet?>${bomb}`)).toMatch(/^doctype/)
    expect(refusal('<score-partwise><!DOCTYPE x [<!ENTITY a "b">]></score-partwise>')).toMatch(/^doctype/)
    expect(refusal('<!DOCTYPE x SYSTEM "file:///etc/passwd" [ ]><score-partwise/>')).toMatch(/^doctype/)
    expect(words(read(voice(time(1, 4) + note('C4', 1, lyric('&b;')))).song)).toEqual(['&b;'])
  })

  it('broken XML says the line; nesting without end is refused', () => {
    expect(refusal('<score-partwise>\n<part>\n</score-partwise>')).toMatch(/malformed-xml: .*line 3/)
    expect(refusal('<a>'.repeat(5000) + '</a>'.repeat(5000))).toMatch(/malformed-xml/)
  })

  it('what is wrong inside says the part and the bar', () => {
    const parsed = importScore(
      strToU8(
        voice(
          time(2, 4) +
            note('C4', 1, lyric('a')) +
            note('H4', 1).replace('<rest/>', '') +
            '<note><pitch><step>C</step><octave>4</octave></pitch></note>',
        ),
      ),
      scoreOptions,
    )
    expect(parsed.ok && parsed.issues.map((issue) => `${issue.path} ${issue.code}`)).toEqual([
      'Voice, bar 1 bad-pitch',
      'Voice, bar 1 bad-duration',
    ])
  })

  it('cut or damaged anywhere, a score never throws (seed 5)', () => {
    const random = createRandom(5)
    const bytes = strToU8(
      voice(time(2, 4) + note('C4', 1, lyric('a')) + note('D4', 1), ending('1', 'start') + note('E4', 2) + repeatBack()),
    )
    for (let round = 0; round < 300; round++) {
      const copy = bytes.slice(0, random.unit() < 0.3 ? random.whole(0, bytes.length) : bytes.length)
      for (let hit = 0; hit < 3; hit++) copy[random.whole(0, copy.length)] = random.whole(0, 255)
      expect(typeof importScore(copy, scoreOptions).ok).toBe('boolean')
    }
  })
})
