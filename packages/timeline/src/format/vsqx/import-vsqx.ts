/**
 * VSQX, the sequence of VOCALOID 3 (<vsq3>) and 4 (<vsq4>): the same tree with long and short names. Positions are absolute ticks that begin
 * with empty bars, the pre-measure; a song begins after them.
 */
import { barsToBeats, withoutLead } from '../score/bars-to-beats.ts'
import { joined } from '../score/editor-curves.ts'
import { type EditorNote, notesFromEditor } from '../score/editor-lyric.ts'
import { orElse } from '../score/json-value.ts'
import type { Complaints, Score, ScorePart } from '../score/score.ts'
import { type Controller, type ControllerEvent, curvesOfControllers } from '../score/vocaloid-curves.ts'
import { childOf, childrenOf, numberOf, textOf, type XmlElement } from '../xml/read-xml.ts'

const NAMES = {
  vsq3: {
    trackName: 'trackName',
    part: 'musicalPart',
    at: 'posTick',
    tempoAt: 'posTick',
    bpm: 'bpm',
    bar: 'posMes',
    above: 'nume',
    below: 'denomi',
    length: 'durTick',
    pitch: 'noteNum',
    lyric: 'lyric',
    phonemes: 'phnms',
  },
  vsq4: {
    trackName: 'name',
    part: 'vsPart',
    at: 't',
    tempoAt: 't',
    bpm: 'v',
    bar: 'm',
    above: 'nu',
    below: 'de',
    length: 'dur',
    pitch: 'n',
    lyric: 'y',
    phonemes: 'p',
  },
} as const

/** Names of controllers in both versions. */
const CONTROLLERS: Readonly<Record<string, Controller>> = {
  P: 'pitchBend',
  PIT: 'pitchBend',
  S: 'pitchBendRange',
  PBS: 'pitchBendRange',
  D: 'dynamics',
  DYN: 'dynamics',
  B: 'breathiness',
  BRE: 'breathiness',
  R: 'brightness',
  BRI: 'brightness',
  G: 'gender',
  GEN: 'gender',
}

/** <cc><t>0</t><v id="D">64</v></cc> in VSQX 4, <mCtrl><posTick>0</posTick><attr id="DYN">64</attr></mCtrl> in VSQX 3. */
function controllersOf(part: XmlElement, at: string, toBeats: (tick: number) => number): ControllerEvent[] {
  return [...childrenOf(part, 'cc'), ...childrenOf(part, 'mCtrl')].flatMap((event): ControllerEvent[] => {
    const value = childOf(event, 'v') ?? childOf(event, 'attr')
    const controller = CONTROLLERS[value?.attributes.id ?? '']
    if (!value || !controller) return []
    return [{ controller, atBeats: toBeats(numberOf(event, at)), value: numberOf(event, value.name) }]
  })
}

/** Length of a part: as stated, at least to the end of its last note. */
const partTicks = (part: XmlElement, names: (typeof NAMES)[keyof typeof NAMES]): number =>
  Math.max(
    orElse(numberOf(part, 'playTime'), 0),
    ...childrenOf(part, 'note').map((note) => orElse(numberOf(note, names.at) + numberOf(note, names.length), 0)),
  )

export const isVsqx = (root: XmlElement): boolean => root.name === 'vsq3' || root.name === 'vsq4'

export function scoreFromVsqx(root: XmlElement, complaints: Complaints): Score | null {
  const names = root.name === 'vsq3' ? NAMES.vsq3 : NAMES.vsq4
  const master = childOf(root, 'masterTrack')
  const resolution = orElse(numberOf(master, 'resolution'), 480)
  const toBeats = (tick: number) => tick / (resolution > 0 ? resolution : 480)
  const metres = barsToBeats(
    childrenOf(master, 'timeSig').map((point) => ({
      bar: numberOf(point, names.bar),
      beatsPerBar: numberOf(point, names.above),
      beatUnit: numberOf(point, names.below),
    })),
    complaints,
  )
  const leadBeats = beatsOfBars(metres, orElse(numberOf(master, 'preMeasure'), 0))
  // Tempo is in hundredths of a beat per minute.
  const tempos = childrenOf(master, 'tempo').map((point) => ({
    atBeats: toBeats(orElse(numberOf(point, names.tempoAt), 0)),
    bpm: numberOf(point, names.bpm) / 100,
  }))
  let early = 0
  let locked = 0
  const parts = childrenOf(root, 'vsTrack').map((track, trackIndex): ScorePart => {
    const name = textOf(track, names.trackName) || `Track ${trackIndex + 1}`
    const notes = childrenOf(track, names.part).flatMap((part, partIndex) => {
      const offset = orElse(numberOf(part, names.at), 0)
      return childrenOf(part, 'note').flatMap((note, noteIndex): EditorNote[] => {
        const startBeats = toBeats(offset + numberOf(note, names.at)) - leadBeats
        const lengthBeats = toBeats(numberOf(note, names.length))
        const pitch = numberOf(note, names.pitch)
        if (![startBeats, lengthBeats, pitch].every(Number.isFinite)) {
          complaints.warn(
            `${name}, part ${partIndex + 1}, note ${noteIndex + 1}`,
            'bad-note',
            'a note needs a position, a length and a pitch as numbers; it was left out',
          )
          return []
        }
        if (childOf(note, names.phonemes)?.attributes.lock === '1') locked++
        if (startBeats < -1e-6) {
          early++
          return []
        }
        return [{ startBeats, lengthBeats, pitch, lyric: textOf(note, names.lyric) ?? '' }]
      })
    })
    const curves = childrenOf(track, names.part).map((part) => {
      const offset = orElse(numberOf(part, names.at), 0)
      return curvesOfControllers(
        controllersOf(part, names.at, (tick) => toBeats(offset + tick) - leadBeats),
        64,
        toBeats(offset + partTicks(part, names)) - leadBeats,
      )
    })
    return { name, sung: true, notes: notesFromEditor(notes, name, complaints), instrument: 'lead', language: null, curves: joined(curves) }
  })
  if (early > 0) complaints.warn('', 'before-the-song', `${early} notes inside the pre-measure, before the song begins, were left out`)
  if (locked > 0) complaints.warn('', 'phonemes', `${locked} notes have phonemes set by hand for that voice; the words are read anew`)
  const audio = childrenOf(childOf(root, 'monoTrack'), 'wavPart').length + childrenOf(childOf(root, 'stTrack'), 'wavPart').length
  if (audio > 0) complaints.warn('', 'audio-parts', `${audio} recordings were left out: put them into the song as audio`)
  const title = textOf(master, 'seqName')
  return {
    title: title && !/^Untitled\d*$/.test(title) ? title : null,
    tempo: withoutLead(tempos, leadBeats),
    metre: withoutLead(metres, leadBeats),
    parts,
    endBeats: 0,
    credits: [],
    rights: null,
  }
}

/** Length of the first `count` bars. */
function beatsOfBars(metres: Score['metre'], count: number): number {
  let atBeats = 0
  for (let bar = 0; bar < Math.min(64, count); bar++) {
    const metre = metres.findLast((point) => point.atBeats <= atBeats + 1e-9)
    atBeats += metre ? (metre.beatsPerBar * 4) / metre.beatUnit : 4
  }
  return atBeats
}
