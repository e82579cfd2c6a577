import { compileEdition, type EditionData } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { type RenderOptions, requestOf } from './render-request.ts'

const song = {
  id: 'one',
  lengthBeats: 64,
  tempo: { a: { atBeats: 0, bpm: 120, curve: 'step' } },
  metre: {},
  sections: {},
  vamps: {},
  tracks: {},
  title: {},
  credits: {},
}
const edition = compileEdition(
  {
    formatVersion: 1,
    show: { setlist: { first: { order: 'a', kind: 'song', songId: 'one', name: {}, fadeOutMs: 0 } }, cues: {}, performers: {}, looks: {} },
    songs: { one: song },
    venue: {
      outputs: {
        wall: {
          kind: 'screen',
          order: 'a',
          name: 'Wall',
          widthPx: 1921,
          heightPx: 1080,
          displayLatencyMs: 0,
          mirror: false,
          required: true,
        },
        house: { kind: 'sound', order: 'b', name: 'House', required: true },
      },
      targets: {},
      fixtures: {},
    },
    assets: {},
    lexicon: {},
  } as unknown as EditionData,
  'hash',
)
const options: RenderOptions = {
  venue: null,
  song: null,
  output: null,
  content: false,
  from: null,
  to: null,
  fps: 60,
  size: null,
  codec: null,
  bitrate: null,
  lyrics: false,
  language: 'en',
  out: '/x/a.webm',
}
const asked = (wish: Partial<RenderOptions>) => requestOf(edition, { ...options, ...wish })

describe('a rendering that is asked for', () => {
  it('is the whole first song through the camera when nothing else is said', () => {
    expect(asked({})).toMatchObject({
      songId: 'one',
      outputId: null,
      fromMs: 0,
      toMs: 32_000,
      widthPx: 1920,
      heightPx: 1080,
      codec: 'vp9',
      partFrames: 300,
    })
  })
  it('takes the size of an output, made even for the encoder, and H.264 in MP4', () => {
    expect(asked({ output: 'wall', out: '/x/a.mp4', from: 1.5, to: 99 })).toMatchObject({
      outputId: 'wall',
      widthPx: 1920,
      codec: 'avc',
      fromMs: 1500,
      toMs: 32_000,
    })
  })
  it('is refused in words that name what there is', () => {
    expect(asked({ song: 'two' })).toContain('Its songs: one.')
    expect(asked({ output: 'house' })).toContain('Its screens: wall.')
    expect(asked({ from: 40 })).toContain('which lasts 32.0 s')
    expect(asked({ size: '9000x10' })).toContain('--size')
    expect(asked({ fps: 0 })).toContain('--fps')
    expect(asked({ out: '/x/a.avi' })).toContain('.webm, .mp4 or .png')
  })
})
