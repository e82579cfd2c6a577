import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { canonicalJson } from '@ghostlight/timeline'
import { afterEach, describe, expect, it } from 'vitest'
import { createFaultRegister } from '../faults.ts'
import type { Documents } from '../store/edition-library.ts'
import { createFileLayer } from '../store/file-layer.ts'
import { readShow } from '../store/show-store.ts'
import { createDraftMaker, type DraftMaker } from './draft-maker.ts'
import { createEditDesk } from './edit-desk.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const cue = {
  order: 'a',
  number: '1',
  name: { en: 'One' },
  preWaitMs: 0,
  postWaitMs: 0,
  continueMode: 'none',
  armed: true,
  action: { kind: 'note' },
}
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ghostlight-desk-'))
  folders.push(folder)
  mkdirSync(join(folder, '.ghostlight'))
  const settings = { startLeadMs: 100, goLockOutMs: 0, audienceDelayMs: 0, panicFadeMs: 0 }
  writeFileSync(
    join(folder, 'show.json'),
    canonicalJson({
      schemaVersion: 1,
      id: 'x',
      title: { en: 'X' },
      performers: {},
      setlist: {},
      cues: { one: cue },
      looks: {},
      settings,
      credits: {},
    }),
  )
  writeFileSync(join(folder, 'venue.json'), canonicalJson({ schemaVersion: 1, id: 'v', name: 'V', outputs: {}, targets: {}, fixtures: {} }))
  return folder
}
async function openDesk(folder: string, { around = (maker: DraftMaker) => maker, shortBytes = 1e9 } = {}) {
  const troubles: string[] = []
  const lock: { by: string | null } = { by: null }
  const files = createFileLayer()
  const { documents } = readShow(folder, null, files)
  const faults = createFaultRegister(() => 0)
  const desk = await createEditDesk({
    stateFolder: join(folder, '.ghostlight'),
    documents: documents!,
    maker: around(createDraftMaker({ folder, venueFile: null, cacheFolder: null }, files)),
    onMade: () => undefined,
    lockedBy: () => lock.by,
    shortBytes,
    files,
    faults,
    onListenerTrouble: (error) => troubles.push(error.message),
  })
  return { desk, faults, troubles, lock }
}
const rename = (from: string, to: string, id = to) => ({
  id,
  label: `rename to ${to}`,
  author: 'whoever',
  forward: [{ path: ['show', 'cues', 'one', 'name', 'en'], value: to }],
  backward: [{ path: ['show', 'cues', 'one', 'name', 'en'], value: from }],
})
const song = {
  schemaVersion: 1,
  id: 'evil',
  title: { en: 'E' },
  lengthBeats: 4,
  tempo: { t: { atBeats: 0, bpm: 120, curve: 'step' } },
  metre: { m: { atBeats: 0, beatsPerBar: 4, beatUnit: 4 } },
  sections: {},
  vamps: {},
  tracks: {},
  credits: {},
}
const nameIn = (documents: Documents) => documents.show.cues.one?.name.en
const nameOnDisk = (folder: string) => (JSON.parse(readFileSync(join(folder, 'show.json'), 'utf8')) as Documents['show']).cues.one?.name.en

