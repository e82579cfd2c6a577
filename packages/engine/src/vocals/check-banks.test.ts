import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Show, Song } from '@ghostlight/timeline'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkBanks } from './check-banks.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ghostlight-banks-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const show = { performers: { a: { singer: { kind: 'bank', folder: 'voices/small' } } } } as unknown as Show
const note = (lyric: string, startBeats: number) => ({ lyric, startBeats, lengthBeats: 1, pitch: 60 })
const songs = {
  one: {
    tempo: { start: { atBeats: 0, bpm: 120, curve: 'step' } },
    tracks: { lead: { kind: 'vocal', performerId: 'a', language: 'ja', notes: { n1: note('か', 1), n2: note('ら', 2) } } },
  },
} as unknown as Readonly<Record<string, Song>>

describe('voicebanks of a show', () => {
  it('a folder that is not there is an error', () => {
    expect(checkBanks(folder, show, songs).map(({ code, severity }) => `${severity} ${code}`)).toEqual(['error missing-voicebank'])
  })
  it('what a bank lacks for the songs is named before the show, and broken lines with file and line', () => {
    const bank = join(folder, 'voices', 'small')
    mkdirSync(bank, { recursive: true })
    writeFileSync(join(bank, 'ka.wav'), 'not listened to')
    writeFileSync(join(bank, 'oto.ini'), 'ka.wav=ka,0,60,0,60,30\nra.wav=ra,0,60,0,60,30\n')
    const issues = checkBanks(folder, show, songs)
    expect(issues.map(({ path, code }) => `${path} ${code}`)).toEqual([
      'voices/small/oto.ini:2 missing-recording',
      'show.performers.a.singer.folder missing-aliases',
    ])
    expect(issues[1]?.message).toContain('ら (ka)')
  })
  it('a bank whose samples are named in another way than the words need is an error that says so', () => {
    const bank = join(folder, 'voices', 'small')
    mkdirSync(bank, { recursive: true })
    writeFileSync(join(bank, 'x.wav'), 'not listened to')
    writeFileSync(join(bank, 'oto.ini'), ['-bon', 'oel', 'gah', 'inshA3'].map((alias) => `x.wav=${alias},0,60,0,60,30`).join('\n'))
    const issues = checkBanks(folder, show, songs)
    expect(issues.map(({ code, severity }) => `${severity} ${code}`)).toEqual(['error foreign-voicebank'])
    expect(issues[0]?.message).toContain('"gah"')
  })
})
