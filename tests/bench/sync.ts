/**
 * `npm run bench sync`: does the mouth open when the vowel sounds, on the screen and at the loudspeaker?
 *
 * The engine serves `shows/sync-scene`: twenty isolated syllables, sung by a marker whose mouth is a white rectangle. A headed browser
 * shows the stage page in a virtual screen and speaks into a virtual loudspeaker; one ffmpeg records both. Beside it, in a browser of its
 * own, a page that shares no code with the stage flashes and beeps at the same instants. What the recording makes of flash and beep
 * is the error of screen, loudspeaker and recorder, and is taken off.
 *
 * Measured per syllable: the first recorded picture in which the opening stands past half of its height, and the rise of the vowel (600 to
 * 1600 Hz, half of its height). A mouth should open before its vowel: by how much, the plan says; the same two detectors are applied to
 * the plan's mouth and to the voice as rendered, and both figures are printed, with the plan's lead and without.
 *
 *   --size <w>x<h>       of the stage window; 320x180 otherwise
 *   --webgl              the reference flashes by WebGL: tells what of the lateness any page would have that draws by WebGL
 *   --keep               leaves the recording in the temporary folder and says where
 *   --runs <n>           several recordings, one after another; 1 otherwise
 *   --json <file>        writes the figures too
 *   --write-scene        writes shows/sync-scene anew and ends
 *
 * Ends with 0 when the goal is met, 1 when not or when it could not be measured, 2 when a program is missing.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTempoMap } from '@ghostlight/timeline'
import { parseSong } from '@ghostlight/timeline/format'
import { mouthAt, planVocal, renderVocal, voiceDesigns } from '@ghostlight/voice'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { browserFlags, findBrowser } from '../support/browser.ts'
import { repository, startEngine, until } from '../support/engine.ts'
import { debugOf } from '../support/stage-show.ts'
import { type Hall, missingPackages, openHall, type Recording } from './sync-recorder.ts'
import { BEEP_HZ, LEAST_EVERY_MS, type ReferenceMark, referencePage } from './sync-reference.ts'
import { LEAD_TRACK_ID, SONG_ID, SYLLABLES, writeSyncScene } from './sync-scene.ts'
import { bandStrength, bestShift, bursts, halfRise, movingPart, quantile, risesNear } from './sync-signal.ts'

const REFERENCE_WIDTH_PX = 120
/** Goal: median within this, or within one frame when that is longer. */
const GOAL_MS = 25
const LEAST_FPS = 30
/** Around the first two formants of a sung "a": the hum of m and the bursts of b, p and d stay outside. */
const VOWEL = { lowHz: 600, highHz: 1600, windowS: 0.012 }
const BEEP = { lowHz: BEEP_HZ - 500, highHz: BEEP_HZ + 500, windowS: 0.004 }
const NEAR = { beforeS: 0.3, afterS: 0.3 }

interface Planned {
  /** Seconds of the song: start of the vowel in the plan, its rise in the rendered voice, and the opening of the mouth past half. */
  readonly vowelS: number
  readonly heardS: number
  readonly openS: number
}
export interface SyncFigures {
  readonly syllables: number
  /** Mouth minus vowel, ms, calibrated. Negative: the mouth is first. */
  readonly raw: Spread
  /** The same minus what the plan asks for. */
  readonly againstPlan: Spread
  /** Against plan, with the crossing placed between two pictures instead of at the later one. */
  readonly betweenPictures: Spread
  /** Flash minus beep, ms: what was taken off. */
  readonly reference: Spread
  readonly references: number
  /** Against the wall clock, ms, nothing taken off: whether sound or picture is the late one. */
  readonly late: { readonly vowel: Spread; readonly mouth: Spread; readonly beep: Spread; readonly flash: Spread }
  readonly stageFps: number
  readonly grabsPerS: number
  readonly load: string
  readonly reanchors: number
}
interface Spread {
  readonly medianMs: number
  readonly p10Ms: number
  readonly p90Ms: number
}

