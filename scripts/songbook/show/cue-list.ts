/** The cue list of the demo show. */
import type { Show } from '@ghostlight/timeline'
import { both, keyed, type Plain } from '../score.ts'

type PlainCue = Plain<Show>['cues'][string]
const cue = (
  number: string,
  name: { en: string; ja: string },
  action: PlainCue['action'],
  more: Partial<Pick<PlainCue, 'notes' | 'colour' | 'postWaitMs' | 'continueMode' | 'preWaitMs'>> = {},
): Omit<PlainCue, 'order'> => ({
  number,
  name,
  preWaitMs: 0,
  postWaitMs: 0,
  continueMode: 'none',
  armed: true,
  action,
  ...more,
})
const cueList = [
  cue(
    '1',
    both('House to half, ghost light on', '客電半分、ゴーストライト点灯'),
    { kind: 'look', look: 'preset', fadeMs: 3000 },
    { notes: 'Doors are closed. Wait for front of house.', colour: '#80bafb' },
  ),
  cue(
    '2',
    both('Daisy Bell', 'デイジー・ベル'),
    { kind: 'segment', segmentId: 'daisy' },
    { notes: 'Eight bars of celesta, then she sings.', colour: '#ffd36b', continueMode: 'autoContinue', postWaitMs: 0 },
  ),
  cue('2.5', both('Ghost light out', 'ゴーストライト消灯'), { kind: 'releaseLooks', fadeMs: 2000 }),
  cue('3', both('Hotaru speaks', 'MC'), { kind: 'segment', segmentId: 'talk' }, { notes: 'On applause.', colour: '#8f9fff' }),
  cue(
    '4',
    both('Sakura Sakura', 'さくらさくら'),
    { kind: 'segment', segmentId: 'sakura' },
    { notes: 'Quiet. Hold the room.', colour: '#ffb7cf' },
  ),
  cue(
    '5',
    both('Waiting for you (vamp)', '待ちあい(ヴァンプ)'),
    { kind: 'segment', segmentId: 'waiting' },
    { notes: 'Loops until the next GO. Let them clap.', colour: '#8a4dff' },
  ),
  cue('6', both('Nokoribi', 'のこりび'), { kind: 'segment', segmentId: 'nokoribi' }, { notes: 'Last song.', colour: '#ff8a1f' }),
  cue(
    '7',
    both('Confetti ready', '紙吹雪スタンバイ'),
    { kind: 'osc', messages: [{ address: '/ghostlight/fx/confetti/arm', args: [{ type: 'i', value: 1 }] }] },
    { notes: 'Before the last chorus.' },
  ),
  cue('8', both('Bow', 'カーテンコール'), { kind: 'look', look: 'bow', fadeMs: 1500 }, { colour: '#7cedbe' }),
  cue('9', both('Goodnight: blackout', '終演 暗転'), { kind: 'command', command: 'blackoutOn' }, { notes: 'When she has gone.' }),
]

export const cues: Plain<Show>['cues'] = keyed(
  'q',
  cueList.map((c, i) => ({ order: String.fromCharCode(97 + i), ...c })),
)
