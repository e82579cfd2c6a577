/** `ghostlight export <score> --out x`: a song or a score for other programs; the ending says which. */
import { basename, extname } from 'node:path'
import { exportLyricTiming, exportMidi, exportUstx } from '@ghostlight/timeline/format'
import { createFileLayer } from '../store/file-layer.ts'
import { printScoreIssues, readScore, type ScoreReading, type SungLanguage } from './score.ts'

export interface ExportOptions {
  readonly out: string
  readonly language: SungLanguage | null
  readonly reading: ScoreReading
}

const writers = {
  '.mid': exportMidi,
  '.ustx': exportUstx,
  '.json': (song: Parameters<typeof exportLyricTiming>[0]) => `${JSON.stringify(exportLyricTiming(song), null, 1)}\n`,
} as const

/** @returns exit code. */
export function exportScore(score: string, options: ExportOptions): number {
  const ending = extname(options.out).toLowerCase()
  const write = Object.hasOwn(writers, ending) ? writers[ending as keyof typeof writers] : undefined
  if (write === undefined) {
    console.error(`A song is exported as .mid (with lyrics), .ustx or .json (when which words are sung); not as "${ending}".`)
    return 2
  }
  const files = createFileLayer()
  const parsed = readScore(
    score,
    { title: null, songId: null, performerId: 'singer', language: options.language, reading: options.reading },
    files,
  )
  printScoreIssues(parsed.issues)
  if (!parsed.ok) return 1
  files.replace(options.out, write(parsed.value))
  console.log(`${basename(score)} → ${options.out}`)
  return 0
}