export async function main(args: readonly string[]): Promise<number> {
  const option = (name: string): string | null => {
    const at = args.indexOf(name)
    return at < 0 ? null : (args[at + 1] ?? null)
  }
  const scene = join(repository, 'shows/sync-scene')
  if (args.includes('--write-scene')) {
    writeSyncScene(scene)
    console.log(`written: ${scene}`)
    return 0
  }
  const missing = missingPackages()
  if (missing.length > 0) {
    console.error(
      `bench sync records a virtual screen and loudspeaker; missing: ${missing.join(', ')}. On Debian: apt-get install ${missing.join(' ')}`,
    )
    return 2
  }
  const browser = await findBrowser()
  if (/headless/i.test(browser)) {
    console.error(`bench sync needs a browser that opens windows; ${browser} opens none. Name a full Chromium in GHOSTLIGHT_BROWSER.`)
    return 2
  }
  const [widthPx, heightPx] = (option('--size') ?? '320x180').split('x').map(Number)
  if (!widthPx || !heightPx) {
    console.error('--size takes pixels, such as 320x180')
    return 1
  }
  const plan = plannedSyllables(scene)
  const all: SyncFigures[] = []
  for (let run = 0; run < Number(option('--runs') ?? 1); run++) {
    const folder = mkdtempSync(join(tmpdir(), 'ghostlight-sync-'))
    try {
      const figures = await measure({ folder, scene, browser, plan, widthPx, heightPx, webgl: args.includes('--webgl') })
      print(figures)
      all.push(figures)
    } catch (error) {
      console.error(`bench sync: ${error instanceof Error ? error.message : String(error)}`)
      return 1
    } finally {
      if (args.includes('--keep')) console.log(`recording kept in ${folder}`)
      else rmSync(folder, { recursive: true, force: true })
    }
  }
  const file = option('--json')
  if (file !== null) writeFileSync(file, `${JSON.stringify(all, null, 2)}\n`)
  return all.every(isGood) ? 0 : 1
}

const goalMs = ({ stageFps }: SyncFigures): number => Math.max(GOAL_MS, 1000 / stageFps)
const isGood = (figures: SyncFigures): boolean =>
  figures.stageFps >= LEAST_FPS && Math.abs(figures.againstPlan.medianMs) <= goalMs(figures) && figures.syllables >= SYLLABLES * 0.9

/** What the plan asks for, by the same detectors as the recording. */
function plannedSyllables(scene: string): readonly Planned[] {
  const parsed = parseSong(JSON.parse(readFileSync(join(scene, 'songs', SONG_ID, 'song.json'), 'utf8')))
  if (!parsed.ok) throw new Error(`shows/sync-scene does not parse: ${parsed.issues[0]?.message}`)
  const song = parsed.value
  const track = song.tracks[LEAD_TRACK_ID]
  if (track?.kind !== 'vocal') throw new Error(`shows/sync-scene has no vocal track ${LEAD_TRACK_ID}`)
  const tempo = createTempoMap(Object.values(song.tempo))
  const sampleRateHz = 48_000
  const { samples, startMs } = renderVocal(track, tempo, voiceDesigns['hotaru']!, { sampleRateHz, seed: 1, lexicon: {} })
  const plan = planVocal(track, tempo, { seed: 1, lexicon: {} })
  const vowels = plan.phrases
    .flatMap((phrase) => phrase.phonemes.filter((span) => span.kind === 'vowel'))
    .map((span) => span.startMs / 1000)
  const strength = bandStrength({ fromS: startMs / 1000, rateHz: sampleRateHz, values: samples }, VOWEL)
  const heard = risesNear(strength, vowels, { ...NEAR, least: 0.01 })
  return vowels.map((vowelS, n) => {
    const from = vowelS - NEAR.beforeS
    const opening = Float32Array.from({ length: (NEAR.beforeS + NEAR.afterS) * 1000 }, (_, k) => mouthAt(plan, from * 1000 + k).aa)
    const open = halfRise((k) => from + k / 1000, opening, { from: 0, to: opening.length, least: 0.2 })
    if (open === null || heard[n] == null) throw new Error(`syllable ${n + 1} of the scene has no vowel or no mouth`)
    return { vowelS, heardS: heard[n], openS: open.crossingS }
  })
}

