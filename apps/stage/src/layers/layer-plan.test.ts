import type { Edition, Frame, PictureLayer } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { tinyEdition } from '../testing-edition.ts'
import { fitOf, layersFor, mediaToPrepare, videoStep } from './layer-plan.ts'

const screen = (order: string) => ({
  kind: 'screen',
  order,
  name: order,
  widthPx: 1920,
  heightPx: 1080,
  displayLatencyMs: 0,
  mirror: false,
  required: false,
})
const tiny = tinyEdition()
const edition = { ...tiny, venue: { ...tiny.venue, outputs: { gauze: screen('a'), wall: screen('b') } } } as unknown as Edition
const layer = (picture: PictureLayer['picture'], outputIds: readonly string[], levelUnit = 1) =>
  ({ runId: 'r', outputIds, picture, levelUnit, sinceMs: 0, mediaMs: null, behind: false, order: 0 }) as unknown as PictureLayer
const media = { kind: 'media', media: 'still', file: 'a.png', layer: 0 } as const

describe('the layers of one page', () => {
  const frame = {
    layers: [layer(media, ['gauze']), layer({ kind: 'black' }, ['gauze', 'wall']), layer(media, ['wall'], 0)],
  } as unknown as Frame
  it('are those of its own output that are to be seen', () => {
    expect(layersFor(edition, frame, { id: 'gauze', projects: true }).map(({ picture }) => picture.kind)).toEqual(['media', 'black'])
    expect(layersFor(edition, frame, { id: 'wall', projects: true }).map(({ picture }) => picture.kind)).toEqual(['black'])
  })
  it('a page of fans sees the media of the first screen, and neither its patterns nor its black', () => {
    expect(layersFor(edition, frame, { id: null, projects: false }).map(({ picture }) => picture.kind)).toEqual(['media'])
  })
})

describe('media of the cues to come', () => {
  it('are those of the standby cue and the two after it, of a group’s children, and of anchored cues', () => {
    const cue = (file: string, more = {}) => ({ action: { kind: 'output', picture: { ...media, file } }, ...more })
    const cues = {
      one: cue('1.png'),
      two: { action: { kind: 'group', mode: 'together' } },
      three: { action: { kind: 'note' } },
      four: cue('4.png'),
      child: cue('child.png', { groupId: 'two' }),
      anchored: cue('anchored.png', { anchor: { kind: 'time', segmentId: 'a', positionMs: 0 } }),
    }
    const show = { ...edition, show: { ...edition.show, cues }, cueOrder: ['one', 'two', 'three', 'four'] } as unknown as Edition
    expect(mediaToPrepare(show, 'one').map(({ file }) => file)).toEqual(['1.png', 'child.png', 'anchored.png'])
    expect(mediaToPrepare(show, 'three').map(({ file }) => file)).toEqual(['4.png', 'anchored.png'])
  })
})

describe('fitOf', () => {
  /** Where the edges of the picture come to lie in the frame, 0–1. */
  const edges = (fit: 'contain' | 'cover' | 'stretch', picture: number, frame: number) => {
    const { scale, shift } = fitOf(fit, picture, frame)
    return [0, 1].map((axis) =>
      [(0 - shift[axis]!) / scale[axis]!, (1 - shift[axis]!) / scale[axis]!].map((at) => Math.round(at * 1000) / 1000),
    )
  }
  it('contain shows the whole picture, cover fills the frame, both with round circles', () => {
    expect(edges('contain', 1, 2)).toEqual([
      [0.25, 0.75],
      [0, 1],
    ])
    expect(edges('contain', 4, 2)).toEqual([
      [0, 1],
      [0.25, 0.75],
    ])
    expect(edges('cover', 1, 2)).toEqual([
      [0, 1],
      [-0.5, 1.5],
    ])
    expect(edges('cover', 4, 2)).toEqual([
      [-0.5, 1.5],
      [0, 1],
    ])
    expect(edges('stretch', 4, 2)).toEqual([
      [0, 1],
      [0, 1],
    ])
  })
})

describe('videoStep', () => {
  it('seeks when the video is far off, and comes nearer by its speed when it is not', () => {
    expect(videoStep(3, 5)).toEqual({ seekS: 5 })
    expect(videoStep(Number.NaN, 5)).toEqual({ seekS: 5 })
    let atS = 5.15
    for (let n = 0, wantedS = 5; n < 300; n++, wantedS += 1 / 30) {
      const step = videoStep(atS, wantedS)
      if ('seekS' in step) throw new Error('it need not seek')
      atS += step.rate / 30
      if (n === 299) expect(Math.abs(atS - wantedS - 1 / 30)).toBeLessThan(0.005)
    }
  })
})
