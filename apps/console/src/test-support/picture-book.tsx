/** The console over the shipped show with a concert of its own: for looking at the design. `?scene=` rest, song, vamp, faults, lost, asked. */
import type { Fault, ShowStatus } from '@ghostlight/engine/protocol'
import type { EditionData, Show, Song, Venue } from '@ghostlight/timeline'
import { createRoot } from 'react-dom/client'
import showText from '../../../../shows/first-light/show.json?raw'
import venueText from '../../../../shows/first-light/venue.json?raw'
import '@fontsource/noto-sans-jp/400.css'
import '@fontsource/noto-sans-jp/500.css'
import '@fontsource/noto-sans-jp/700.css'
import '../style/index.css'
import { App } from '../App.tsx'
import { doubleConnection } from './double-connection.ts'

const songTexts = import.meta.glob<string>('../../../../shows/first-light/songs/*/song.json', {
  query: '?raw',
  import: 'default',
  eager: true,
})
const songs: Record<string, Song> = {}
for (const text of Object.values(songTexts)) {
  const song = JSON.parse(text) as Song
  songs[song.id] = song
}
const data: EditionData = {
  formatVersion: 1,
  show: JSON.parse(showText) as Show,
  songs,
  venue: JSON.parse(venueText) as Venue,
  assets: {},
  lexicon: {},
}
const scene = new URLSearchParams(location.search).get('scene') ?? 'rest'
const troubled = scene === 'faults'
const outputs = Object.entries(data.venue.outputs)
const faults: Fault[] = troubled
  ? [
      {
        id: 'f1',
        code: 'target-down',
        subject: Object.keys(data.venue.targets)[0] ?? '',
        message: 'Lighting desk does not answer: ECONNREFUSED 127.0.0.1:7770',
        sinceAtMs: 61_000,
        count: 12,
        acknowledged: false,
      },
      {
        id: 'f2',
        code: 'edges-skipped',
        subject: 'locate',
        message: '3 triggers were passed over while the engine was away',
        sinceAtMs: 64_000,
        count: 1,
        acknowledged: false,
        edges: ['r3:smoke', 'r3:curtain', 'r3:strobe-off'],
      },
    ]
  : []
let offsetMs = 120_000
const opened = performance.now()
const connection = doubleConnection({
  data,
  role: (new URLSearchParams(location.search).get('role') as 'operator' | 'audience' | null) ?? 'operator',
  assetOrigin: null,
  refusal: scene === 'key' ? 'wrong-key' : null,
  nowMs: () => performance.now() - opened + offsetMs,
  status: ({ draft, canUndo, canRedo, label }): ShowStatus =>
    ({
      performanceId: 'p1',
      epoch: 1,
      seq: 2,
      showAtMs: 0,
      connections: [
        {
          clientId: 'console-1',
          kind: 'console',
          role: 'operator',
          name: 'Console',
          output: null,
          speaks: false,
          rttMs: 0.4,
          report: null,
        },
        ...outputs
          .filter(([, output]) => output.kind === 'screen')
          .map(([id, output], index) => ({
            clientId: `s${index}`,
            kind: 'stage' as const,
            role: 'stage' as const,
            name: output.name,
            output: id,
            speaks: index === 0,
            rttMs: 0.7,
            report: {
              output: id,
              picture: 'drawing' as const,
              fps: 60,
              missedFrames: 0,
              sound: index === 0 ? (troubled ? ('locked' as const) : ('speaking' as const)) : ('silent' as const),
              soundErrorMs: index === 0 ? 3.1 : null,
              syncErrorMs: 0.6,
              loadedUnit: troubled ? 0.62 : 1,
            },
          })),
        { clientId: 'c2', kind: 'console', role: 'author', name: 'Aki', output: null, speaks: false, rttMs: 4.2, report: null },
      ],
      audience: 128,
      targets: Object.entries(data.venue.targets).map(([id, target]) => ({
        id,
        name: target.name,
        address: `${target.host}:${target.port}`,
        state: troubled ? ('down' as const) : ('cannotKnow' as const),
        sent: 48_210,
        failed: troubled ? 12 : 0,
      })),
      faults,
      durable: !troubled,
      outputThread: { priority: 'realtime', lateP50Ms: 0.1, lateP99Ms: 0.6 },
      interruptedForMs: 95_000,
      draft: { draftEdition: draft, label, author: 'Console', canUndo, canRedo },
    }) as ShowStatus,
})
const go = async (times: number): Promise<void> => {
  for (let count = 0; count < times; count += 1) {
    await connection.send({ command: 'go' })
    offsetMs += 2500
  }
}
if (scene !== 'rest') {
  await go(2)
  offsetMs += 61_000
}
if (scene === 'vamp') {
  const vampSegment = connection.edition()?.segmentOrder.find((id) => connection.edition()?.show.setlist[id]?.kind === 'vamp')
  if (vampSegment !== undefined) {
    await connection.send({ command: 'locate', segment: vampSegment, positionMs: 0 })
    await connection.send({ command: 'resume' })
    offsetMs += 5000
  }
}
if (scene === 'held') await connection.send({ command: 'hold' })
if (scene === 'asked') connection.restart()
if (scene === 'lost') connection.setState('lost')
createRoot(document.getElementById('root') as HTMLElement).render(
  <App
    sendFile={(_file, { onProgress, signal }) =>
      new Promise((resolve) => {
        // It stays there, to be looked at.
        onProgress(0.42)
        signal.addEventListener('abort', () => resolve({ ok: false, reason: 'cancelled', message: '' }))
      })
    }
    connection={connection}
    crewPort="4400"
    onKey={() => undefined}
  />,
)