interface Setting {
  readonly folder: string
  readonly scene: string
  readonly browser: string
  readonly plan: readonly Planned[]
  /** Of the stage window. */
  readonly widthPx: number
  readonly heightPx: number
  readonly webgl: boolean
}

async function measure(parts: Setting): Promise<SyncFigures> {
  const stops: (() => unknown)[] = []
  try {
    const engine = await startEngine({ show: parts.scene })
    stops.push(() => engine.stop())
    const hall = await openHall(parts.folder, { widthPx: parts.widthPx + REFERENCE_WIDTH_PX, heightPx: parts.heightPx })
    stops.push(() => hall.stop())
    const reference = await serveReference(parts.webgl)
    stops.push(reference.stop)
    const open = async (name: string, url: string, leftPx: number, widthPx: number): Promise<Page> => {
      const context = await openWindow(parts, hall, { name, url, leftPx, widthPx })
      stops.push(() => context.close())
      return context.pages()[0]!
    }
    const referencePage = await open('reference', reference.url, parts.widthPx, REFERENCE_WIDTH_PX)
    const stage = await open('stage', `${engine.url}/stage?output=screen`, 0, parts.widthPx)
    await until(
      'the marker stands ready and sings',
      async () => {
        const seen = await debugOf(stage)
        return seen !== null && seen.performersReady.length > 0 && seen.sound?.loadedUnit === 1 && seen.sound.sound === 'speaking'
      },
      40_000,
    )
    await until('the reference flashes', async () => (await marksOf(referencePage)).length >= 2, 20_000)

    const stopRecording = await hall.record()
    const loads = [loadAverage()]
    const answer = await engine.command({ command: 'go' })
    if (answer.status !== 200) throw new Error(`the engine refused GO: ${JSON.stringify(answer.body)}`)
    const lastS = parts.plan.at(-1)!.vowelS
    await until('the song is under way', async () => ((await debugOf(stage))!.positionMs ?? 0) > 1000, 10_000)
    const before = (await debugOf(stage))!
    await new Promise((resume) => setTimeout(resume, (lastS - 1) * 1000))
    await until('the song is sung', async () => ((await debugOf(stage))!.positionMs ?? 0) > (lastS + 0.6) * 1000, 10_000)
    const after = (await debugOf(stage))!
    // Wall instants of position 0 and of the reference page's clock: who is late, sound or picture? Only as good as the recorder's stamps.
    const songFromS = await stage.evaluate(() => {
      const seen = (window as unknown as { __ghostlight: { clockMs: number; atMs: number; positionMs: number } }).__ghostlight
      return (performance.timeOrigin + performance.now() - seen.clockMs + seen.atMs - seen.positionMs) / 1000
    })
    const referenceFromS = await referencePage.evaluate(() => performance.timeOrigin / 1000)
    loads.push(loadAverage())
    const recording = await stopRecording()
    const figures = evaluateRecording(recording, parts.plan, await marksOf(referencePage), { songFromS, referenceFromS })
    return {
      ...figures,
      stageFps: ((after.drawnFrames - before.drawnFrames) * 1000) / (after.clockMs - before.clockMs),
      load: loads.join(' before, ').concat(' after'),
      reanchors: after.sound?.reanchors ?? 0,
    }
  } finally {
    for (const stop of stops.reverse()) await stop()
  }
}

const marksOf = (page: Page): Promise<readonly ReferenceMark[]> =>
  page.evaluate(() => (window as unknown as { __marks(): readonly ReferenceMark[] }).__marks())

