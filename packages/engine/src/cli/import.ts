/** `ghostlight import <file> --into <show>`: a score becomes a song of a show, with a segment and a cue that starts it. */
import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { choreograph, feelings } from '@ghostlight/avatar'
import { type Cue, canonicalJson, inOrder, type Show, type Song, type Venue } from '@ghostlight/timeline'
import { parseShow, parseSong, parseVenue } from '@ghostlight/timeline/format'
import { createFileLayer } from '../store/file-layer.ts'
import { readDocument } from './read-document.ts'
import { idFrom, printScoreIssues, readScore, type ScoreReading, type SungLanguage } from './score.ts'

export interface ImportOptions {
  readonly into: string
  readonly title: string | null
  readonly id: string | null
  /** Performer id in the show; null: its first one. */
  readonly performer: string | null
  readonly language: SungLanguage | null
  readonly reading: ScoreReading
}

const languageNames: Readonly<Record<string, string>> = { ja: 'Japanese', en: 'English', es: 'Spanish' }

const newShow = (id: string) => ({
  schemaVersion: 1,
  id,
  title: { en: id },
  performers: {
    hotaru: {
      name: { en: 'Hotaru', ja: 'ほたる' },
      singer: { kind: 'builtIn', design: 'hotaru' },
      avatar: { kind: 'builtIn', look: 'hotaru' },
    },
  },
  setlist: {},
  cues: {},
  looks: {
    stage: {
      name: 'Stage',
      groups: {
        front: { levelUnit: 0.8, colour: 'section:0' },
        back: { levelUnit: 0.7, colour: 'section:1', effect: { kind: 'wave', periodBeats: 8, depthUnit: 0.4 } },
      },
    },
  },
  settings: { startLeadMs: 100, goLockOutMs: 600, audienceDelayMs: 2000, panicFadeMs: 1500 },
  credits: {},
})

/** A small room: one screen, one pair of loudspeakers, two lamps in front and two behind. */
const newVenue = () => ({
  schemaVersion: 1,
  id: 'room',
  name: 'Room',
  outputs: {
    screen: {
      kind: 'screen',
      order: 'a',
      name: 'Screen',
      widthPx: 1920,
      heightPx: 1080,
      displayLatencyMs: 0,
      mirror: false,
      required: true,
    },
    sound: { kind: 'sound', order: 'b', name: 'Sound', required: true },
  },
  targets: {
    desk: {
      kind: 'osc',
      order: 'a',
      name: 'Lighting desk',
      host: '127.0.0.1',
      port: 7770,
      profile: 'generic',
      latencyMs: 0,
      universes: [1],
      enabled: false,
    },
  },
  fixtures: Object.fromEntries(
    [-1, 1].flatMap((side, index) =>
      (['front', 'back'] as const).map((group, row) => [
        `${group}-${index + 1}`,
        {
          order: `${row}${index}`,
          number: row * 2 + index + 1,
          name: `${group} ${side < 0 ? 'left' : 'right'}`,
          kind: 'rgb',
          universe: 1,
          slot: (row * 2 + index) * 3 + 1,
          groups: [group],
          positionM: [side * 2.5, 4.5, group === 'front' ? 4 : -3],
          aimM: [side * 0.3, group === 'front' ? 1.2 : 0.2, 0],
        },
      ]),
    ),
  ),
})

/** A song that somebody can look at: a section to colour, light, and dance. What the file brought stays as it is. */
function dressed(song: Song, performerId: string): Song {
  const sections = Object.keys(song.sections).length > 0 ? song.sections : { whole: wholeSong(song) }
  const withSections: Song = { ...song, sections } as Song
  const light = {
    kind: 'light',
    order: 'y',
    name: 'Light',
    clips: { whole: { startBeats: 0, lengthBeats: song.lengthBeats, look: 'stage', levelUnit: 1, fadeInBeats: 2, fadeOutBeats: 4 } },
  }
  const motion = { kind: 'motion', order: 'z', name: 'Dance', performerId, clips: choreograph(withSections, { seed: 1 }) }
  const face = { kind: 'expression', order: 'zf', name: 'Face', performerId, clips: feelings(withSections) }
  return { ...withSections, tracks: { ...song.tracks, motion, light, face } } as unknown as Song
}
const wholeSong = (song: Song) => ({
  name: { en: 'Song' },
  startBeats: 0,
  lengthBeats: song.lengthBeats,
  kind: 'verse',
  energyUnit: 0.6,
  colours: { hues: ['#ffd9a0', '#5a7bd8', '#c05a9a'], accent: '#fff2cc' },
})

/** An order key after all others. */
const orderAfter = (orders: readonly string[]) => `${[...orders].sort().at(-1) ?? ''}n`
const cueNumberAfter = (show: Show) =>
  String(Math.floor(Math.max(0, ...Object.values(show.cues).map((cue) => Number.parseFloat(cue.number)))) + 1)
