/**
 * The form of each kind of cue as data: which fields, in which order, and what may stand in them. A kind that is missing here is shown
 * without fields; it cannot be chosen, and what it does stays as it is.
 */
export type RefTo =
  | 'segment'
  | 'section'
  | 'look'
  | 'performer'
  | 'screen'
  | 'soundOutput'
  | 'cue'
  | 'soundCue'
  | 'groupCue'
  | 'track'
  | 'note'
  | 'markerTrack'
  | 'marker'
  | 'move'
export type Input =
  /** Stored in milliseconds, typed in seconds. */
  | { readonly kind: 'seconds' }
  | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly step: number }
  /** 0–1, shown in percent. */
  | { readonly kind: 'unit' }
  | { readonly kind: 'choice'; readonly of: readonly string[] }
  | { readonly kind: 'ref'; readonly to: RefTo }
  | { readonly kind: 'text' }
  /** A file of the show folder: one that the draft knows, or typed. */
  | { readonly kind: 'file'; readonly of: 'sound' | 'picture' }
  | { readonly kind: 'flag' }
  | { readonly kind: 'messages' }
  | { readonly kind: 'faces' }
export interface Field {
  /** Path inside the record, such as ["picture", "pattern"]. */
  readonly path: readonly string[]
  readonly input: Input
  /** May be left empty. */
  readonly optional?: boolean
  /** Shown only where another field of the record has one of these values. */
  readonly where?: { readonly path: readonly string[]; readonly is: readonly string[] }
}

const seconds: Input = { kind: 'seconds' }
const fade: Field = { path: ['fadeMs'], input: seconds }
const stay: Field = { path: ['lengthMs'], input: seconds, optional: true }
const choice = (...of: string[]): Input => ({ kind: 'choice', of })
const ref = (to: RefTo): Input => ({ kind: 'ref', to })
const degrees: Input = { kind: 'number', min: -180, max: 180, step: 5 }
const media = { path: ['picture', 'kind'], is: ['media'] }