const loadAverage = (): string => (existsSync('/proc/loadavg') ? readFileSync('/proc/loadavg', 'utf8').split(' ')[0]! : 'unknown')

async function openWindow(
  { folder, browser, heightPx }: Setting,
  hall: Hall,
  { name, url, leftPx, widthPx }: { readonly name: string; readonly url: string; readonly leftPx: number; readonly widthPx: number },
): Promise<BrowserContext> {
  const asRoot = process.getuid?.() === 0
  const context = await chromium.launchPersistentContext(join(folder, name), {
    executablePath: browser,
    headless: false,
    viewport: null,
    env: { ...process.env, ...hall.env } as Record<string, string>,
    ignoreDefaultArgs: ['--mute-audio'],
    args: [
      ...browserFlags,
      ...(asRoot ? ['--no-sandbox'] : []),
      '--lang=en',
      '--test-type', // no bar about flags over the picture
      `--app=${url}`,
      `--window-position=${leftPx},0`,
      `--window-size=${widthPx},${heightPx}`,
    ],
  })
  return context
}

async function serveReference(webgl: boolean): Promise<{ readonly url: string; stop(): void }> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' })
    response.end(referencePage({ webgl }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no port for the reference page')
  return {
    url: `http://127.0.0.1:${address.port}/`,
    stop() {
      server.closeAllConnections()
      server.close()
    },
  }
}

type Evaluated = Omit<SyncFigures, 'stageFps' | 'load' | 'reanchors'>

function evaluateRecording(
  recording: Recording,
  plan: readonly Planned[],
  marks: readonly ReferenceMark[],
  wall: { readonly songFromS: number; readonly referenceFromS: number },
): Evaluated {
  const late: Record<'vowel' | 'mouth' | 'beep' | 'flash', number[]> = { vowel: [], mouth: [], beep: [], flash: [] }
  const { pictureAtS } = recording
  const stageWidthPx = recording.widthPx - REFERENCE_WIDTH_PX
  const sound = { fromS: recording.soundFromS, rateHz: recording.sampleRateHz, values: recording.sound }
  const mouth = movingPart(recording, 0, stageWidthPx)
  const flash = movingPart(recording, stageWidthPx, recording.widthPx)
  const pictureRise = (level: Float32Array, atS: number) => {
    const first = pictureAtS.findIndex((at) => at >= atS - NEAR.beforeS)
    const end = pictureAtS.findIndex((at) => at >= atS + NEAR.afterS)
    if (first < 0) return null
    return halfRise((n) => pictureAtS[n]!, level, { from: first, to: end < 0 ? level.length : end, least: 20 })
  }

  // Flash and beep: expected at instants of the reference page's clock, found in the recording's.
  const beeps = bandStrength(sound, BEEP)
  const beepBursts = bursts(beeps, loudest(beeps.values) * 0.5, LEAST_EVERY_MS / 2000)
  const markShift = bestShift(
    marks.map((mark) => mark.beepMs / 1000),
    beepBursts,
    0.03,
  )
  const offsets = marks.flatMap((mark) => {
    const atS = mark.beepMs / 1000 + markShift.shiftS
    if (atS - NEAR.beforeS < sound.fromS || atS - NEAR.beforeS < pictureAtS[0]! || atS + NEAR.afterS > pictureAtS.at(-1)!) return []
    const [beepS] = risesNear(beeps, [atS], { ...NEAR, least: loudest(beeps.values) * 0.3 })
    const seen = pictureRise(flash.level, atS)
    if (beepS == null || seen === null) return []
    late.beep.push((beepS - mark.beepMs / 1000 - wall.referenceFromS) * 1000)
    late.flash.push((seen.sampleS - mark.frameMs / 1000 - wall.referenceFromS) * 1000)
    return [(seen.sampleS - mark.frameMs / 1000 - (beepS - mark.beepMs / 1000)) * 1000]
  })
  if (offsets.length < 5)
    throw new Error(`only ${offsets.length} flashes and beeps of ${marks.length} were found; ${beepBursts.length} beeps heard`)
  const reference = spread(offsets)

  const vowels = bandStrength(sound, VOWEL)
  const level = quantile([...vowels.values], 0.99)
  const shift = bestShift(
    plan.map(({ heardS }) => heardS),
    bursts(vowels, level * 0.5, 0.3),
    0.08,
  )
  if (shift.fits < SYLLABLES / 2) throw new Error(`only ${shift.fits} of ${SYLLABLES} syllables were heard`)
  const raw: number[] = []
  const againstPlan: number[] = []
  const betweenPictures: number[] = []
  for (const { heardS, openS } of plan) {
    const [vowelS] = risesNear(vowels, [heardS + shift.shiftS], { ...NEAR, least: level * 0.3 })
    const seen = pictureRise(mouth.level, heardS + shift.shiftS)
    if (vowelS == null || seen === null) continue
    const distance = (seen.sampleS - vowelS) * 1000 - reference.medianMs
    const plannedMs = (openS - heardS) * 1000
    late.vowel.push((vowelS - heardS - wall.songFromS) * 1000)
    late.mouth.push((seen.crossingS - openS - wall.songFromS) * 1000)
    raw.push(distance)
    againstPlan.push(distance - plannedMs)
    betweenPictures.push((seen.crossingS - vowelS) * 1000 - reference.medianMs - plannedMs)
  }
  return {
    syllables: raw.length,
    raw: spread(raw),
    againstPlan: spread(againstPlan),
    betweenPictures: spread(betweenPictures),
    reference,
    references: offsets.length,
    late: { vowel: spread(late.vowel), mouth: spread(late.mouth), beep: spread(late.beep), flash: spread(late.flash) },
    grabsPerS: (pictureAtS.length - 1) / (pictureAtS.at(-1)! - pictureAtS[0]!),
  }
}

const loudest = (values: Float32Array): number => values.reduce((most, value) => Math.max(most, value), 0)
const spread = (values: readonly number[]): Spread => ({
  medianMs: quantile(values, 0.5),
  p10Ms: quantile(values, 0.1),
  p90Ms: quantile(values, 0.9),
})

function print(figures: SyncFigures): void {
  const line = (name: string, one: Spread) =>
    console.log(`${name.padEnd(44)}${[one.medianMs, one.p10Ms, one.p90Ms].map((value) => value.toFixed(1).padStart(9)).join('')}`)
  console.log(
    `\nSync: mouth minus vowel in the recorded output, ms (negative: the mouth is first); ${figures.syllables} of ${SYLLABLES} syllables`,
  )
  console.log(`${''.padEnd(44)}${['median', 'p10', 'p90'].map((name) => name.padStart(9)).join('')}`)
  line('mouth past half − vowel', figures.raw)
  line('the same, against the plan', figures.againstPlan)
  line('against the plan, between two pictures', figures.betweenPictures)
  line(`reference: flash − beep (${figures.references}), taken off`, figures.reference)
  for (const [name, one] of Object.entries(figures.late)) line(`  ${name} after its instant, by the wall clock`, one)
  const frameMs = 1000 / figures.stageFps
  console.log(
    `stage ${figures.stageFps.toFixed(1)} pictures/s (${frameMs.toFixed(1)} ms), recorded ${figures.grabsPerS.toFixed(1)}/s; load average ${figures.load}; sound re-anchored ${figures.reanchors} times`,
  )
  const verdict = isGood(figures) ? 'met' : figures.stageFps < LEAST_FPS ? `not shown: fewer than ${LEAST_FPS} pictures a second` : 'missed'
  console.log(`goal |median against the plan| ≤ ${goalMs(figures).toFixed(1)} ms: ${verdict}`)
}