const freeId = (wanted: string, taken: Readonly<Record<string, unknown>>) => {
  let id = wanted
  for (let n = 2; Object.hasOwn(taken, id); n++) id = `${wanted}-${n}`
  return id
}

export function importInto(file: string, options: ImportOptions): number {
  const files = createFileLayer()
  const isNew = !existsSync(join(options.into, 'show.json'))
  const reading = isNew ? null : readDocument(join(options.into, 'show.json'), files)
  if (reading?.ok === false) {
    console.error(reading.message)
    console.error('Nothing was imported: mend the show first.')
    return 1
  }
  const parsedShow = parseShow(reading === null ? newShow(idFrom(basename(options.into))) : reading.value)
  if (!parsedShow.ok) {
    printScoreIssues(parsedShow.issues)
    console.error('Nothing was imported: mend the show first.')
    return 1
  }
  const show = parsedShow.value
  const performerId = options.performer ?? Object.keys(show.performers).sort()[0]
  if (performerId === undefined || show.performers[performerId] === undefined) {
    console.error(
      `The show has no performer "${performerId ?? ''}" to sing it; it has ${Object.keys(show.performers).join(', ') || 'none'}.`,
    )
    return 1
  }
  const read = readScore(
    file,
    { title: options.title, songId: options.id, performerId, language: options.language, reading: options.reading },
    files,
  )
  printScoreIssues(read.issues)
  if (!read.ok) {
    console.error('Nothing was imported.')
    return 1
  }
  if (existsSync(join(options.into, 'songs', read.value.id))) {
    console.error(
      `The show has a song "${read.value.id}" already. Choose another name: --id ${freeId(read.value.id, { [read.value.id]: 1 })}`,
    )
    return 1
  }
  const hasStage = show.looks.stage !== undefined
  const song = hasStage ? dressed(read.value, performerId) : read.value
  const checked = parseSong(JSON.parse(JSON.stringify(song)))
  if (!checked.ok) {
    printScoreIssues(checked.issues)
    return 1
  }
  const segmentId = freeId(song.id, show.setlist)
  const cueId = freeId(song.id, show.cues)
  const number = cueNumberAfter(show)
  const cue = {
    order: orderAfter(inOrder(show.cues).map((id) => show.cues[id]!.order)),
    number,
    name: song.title,
    preWaitMs: 0,
    postWaitMs: 0,
    continueMode: 'none',
    armed: true,
    action: { kind: 'segment', segmentId },
  } as unknown as Cue
  const segment = {
    order: orderAfter(Object.values(show.setlist).map((one) => one.order)),
    kind: 'song',
    name: song.title,
    songId: song.id,
    fadeOutMs: 1500,
  } as Show['setlist'][string]
  const after: Show = { ...show, setlist: { ...show.setlist, [segmentId]: segment }, cues: { ...show.cues, [cueId]: cue } }

  files.makeFolder(join(options.into, 'songs', song.id))
  files.replace(join(options.into, 'songs', song.id, 'song.json'), canonicalJson(checked.value))
  if (isNew) {
    const venue = parseVenue(newVenue())
    if (venue.ok) files.replace(join(options.into, 'venue.json'), canonicalJson(venue.value satisfies Venue))
  }
  files.replace(join(options.into, 'show.json'), canonicalJson(after))
  const tracks = Object.values(song.tracks)
  const tracksOf = (kind: 'vocal' | 'instrument') => {
    const count = tracks.filter((track) => track.kind === kind).length
    return `${count} ${kind} track${count === 1 ? '' : 's'}`
  }
  const languages = [...new Set(tracks.flatMap((track) => (track.kind === 'vocal' ? [track.language] : [])))]
  const notes = tracks.reduce((sum, track) => sum + (track.kind === 'vocal' ? Object.keys(track.notes).length : 0), 0)
  console.log(`${basename(file)} → ${join(options.into, 'songs', song.id, 'song.json')}`)
  console.log(`  ${tracksOf('vocal')} with ${notes} notes, ${tracksOf('instrument')}; cue ${number} starts it.`)
  if (options.language === null && languages.length > 0) {
    const named = languages.map((language) => languageNames[language]).join(' and ')
    console.log(`  The words are taken to be ${named}; if they are not, import again under another --id with --language ja, en or es.`)
  }
  if (tracks.some((track) => track.kind === 'instrument'))
    console.log(`  The band is heard once it is rendered: npm run ghostlight -- stems ${options.into} ${song.id}`)
  if (isNew) console.log(`  ${options.into} is a new show. Serve it: npm run ghostlight -- serve ${options.into}`)
  return 0
}