export const actionFields: Readonly<Record<string, readonly Field[]>> = {
  segment: [
    { path: ['segmentId'], input: ref('segment') },
    { path: ['startSectionId'], input: ref('section'), optional: true },
    { path: ['startBeats'], input: { kind: 'number', min: 0, max: 100_000, step: 1 }, optional: true },
  ],
  look: [{ path: ['look'], input: ref('look') }, fade, { path: ['levelUnit'], input: { kind: 'unit' }, optional: true }],
  releaseLooks: [fade],
  osc: [{ path: ['messages'], input: { kind: 'messages' } }],
  performer: [
    { path: ['performerId'], input: ref('performer') },
    { path: ['move'], input: ref('move'), optional: true },
    { path: ['mirror'], input: { kind: 'flag' }, optional: true },
    { path: ['energyUnit'], input: { kind: 'unit' }, optional: true },
    { path: ['expressions'], input: { kind: 'faces' }, optional: true },
    fade,
    stay,
  ],
  camera: [
    { path: ['shot'], input: choice('wide', 'full', 'medium', 'close', 'low', 'side', 'crowd', 'orbit') },
    { path: ['from'], input: degrees, optional: true },
    { path: ['to'], input: degrees, optional: true },
    { path: ['moveMs'], input: seconds, optional: true },
    stay,
  ],
  output: [
    { path: ['outputId'], input: ref('screen'), optional: true },
    { path: ['picture', 'kind'], input: choice('black', 'freeze', 'pattern', 'media') },
    {
      path: ['picture', 'pattern'],
      input: choice('grid', 'bars', 'white', 'focus'),
      where: { path: ['picture', 'kind'], is: ['pattern'] },
    },
    { path: ['picture', 'media'], input: choice('still', 'video'), where: media },
    { path: ['picture', 'file'], input: { kind: 'file', of: 'picture' }, where: media },
    { path: ['picture', 'layer'], input: { kind: 'number', min: -9, max: 9, step: 1 }, where: media },
    { path: ['picture', 'durationMs'], input: seconds, optional: true, where: media },
    { path: ['picture', 'loop'], input: { kind: 'flag' }, optional: true, where: media },
    { path: ['picture', 'fit'], input: choice('contain', 'cover', 'stretch'), optional: true, where: media },
    fade,
    stay,
  ],
  sound: [
    { path: ['file'], input: { kind: 'file', of: 'sound' } },
    { path: ['durationMs'], input: seconds },
    { path: ['offsetMs'], input: seconds, optional: true },
    { path: ['gainDb'], input: { kind: 'number', min: -60, max: 12, step: 1 }, optional: true },
    { path: ['loop'], input: { kind: 'flag' }, optional: true },
    fade,
    { path: ['outputId'], input: ref('soundOutput'), optional: true },
  ],
  soundFade: [
    { path: ['cueId'], input: ref('soundCue'), optional: true },
    { path: ['gainDb'], input: { kind: 'number', min: -60, max: 12, step: 1 } },
    fade,
  ],
  soundStop: [{ path: ['cueId'], input: ref('soundCue'), optional: true }, fade],
  release: [{ path: ['of'], input: choice('looks', 'performers', 'camera', 'outputs', 'sounds', 'all') }, fade],
  vamp: [{ path: ['sectionId'], input: ref('section'), optional: true }],
  hold: [stay],
  wait: [{ path: ['lengthMs'], input: seconds }],
  group: [{ path: ['mode'], input: choice('together', 'sequence') }],
  command: [
    {
      path: ['command'],
      input: choice(
        'devamp',
        'hold',
        'resume',
        'blackoutOn',
        'blackoutOff',
        'panic',
        'freezeOn',
        'freezeOff',
        'grandMaster',
        'standBy',
        'muteOn',
        'muteOff',
        'arm',
        'disarm',
      ),
    },
    {
      path: ['boundary'],
      input: choice('beat', 'bar', 'section', 'pass'),
      optional: true,
      where: { path: ['command'], is: ['devamp'] },
    },
    { path: ['levelUnit'], input: { kind: 'unit' }, optional: true, where: { path: ['command'], is: ['grandMaster'] } },
    { path: ['cueId'], input: ref('cue'), optional: true, where: { path: ['command'], is: ['standBy', 'arm', 'disarm'] } },
    {
      path: ['outputClass'],
      input: choice('light', 'osc', 'sound', 'picture'),
      optional: true,
      where: { path: ['command'], is: ['muteOn', 'muteOff'] },
    },
  ],
  note: [],
}

const everyPass: Field = { path: ['everyPass'], input: { kind: 'flag' }, optional: true }
const segment: Field = { path: ['segmentId'], input: ref('segment') }
export const anchorFields: Readonly<Record<string, readonly Field[]>> = {
  time: [segment, { path: ['positionMs'], input: seconds }, everyPass],
  bar: [
    segment,
    { path: ['bar'], input: { kind: 'number', min: 1, max: 10_000, step: 1 } },
    { path: ['beat'], input: { kind: 'number', min: 1, max: 64, step: 0.5 }, optional: true },
    everyPass,
  ],
  note: [segment, { path: ['trackId'], input: ref('track') }, { path: ['noteId'], input: ref('note') }, everyPass],
  marker: [segment, { path: ['trackId'], input: ref('markerTrack') }, { path: ['markerId'], input: ref('marker') }, everyPass],
  section: [segment, { path: ['sectionId'], input: ref('section') }, everyPass],
  beforeEnd: [segment, { path: ['beats'], input: { kind: 'number', min: 0.25, max: 10_000, step: 1 } }, everyPass],
}

export function valueAt(record: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined),
    record,
  )
}

/** Fields of a record that apply to what stands in it. */
export function fieldsThatApply(fields: readonly Field[], record: unknown): readonly Field[] {
  return fields.filter(({ where }) => where === undefined || where.is.includes(String(valueAt(record, where.path))))
}