describe('the edit desk', () => {
  it('writes edits back into the show, and undo works after a restart', async () => {
    const folder = newFolder()
    const first = await openDesk(folder)
    expect(await first.desk.edit(rename('One', 'Two'), 'author:Aki')).toMatchObject({ ok: true })
    expect(first.desk.info('author:Aki')).toMatchObject({ canUndo: true, label: 'rename to Two', author: 'author:Aki' })
    expect(first.desk.info('author:Bo').canUndo).toBe(false)
    await first.desk.stop()
    expect(nameOnDisk(folder)).toBe('Two')
    const second = await openDesk(folder)
    expect(await second.desk.undo('author:Bo')).toMatchObject({ ok: false })
    expect(await second.desk.undo('author:Aki')).toMatchObject({ ok: true, label: 'rename to Two' })
    await second.desk.stop()
    expect(nameOnDisk(folder)).toBe('One')
    const third = await openDesk(folder)
    expect(await third.desk.redo('author:Aki')).toMatchObject({ ok: true })
    await third.desk.stop()
    expect(nameOnDisk(folder)).toBe('Two')
  })
  it('an acknowledged edit survives a crash before it was written back', async () => {
    const folder = newFolder()
    const first = await openDesk(folder)
    await first.desk.edit(rename('One', 'Two'), 'a')
    // No stop: the process is gone. The journal has it, the show does not.
    expect(nameOnDisk(folder)).toBe('One')
    const second = await openDesk(folder)
    expect(nameIn(second.desk.documents())).toBe('Two')
    await second.desk.stop()
    expect(nameOnDisk(folder)).toBe('Two')
    expect(await (await openDesk(folder)).desk.undo('a')).toMatchObject({ ok: true })
  })
  it('a show that somebody changed by hand is taken as it is, and edits that do not fit it are kept aside', async () => {
    const folder = newFolder()
    const first = await openDesk(folder)
    await first.desk.edit(rename('One', 'Two'), 'a')
    const byHand = JSON.parse(readFileSync(join(folder, 'show.json'), 'utf8'))
    writeFileSync(join(folder, 'show.json'), canonicalJson({ ...byHand, title: { en: 'By hand' } }))
    const second = await openDesk(folder)
    expect(nameIn(second.desk.documents())).toBe('One')
    expect(second.faults.list()).toMatchObject([{ code: 'edits-set-aside' }])
    expect(readFileSync(join(folder, '.ghostlight/edits-set-aside.ndjson'), 'utf8')).toContain('rename to Two')
    expect(second.desk.info('a').canUndo).toBe(false)
    await second.desk.stop()
  })
  it('an edit that would break the show changes nothing and says why', async () => {
    const folder = newFolder()
    const { desk } = await openDesk(folder)
    const dangling = {
      ...rename('One', 'x'),
      forward: [{ path: ['show', 'cues', 'one', 'action'], value: { kind: 'look', look: 'none', fadeMs: 0 } }],
    }
    const answer = await desk.edit(dangling, 'a')
    expect(answer).toMatchObject({
      ok: false,
      reason: 'breaks-the-show',
      values: { count: 1 },
      issues: [{ path: expect.stringContaining('show.cues.one.action'), code: 'unknown-look', severity: 'error' }],
    })
    expect(!answer.ok && answer.message).toContain('show.cues.one.action')
    expect(await desk.edit({ forward: 'x' }, 'a')).toMatchObject({ ok: false, reason: 'not-an-edit' })
    const lost = { ...rename('One', 'x'), forward: [{ path: ['show', 'cues', 'none', 'name', 'en'], value: 'x' }] }
    expect(await desk.edit(lost, 'a')).toMatchObject({ reason: 'edit-does-not-fit', values: { path: 'show.cues.none.name.en' } })
    expect(await desk.edit({ ...rename('One', 'x'), forward: [{ path: ['show', '__proto__', 'x'], value: 1 }] }, 'a')).toMatchObject({
      ok: false,
    })
    expect(nameIn(desk.documents())).toBe('One')
    await desk.stop()
  })
  it('while the show is locked nothing is edited, undone or redone, and the answer names who locked it', async () => {
    const { desk, lock } = await openDesk(newFolder())
    expect(await desk.edit(rename('One', 'Two'), 'a')).toMatchObject({ ok: true })
    lock.by = 'operator:Aki'
    const refused = { ok: false, reason: 'show-locked', values: { by: 'operator:Aki' } }
    expect(await desk.edit(rename('Two', 'Three'), 'b')).toMatchObject(refused)
    expect(await desk.undo('a')).toMatchObject(refused)
    expect(await desk.redo('a')).toMatchObject(refused)
    expect(nameIn(desk.documents())).toBe('Two')
    lock.by = null
    expect(await desk.undo('a')).toMatchObject({ ok: true })
    await desk.stop()
  })
  it('says what was undone as a code with names, in whatever language its label was; and who stands in the way', async () => {
    const { desk } = await openDesk(newFolder())
    const saying = { code: 'cue-renamed', values: { number: '1', odd: ['x'], long: 'x'.repeat(300) } }
    await desk.edit({ ...rename('One', 'Two'), label: 'キュー 1 の名前を変更', saying }, 'a')
    const told = { code: 'cue-renamed', values: { number: '1' } }
    expect(desk.info('a')).toMatchObject({ label: 'キュー 1 の名前を変更', saying: told })
    expect(await desk.undo('a')).toMatchObject({ ok: true, label: 'キュー 1 の名前を変更', saying: told })
    expect(await desk.redo('a')).toMatchObject({ ok: true, saying: told })
    await desk.edit(rename('Two', 'Three'), 'b')
    const values = { author: 'b', path: 'show.cues.one.name.en', label: 'キュー 1 の名前を変更', theirs: 'rename to Three' }
    expect(await desk.undo('a')).toMatchObject({ ok: false, reason: 'changed-since', values })
    expect(await desk.undo('c')).toMatchObject({ ok: false, reason: 'nothing-to-undo' })
    expect(await desk.redo('c')).toMatchObject({ ok: false, reason: 'nothing-to-redo' })
    await desk.stop()
  })
  it('its journal is made short once everything is written into the show; undo reaches as far as before, also after a restart', async () => {
    const folder = newFolder()
    const journal = () => readFileSync(join(folder, '.ghostlight/edits.ndjson'), 'utf8')
    const first = await openDesk(folder, { shortBytes: 2000 })
    for (let n = 0; n < 30; n++) await first.desk.edit(rename(n === 0 ? 'One' : `n${n - 1}`, `n${n}`), 'a')
    await first.desk.stop()
    const second = await openDesk(folder, { shortBytes: 2000 })
    await second.desk.edit(rename('n29', 'last'), 'a')
    await second.desk.stop()
    expect(journal().split('\n')[0]).toMatch(/^\{"kind":"base"/)
    expect(journal().trim().split('\n').length).toBeLessThan(6)
    const third = await openDesk(folder)
    for (let n = 0; n < 31; n++) expect(await third.desk.undo('a')).toMatchObject({ ok: true })
    expect(await third.desk.undo('a')).toMatchObject({ ok: false, reason: 'nothing-to-undo' })
    expect(nameIn(third.desk.documents())).toBe('One')
    await third.desk.stop()
    expect(nameOnDisk(folder)).toBe('One')
  })
  it('takes edits one after the other, in the order they came', async () => {
    const folder = newFolder()
    const { desk } = await openDesk(folder)
    const answers = await Promise.all([
      desk.edit(rename('One', 'Two'), 'a'),
      desk.edit(rename('Two', 'Three'), 'b'),
      desk.edit(rename('Three', 'Four'), 'a'),
    ])
    expect(answers.every((answer) => answer.ok)).toBe(true)
    expect(nameIn(desk.documents())).toBe('Four')
    await desk.stop()
  })
  it('a listener that throws takes nothing from the others: the edit stands, and they hear of it', async () => {
    const { desk, troubles } = await openDesk(newFolder())
    let heard = 0
    desk.subscribe(() => {
      throw new Error('broken page')
    })
    desk.subscribe(() => {
      heard += 1
    })
    expect(await desk.edit(rename('One', 'Two'), 'a')).toMatchObject({ ok: true })
    expect(await desk.undo('a')).toMatchObject({ ok: true })
    expect([heard, troubles, nameIn(desk.documents())]).toEqual([2, ['broken page', 'broken page'], 'One'])
    await desk.stop()
  })
  it('a song lies in the folder of its name, and its id is that name: nothing is written outside the show', async () => {
    const folder = newFolder()
    const { desk } = await openDesk(folder)
    const add = (key: string, value: unknown) => ({
      ...rename('One', 'x'),
      forward: [{ path: ['songs', key], value }],
      backward: [{ path: ['songs', key] }],
    })
    for (const key of ['../../../evil', 'other', '']) {
      const answer = await desk.edit(add(key, song), 'a')
      expect(answer, key).toMatchObject({ ok: false })
      expect(!answer.ok && answer.message).toContain('folder')
    }
    await desk.stop()
    expect(existsSync(join(folder, '../evil'))).toBe(false)
  })
  it('what goes wrong while an edition is made is an answer, not the end of the engine', async () => {
    const folder = newFolder()
    let failing = false
    const around = (maker: DraftMaker): DraftMaker => ({
      ...maker,
      take: (edit) => (failing ? Promise.reject(new Error('EIO')) : maker.take(edit)),
    })
    const { desk } = await openDesk(folder, { around })
    failing = true
    const answer = await desk.edit(rename('One', 'Two'), 'a')
    expect(answer).toEqual({ ok: false, reason: 'edit-failed', message: expect.stringContaining('EIO'), values: { why: 'EIO' } })
    failing = false
    expect(await desk.edit(rename('One', 'Two'), 'a')).toMatchObject({ ok: true })
    await desk.stop()
  })
  it('a song that was taken out stays out after a restart, can be brought back by undo, and its files are kept aside', async () => {
    const folder = newFolder()
    const first = await openDesk(folder)
    const add = {
      ...rename('One', 'add'),
      forward: [{ path: ['songs', 'evil'], value: { ...song } }],
      backward: [{ path: ['songs', 'evil'] }],
    }
    expect(await first.desk.edit(add, 'a')).toMatchObject({ ok: true })
    await first.desk.stop()
    const second = await openDesk(folder)
    expect(await second.desk.undo('a')).toMatchObject({ ok: true })
    await second.desk.stop()
    expect(existsSync(join(folder, '.ghostlight/removed-songs/evil-1/song.json'))).toBe(true)
    const third = await openDesk(folder)
    expect([Object.keys(third.desk.documents().songs), third.faults.list()]).toEqual([[], []])
    expect(await third.desk.redo('a')).toMatchObject({ ok: true })
    await third.desk.stop()
    expect(Object.keys((await openDesk(folder)).desk.documents().songs)).toEqual(['evil'])
  })
})
