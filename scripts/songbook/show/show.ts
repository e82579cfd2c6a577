/** The demo show around the songs: performers, setlist, and what stands beside this file. */
import type { Show } from '@ghostlight/timeline'
import { both, type Plain } from '../score.ts'
import { cues } from './cue-list.ts'
import { looks, palettes } from './looks.ts'

export const show: Plain<Show> = {
  $schema: '../../docs/schema/show.schema.json',
  schemaVersion: 1,
  id: 'first-light',
  title: both('First Light', 'ファースト・ライト'),
  performers: {
    hotaru: { name: both('Hotaru', 'ほたる'), singer: { kind: 'builtIn', design: 'hotaru' }, avatar: { kind: 'builtIn', look: 'hotaru' } },
  },
  setlist: {
    daisy: { order: 'a', kind: 'song', name: both('Daisy Bell', 'デイジー・ベル'), songId: 'daisy-bell', fadeOutMs: 1500 },
    talk: { order: 'b', kind: 'mc', name: both('Hotaru speaks', 'MC'), songId: 'talk', fadeOutMs: 500 },
    sakura: { order: 'c', kind: 'song', name: both('Sakura Sakura', 'さくらさくら'), songId: 'sakura', fadeOutMs: 2000 },
    waiting: { order: 'd', kind: 'vamp', name: both('Waiting for you', '待ちあい'), songId: 'waiting', fadeOutMs: 400 },
    nokoribi: { order: 'e', kind: 'song', name: both('Nokoribi', 'のこりび'), songId: 'nokoribi', fadeOutMs: 1500 },
  },
  cues,
  looks,
  palettes,
  settings: { startLeadMs: 100, goLockOutMs: 600, audienceDelayMs: 2000, panicFadeMs: 1500 },
  credits: {
    c001: { order: 'a', name: 'Ghostlight project', role: 'show, performer, voice, light, moon, ember', licence: 'CC-BY-4.0' },
    c002: { order: 'b', name: 'Harry Dacre (1857–1922)', role: 'words and music of Daisy Bell', licence: 'public domain' },
    c003: { order: 'c', name: 'Traditional (Japan)', role: 'Sakura Sakura', licence: 'public domain' },
  },
}
