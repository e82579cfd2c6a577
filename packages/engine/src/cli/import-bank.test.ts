import { existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Show } from '@ghostlight/timeline'
import { parseShow } from '@ghostlight/timeline/format'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { importBank } from './import-bank.ts'

let folder = ''
let bank = ''
let show = ''
const plain = {
  schemaVersion: 1,
  id: 'small',
  title: { en: 'Small' },
  performers: {
    a: { name: { en: 'A' }, singer: { kind: 'builtIn', design: 'low' }, avatar: { kind: 'builtIn', look: 'hotaru' } },
    b: { name: { en: 'B' }, singer: { kind: 'builtIn', design: 'light' }, avatar: { kind: 'builtIn', look: 'hotaru' } },
  },
  setlist: {},
  cues: {},
  looks: {},
  settings: { startLeadMs: 100, goLockOutMs: 600, audienceDelayMs: 2000, panicFadeMs: 1500 },
  credits: {},
}
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ghostlight-bank-import-'))
  bank = join(folder, 'Small Bank')
  show = join(folder, 'show')
  mkdirSync(bank)
  mkdirSync(show)
  writeFileSync(join(show, 'show.json'), JSON.stringify(plain))
  writeFileSync(join(bank, 'ka.wav'), 'not listened to')
  writeFileSync(join(bank, 'oto.ini'), 'ka.wav=ka,10,60,0,60,30\n')
  writeFileSync(join(bank, 'character.txt'), 'name=Small\nauthor=Somebody\nvoice=A Singer\nweb=https://example.org/\n')
  writeFileSync(join(bank, 'readme.txt'), 'Free for any concert. No resale of the recordings.')
  vi.spyOn(console, 'log').mockImplementation(() => undefined)
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
})
const showNow = (): Show => {
  const parsed = parseShow(JSON.parse(readFileSync(join(show, 'show.json'), 'utf8')))
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
  return parsed.value
}
const options = { into: '', id: null, performer: null, copy: false }

describe('a voicebank imported into a show', () => {
  it('gives a performer its voice, and the show its credit and its terms', () => {
    expect(importBank(bank, { ...options, into: show, performer: 'b' })).toBe(0)
    const { performers, credits } = showNow()
    expect(performers.b?.singer).toEqual({ kind: 'bank', folder: 'voices/small-bank', creditId: 'voice-small-bank' })
    expect(performers.a?.singer.kind).toBe('builtIn')
    const credit = credits['voice-small-bank']
    expect(credit).toMatchObject({ name: 'A Singer', role: 'voice', source: 'https://example.org/' })
    expect(credit?.licence).toBe('terms in voices/small-bank/readme.txt')
    expect(credit?.note).toContain('by Somebody')
    expect(credit?.note).toContain('No resale of the recordings')
  })
  it('copies nothing unless told to; then the show has it all', () => {
    importBank(bank, { ...options, into: show })
    expect(lstatSync(join(show, 'voices', 'small-bank')).isSymbolicLink()).toBe(true)
    expect(importBank(bank, { ...options, into: show, id: 'own', copy: true })).toBe(0)
    expect(lstatSync(join(show, 'voices', 'own')).isDirectory()).toBe(true)
    expect(readFileSync(join(show, 'voices', 'own', 'ka.wav'), 'utf8')).toBe('not listened to')
    expect(showNow().performers.a?.singer).toMatchObject({ folder: 'voices/own' })
  })
  it('what a copy that was stopped has left does not get into the next one', () => {
    mkdirSync(join(show, 'voices', 'own.new'), { recursive: true })
    writeFileSync(join(show, 'voices', 'own.new', 'half.wav'), '')
    expect(importBank(bank, { ...options, into: show, id: 'own', copy: true })).toBe(0)
    expect(existsSync(join(show, 'voices', 'own.new'))).toBe(false)
    expect(existsSync(join(show, 'voices', 'own', 'half.wav'))).toBe(false)
    expect(existsSync(join(show, 'voices', 'own', 'ka.wav'))).toBe(true)
  })
  it('imported again it stays one; another bank of that name is refused', () => {
    for (let i = 0; i < 2; i++) expect(importBank(bank, { ...options, into: show })).toBe(0)
    expect(Object.keys(showNow().credits)).toEqual(['voice-small-bank'])
    const before = readFileSync(join(show, 'show.json'), 'utf8')
    const other = join(folder, 'other')
    mkdirSync(other)
    writeFileSync(join(other, 'ka.wav'), '')
    expect(importBank(other, { ...options, into: show, id: 'small-bank' })).toBe(1)
    expect(readFileSync(join(show, 'show.json'), 'utf8')).toBe(before)
  })
  it('a folder that is no voicebank, an unknown performer and a folder that is no show change nothing', () => {
    const empty = join(folder, 'empty')
    mkdirSync(empty)
    expect(importBank(empty, { ...options, into: show })).toBe(1)
    expect(importBank(bank, { ...options, into: show, performer: 'nobody' })).toBe(1)
    expect(importBank(bank, { ...options, into: empty })).toBe(1)
    expect(existsSync(join(show, 'voices'))).toBe(false)
    expect(showNow().credits).toEqual({})
  })
})
