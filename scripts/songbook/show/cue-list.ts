/**
 * The cue list of the demo show: what an operator gives by hand (whole numbers, and the halves between songs), and what comes by itself at
 * a syllable, a section, a bar, a mark or some beats before the end. Colours tell who should look up: songs have their own, light is blue,
 * the performer rose, picture violet, sound green, words grey.
 */
import type { Show } from '@ghostlight/timeline'
import { talk } from '../between.ts'
import { daisyBell } from '../daisy-bell.ts'
import { BRIDGE } from '../nokoribi/form.ts'
import { nokoribi } from '../nokoribi/song.ts'
import { both, keyed, type Plain, type PlainSong } from '../score.ts'
import { EMBER_S } from '../write-media.ts'

type PlainCue = Plain<Show>['cues'][string]
type Anchor = NonNullable<PlainCue['anchor']>
interface Said {
  /** English, then Japanese: notes have one text for both. */
  readonly notes?: readonly [en: string, ja: string]
  readonly colour?: string
  readonly continueMode?: PlainCue['continueMode']
  readonly postWaitMs?: number
  readonly armed?: boolean
  readonly anchor?: Anchor
  /** Number of the group it belongs to. */
  readonly inGroup?: string
}

interface Listed {
  readonly inGroup: string | null
  readonly cue: Omit<PlainCue, 'order' | 'groupId'>
}

const LIGHT = '#80bafb'
const HER = '#ffb7cf'
const PICTURE = '#c59bff'
const SOUND = '#7cedbe'
const WORDS = '#a7b5bc'

/** Actions name other cues by number; `cues` puts ids in their place. */
function cue(number: string, en: string, ja: string, action: PlainCue['action'], said: Said = {}): Listed {
  const { notes, inGroup = null, continueMode = 'none', postWaitMs = 0, armed = true, ...more } = said
  return {
    inGroup,
    cue: {
      ...{ number, name: both(en, ja), preWaitMs: 0, postWaitMs, continueMode, armed, action, ...more },
      ...(notes === undefined ? {} : { notes: notes.join(' / ') }),
    },
  }
}

/** At a sung syllable, found by where it stands so that it stays right when the words are arranged again. */
function syllable(segmentId: string, song: PlainSong, atBeats: number): Anchor {
  const lead = song.tracks['lead']
  const found = lead?.kind === 'vocal' ? Object.entries(lead.notes).find(([, note]) => note.startBeats >= atBeats) : undefined
  if (!found) throw new Error(`nothing is sung in ${song.id} from beat ${atBeats} on`)
  return { kind: 'note', segmentId, trackId: 'lead', noteId: found[0] }
}

const osc = (address: string, value: number): PlainCue['action'] => ({ kind: 'osc', messages: [{ address, args: [{ type: 'i', value }] }] })
const face = (expressions: Record<string, number>, fadeMs: number, lengthMs: number): PlainCue['action'] => ({
  ...{ kind: 'performer', performerId: 'hotaru', expressions, fadeMs, lengthMs },
})
const dance = (move: string, fadeMs: number, lengthMs: number): PlainCue['action'] => ({
  ...{ kind: 'performer', performerId: 'hotaru', move, fadeMs, lengthMs },
})
const standBy = (number: string, en: string, ja: string, segmentId: string, beats: number): Listed =>
  cue(number, en, ja, { kind: 'note' }, { colour: WORDS, anchor: { kind: 'beforeEnd', segmentId, beats } })

