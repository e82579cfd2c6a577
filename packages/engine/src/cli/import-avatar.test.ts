import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildPerformer } from '@ghostlight/avatar/performer'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { importAvatar } from './import-avatar.ts'

let folder = ''
let told: string[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ghostlight-avatar-'))
  const show = JSON.parse(readFileSync(new URL('../../../../shows/first-light/show.json', import.meta.url), 'utf8')) as unknown
  writeFileSync(join(folder, 'show.json'), JSON.stringify(show))
  told = []
  for (const way of ['log', 'error'] as const) vi.spyOn(console, way).mockImplementation((text: string) => void told.push(text))
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
})
const avatarNow = () =>
  Object.values(
    (JSON.parse(readFileSync(join(folder, 'show.json'), 'utf8')) as { performers: Record<string, { avatar: unknown }> }).performers,
  )[0]!.avatar

it('an avatar becomes the body of the performer, and its numbers are said', () => {
  writeFileSync(join(folder, 'mine.vrm'), buildPerformer('akane'))
  expect(importAvatar(join(folder, 'mine.vrm'), { into: folder, performer: null })).toBe(0)
  expect(avatarNow()).toEqual({ kind: 'file', file: 'avatars/mine.vrm' })
  expect(readFileSync(join(folder, 'avatars/mine.vrm')).length).toBeGreaterThan(1_000_000)
  expect(told.join('\n')).toMatch(/\d+ triangles, 20 draw calls/)
})

it('a broken one is refused with the reason, and the show stays as it is', () => {
  const before = avatarNow()
  writeFileSync(join(folder, 'cut.vrm'), buildPerformer('akane').slice(0, 5000))
  expect(importAvatar(join(folder, 'cut.vrm'), { into: folder, performer: null })).toBe(1)
  expect(importAvatar(join(folder, 'cut.vrm'), { into: folder, performer: 'nobody' })).toBe(1)
  expect(avatarNow()).toEqual(before)
  expect(told.join('\n')).toContain('cut off')
})
