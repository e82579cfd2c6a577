/**
 * `npm run bench scores <folder>`: imports and sings every score of a folder; a table of notes, length, warnings and times. Where the folder has
 * expected/<path of the score>.json, the notes are compared with that list.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { createTempoMap, inOrder, type Song } from '@ghostlight/timeline'
import { importScore } from '@ghostlight/timeline/format'
import { renderVocal, voiceDesigns } from '@ghostlight/voice'
import { lexiconFor } from '@ghostlight/voice/lexicon'
import { compareNotes } from './expected-notes.ts'

const SAMPLE_RATE_HZ = 48_000
const ENDINGS = /\.(mid|midi|kar|xml|musicxml|mxl|ust|ustx|vsqx|vpr|svp|ccs)$/i

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? filesBelow(path) : ENDINGS.test(entry.name) ? [path] : []
    })
}

function decode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** The lead, sung. */
function sing(song: Song): { readonly seconds: number; readonly peak: number; readonly issues: number } | null {
  const track = inOrder(song.tracks)
    .map((id) => song.tracks[id])
    .find((one) => one?.kind === 'vocal')
  if (track?.kind !== 'vocal') return null
  const tempo = createTempoMap(Object.values(song.tempo).sort((a, b) => a.atBeats - b.atBeats))
  const { samples, plan } = renderVocal(track, tempo, voiceDesigns.hotaru!, {
    sampleRateHz: SAMPLE_RATE_HZ,
    seed: 1,
    lexicon: lexiconFor([song]),
  })
  return {
    seconds: samples.length / SAMPLE_RATE_HZ,
    peak: samples.reduce((top, sample) => Math.max(top, Math.abs(sample)), 0),
    issues: plan.issues.length,
  }
}

/** What other tools read in the score, beside what is read here as written; a dash where nobody said. */
function judged(folder: string, name: string, bytes: Uint8Array): string {
  const list = join(folder, 'expected', `${name}.json`)
  if (!existsSync(list)) return '–'
  const parsed = importScore(bytes, { ...options(name), verse: 1, repeats: 'written' })
  return parsed.ok ? compareNotes(parsed.value, JSON.parse(readFileSync(list, 'utf8'))) : 'refused'
}

const options = (fileName: string) => ({
  fileName,
  title: null,
  songId: 'score',
  performerId: 'singer',
  language: null,
  decode,
  encoding: null,
  verse: null,
  repeats: 'played' as const,
})

/** @returns 2 without a folder, 1 when a file threw, was sung as silence or differs from its list, else 0. */
export function main(args: readonly string[]): number {
  const folder = args.find((arg) => !arg.startsWith('-'))
  if (folder === undefined || !statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    console.error('Which scores? npm run bench scores <folder>: every score below it is imported and sung.')
    return 2
  }
  let failed = 0
  console.log(
    '| score | tracks | sung notes | all notes | beats | sung, s | read, ms | sing, ms | list | not kept or not read |\n|---|---|---|---|---|---|---|---|---|---|',
  )
  for (const path of filesBelow(folder)) {
    const name = relative(folder, path)
    try {
      const startedMs = performance.now()
      const bytes = readFileSync(path)
      const parsed = importScore(bytes, options(name))
      const readMs = performance.now() - startedMs
      if (!parsed.ok) {
        const why = parsed.issues.map((issue) => issue.message).join('; ')
        console.log(`| ${name} | refused | | | | | ${readMs.toFixed(0)} | | | ${why} |`)
        continue
      }
      const tracks = Object.values(parsed.value.tracks).filter((track) => track.kind === 'vocal' || track.kind === 'instrument')
      const notes = (kind: string | null) =>
        tracks.reduce((sum, track) => sum + (kind === null || track.kind === kind ? Object.keys(track.notes).length : 0), 0)
      const sungFromMs = performance.now()
      const sung = sing(parsed.value)
      const singMs = performance.now() - sungFromMs
      const list = judged(folder, name, bytes)
      if (list !== '–' && list !== 'equal') failed++
      if (sung !== null && !(sung.peak > 0.01 && sung.peak < 1)) failed++
      const words = [...parsed.issues.map((issue) => issue.code), ...(sung && sung.issues > 0 ? [`${sung.issues} notes in singing`] : [])]
      console.log(
        `| ${name} | ${tracks.length} | ${notes('vocal')} | ${notes(null)} | ${parsed.value.lengthBeats} | ${sung ? sung.seconds.toFixed(1) : '–'} | ${readMs.toFixed(0)} | ${sung ? singMs.toFixed(0) : '–'} | ${list} | ${words.join(', ')} |`,
      )
    } catch (error) {
      failed++
      console.log(`| ${name} | THREW | | | | | | | | ${error instanceof Error ? error.message : String(error)} |`)
    }
  }
  return failed > 0 ? 1 : 0
}