const opening: readonly Listed[] = [
  cue(
    ...(['1', 'House to half, ghost light on', '客電半分、ゴーストライト点灯'] as const),
    { kind: 'look', look: 'preset', fadeMs: 3000 },
    { notes: ['Doors are closed. Wait for front of house.', '開場扉を閉める。表方の合図を待つ。'], colour: LIGHT },
  ),
]
const daisy: readonly Listed[] = [
  cue(
    ...(['2', 'Daisy Bell', 'デイジー・ベル'] as const),
    { kind: 'segment', segmentId: 'daisy' },
    {
      notes: ['Eight bars of celesta, then she sings.', 'チェレスタ八小節のあと、歌。'],
      colour: '#ffd36b',
      continueMode: 'autoContinue',
    },
  ),
  cue('2.5', 'Ghost light out', 'ゴーストライト消灯', { kind: 'releaseLooks', fadeMs: 2000 }, { colour: LIGHT }),
  cue('2.6', 'She smiles: "Daisy"', '「デイジー」で微笑む', face({ joy: 0.8 }, 500, 5000), {
    colour: HER,
    anchor: syllable('daisy', daisyBell, 120),
  }),
  cue(
    ...(['2.7', 'Fairground colours go round', '遊園地の色がまわる'] as const),
    { kind: 'look', look: 'fairground', fadeMs: 3000 },
    { colour: LIGHT, anchor: { kind: 'bar', segmentId: 'daisy', bar: 57, beat: 1 } },
  ),
  cue(
    ...(['2.8', 'Colours home', '色をもどす'] as const),
    { kind: 'releaseLooks', fadeMs: 4000 },
    { colour: LIGHT, anchor: { kind: 'section', segmentId: 'daisy', sectionId: 'outro' } },
  ),
  standBy('2.9', 'Stand by 3, on applause', '3番スタンバイ、拍手で', 'daisy', 9),
]
const words: readonly Listed[] = [
  cue(
    ...(['3', 'Hotaru speaks', 'MC'] as const),
    { kind: 'segment', segmentId: 'talk' },
    { notes: ['On applause.', '拍手で。'], colour: '#8f9fff' },
  ),
  cue(
    ...(['3.5', 'A breath of blossom', '桜の気配'] as const),
    { kind: 'look', look: 'blossom-air', fadeMs: 2500 },
    { notes: ['On "sakura", as she says it.', '「さくら」のことばで。'], colour: LIGHT, anchor: syllable('talk', talk, 17.5) },
  ),
]
const sakura: readonly Listed[] = [
  cue(
    ...(['4', 'Sakura Sakura', 'さくらさくら'] as const),
    { kind: 'segment', segmentId: 'sakura' },
    { notes: ['Quiet. Hold the room.', '静かに。間をとる。'], colour: '#ffb7cf', continueMode: 'autoContinue' },
  ),
  cue('4.1', 'Blossom out', '桜の色を抜く', { kind: 'releaseLooks', fadeMs: 4000 }, { colour: LIGHT }),
  cue(
    ...(['4.2', 'The moon rises', '月の出'] as const),
    {
      kind: 'output',
      picture: { kind: 'media', media: 'still', file: 'media/moon.png', layer: -1, levelUnit: 0.65, fit: 'cover' },
      fadeMs: 6000,
    },
    { colour: PICTURE, anchor: { kind: 'time', segmentId: 'sakura', positionMs: 2500 } },
  ),
  cue(
    ...(['4.5', 'Petals drift', '花びらが流れる'] as const),
    { kind: 'look', look: 'petal-colours', fadeMs: 3000 },
    { colour: LIGHT, anchor: { kind: 'section', segmentId: 'sakura', sectionId: 'b' } },
  ),
  cue(
    ...(['4.8', 'The moon sets', '月の入り'] as const),
    { kind: 'release', of: 'outputs', fadeMs: 7000 },
    {
      colour: PICTURE,
      continueMode: 'autoContinue',
      anchor: { kind: 'beforeEnd', segmentId: 'sakura', beats: 10 },
    },
  ),
  cue('4.8.1', 'Petals settle', '花びらが落ちつく', { kind: 'releaseLooks', fadeMs: 5000 }, { colour: LIGHT }),
  standBy('4.9', 'Stand by 5, let it ring', '5番スタンバイ、余韻を聴く', 'sakura', 6),
]
const waiting: readonly Listed[] = [
  cue(
    ...(['5', 'Waiting for you (vamp)', '待ちあい(ヴァンプ)'] as const),
    { kind: 'segment', segmentId: 'waiting' },
    { notes: ['Loops until the next GO. Let them clap.', '次のGOまで繰り返す。手拍子を待つ。'], colour: '#8a4dff' },
  ),
  cue(
    ...(['5.1', 'See them clap', '客席を映す'] as const),
    { kind: 'camera', shot: 'crowd', from: -14, to: 14, moveMs: 7272, lengthMs: 7272 },
    {
      notes: ['Every time round.', '毎周。'],
      colour: PICTURE,
      anchor: { kind: 'bar', segmentId: 'waiting', bar: 3, everyPass: true },
    },
  ),
]
const last: readonly Listed[] = [
  cue(
    ...(['6', 'Nokoribi', 'のこりび'] as const),
    { kind: 'segment', segmentId: 'nokoribi' },
    { notes: ['Last song.', '最後の曲。'], colour: '#ff8a1f' },
  ),
  cue(
    ...(['6.3', 'If they sing on: the interlude goes round', '客席が歌ったら:間奏を回す'] as const),
    { kind: 'group', mode: 'sequence' },
    {
      notes: [
        'Spare. GO passes it by; fire 6.3.1 in the interlude, 6.3.2 when they have sung enough.',
        '予備。GOでは飛ばされる。間奏で6.3.1、もう十分なら6.3.2を直接。',
      ],
      colour: WORDS,
      armed: false,
    },
  ),
  cue('6.3.1', 'Interlude round and round', '間奏を繰り返す', { kind: 'vamp', sectionId: 'interlude' }, { inGroup: '6.3' }),
  cue('6.3.2', 'On to the bridge at the bar', '小節でCメロへ', { kind: 'command', command: 'devamp', boundary: 'bar' }, { inGroup: '6.3' }),
  cue('6.5', '"I was never born"', '「生まれたことはない」', face({ tender: 0.7 }, 1200, 12_000), {
    colour: HER,
    anchor: syllable('nokoribi', nokoribi, BRIDGE),
  }),
  cue('7', 'Confetti ready', '紙吹雪スタンバイ', osc('/ghostlight/fx/confetti/arm', 1), {
    notes: ['Before the last chorus. Look up: is the net clear?', '大サビの前に。上を確認。'],
    colour: WORDS,
  }),
  cue(
    ...(['7.1', 'Confetti', '紙吹雪'] as const),
    { kind: 'group', mode: 'together' },
    { colour: '#ffa31f', anchor: { kind: 'marker', segmentId: 'nokoribi', trackId: 'marks', markerId: 'confetti' } },
  ),
  cue('7.1.1', 'Streamers', '銀テープ', osc('/ghostlight/fx/streamers', 1), { inGroup: '7.1' }),
  cue('7.1.2', 'Gold from above', '金の光', { kind: 'look', look: 'glitter', fadeMs: 400 }, { colour: LIGHT, inGroup: '7.1' }),
  cue('7.1.3', 'She laughs', '笑う', face({ joy: 1 }, 400, 7000), { colour: HER, inGroup: '7.1' }),
  cue(
    ...(['7.5', 'Gold fades', '金の光が消える'] as const),
    { kind: 'releaseLooks', fadeMs: 4000 },
    { colour: LIGHT, anchor: { kind: 'section', segmentId: 'nokoribi', sectionId: 'outro' } },
  ),
  standBy('7.9', 'Stand by 8, when the last word has gone', '8番スタンバイ、最後のことばが消えたら', 'nokoribi', 8),
]
const encore: readonly Listed[] = [
  cue('8', 'Bow', 'カーテンコール', { kind: 'look', look: 'bow', fadeMs: 1500 }, { colour: LIGHT, continueMode: 'autoContinue' }),
  cue(
    ...(['8.1', 'Curtain call', 'お辞儀'] as const),
    { kind: 'group', mode: 'sequence' },
    { notes: ['She bows, waits for them, waves.', 'お辞儀、間、手をふる。'], colour: HER },
  ),
  cue('8.1.1', 'She bows', 'お辞儀する', dance('bow', 400, 4200), { inGroup: '8.1' }),
  cue('8.1.2', 'A moment', '間', { kind: 'wait', lengthMs: 1200 }, { inGroup: '8.1' }),
  cue('8.1.3', 'She waves', '手をふる', dance('wave', 400, 5000), { inGroup: '8.1' }),
  cue(
    ...(['8.5', 'Encore stands ready', 'アンコール待機'] as const),
    { kind: 'group', mode: 'together' },
    {
      notes: [
        'Only if they call. The last chorus stands held on its first beat: an ember in the dark, and she waits.',
        '呼ばれたときだけ。大サビの頭で止まる。暗がりに残り火、彼女は待つ。',
      ],
      colour: '#ff8a1f',
    },
  ),
  cue(
    ...(['8.5.1', 'The last chorus', '大サビ'] as const),
    { kind: 'segment', segmentId: 'nokoribi', startSectionId: 'last' },
    { inGroup: '8.5' },
  ),
  cue('8.5.2', 'Held', '止める', { kind: 'hold' }, { inGroup: '8.5' }),
  cue('8.5.3', 'The confetti is spent', '紙吹雪は使用済み', { kind: 'command', command: 'disarm', cueId: '7.1' }, { inGroup: '8.5' }),
  cue(
    '8.5.4',
    'Light down',
    '明かりを落とす',
    { kind: 'command', command: 'grandMaster', levelUnit: 0.2 },
    { colour: LIGHT, inGroup: '8.5' },
  ),
  cue('8.5.5', 'Bow out', 'お辞儀の明かりを抜く', { kind: 'releaseLooks', fadeMs: 1500 }, { colour: LIGHT, inGroup: '8.5' }),
  cue(
    ...(['8.5.6', 'An ember crackles', '残り火の音'] as const),
    { kind: 'sound', file: 'audio/ember.ogg', durationMs: EMBER_S * 1000, loop: true, fadeMs: 2500, gainDb: -3 },
    { colour: SOUND, inGroup: '8.5' },
  ),
  cue(
    ...(['8.6', 'Encore: now', 'アンコール:今'] as const),
    { kind: 'command', command: 'resume' },
    {
      notes: ['When the room is quiet enough to hear the fire.', '火の音が聞こえるほど静かになったら。'],
      colour: '#ff8a1f',
      continueMode: 'autoContinue',
    },
  ),
  cue(
    '8.6.1',
    'Light up',
    '明かりを戻す',
    { kind: 'command', command: 'grandMaster', levelUnit: 1 },
    { colour: LIGHT, continueMode: 'autoContinue' },
  ),
  cue(
    ...(['8.6.2', 'Ember under the music', '残り火を下げる'] as const),
    { kind: 'soundFade', cueId: '8.5.6', gainDb: -24, fadeMs: 800 },
    { colour: SOUND, continueMode: 'autoFollow' },
  ),
  cue('8.6.3', 'Ember out', '残り火を消す', { kind: 'soundStop', cueId: '8.5.6', fadeMs: 3000 }, { colour: SOUND }),
  cue('8.9', 'Last bow', '最後のお辞儀', { kind: 'look', look: 'bow', fadeMs: 1500 }, { colour: LIGHT, continueMode: 'autoContinue' }),
  cue('8.9.1', 'She bows once more', 'もう一度お辞儀', dance('bow', 400, 4200), { colour: HER }),
]
const goodnight: readonly Listed[] = [
  cue(
    '9',
    'Goodnight: blackout',
    '終演 暗転',
    { kind: 'command', command: 'blackoutOn' },
    { notes: ['When she has gone.', '彼女が消えたら。'] },
  ),
  cue(
    ...(['10', 'House up', '客電'] as const),
    { kind: 'release', of: 'all', fadeMs: 1000 },
    { notes: ['When front of house asks.', '表方の合図で。'], continueMode: 'autoContinue', postWaitMs: 1000 },
  ),
  cue('10.1', 'Light may return', '暗転解除', { kind: 'command', command: 'blackoutOff' }, { colour: LIGHT, continueMode: 'autoContinue' }),
  cue('10.2', 'The ghost light stays', 'ゴーストライトを残す', { kind: 'look', look: 'preset', fadeMs: 5000 }, { colour: LIGHT }),
]

const list = [...opening, ...daisy, ...words, ...sakura, ...waiting, ...last, ...encore, ...goodnight]
const ids = new Map(Object.entries(keyed('q', list)).map(([id, { cue }]) => [cue.number, id]))
const named = (number: string): string => {
  const id = ids.get(number)
  if (id === undefined) throw new Error(`there is no cue ${number}`)
  return id
}
/** Two letters each: room for the list to grow, and no key ends in a way that leaves no room before it. */
const orderOf = (index: number): string => String.fromCharCode(97 + Math.floor(index / 20), 98 + (index % 20))

export const cues: Plain<Show>['cues'] = keyed(
  'q',
  list.map(({ inGroup, cue: { action, ...cue } }, index) => ({
    order: orderOf(index),
    ...cue,
    ...(inGroup === null ? {} : { groupId: named(inGroup) }),
    action: 'cueId' in action && action.cueId !== undefined ? { ...action, cueId: named(action.cueId) } : action,
  })),
)
