/**
 * An UTAU voicebank as it lies in a folder: who it is, its terms, its samples. Only text is read here; recordings are read when they are analysed.
 * Whatever is wrong is named with file and line, and the rest is used.
 */
import type { Issue } from '@ghostlight/timeline'
import { decodeTexts, type TextDecode } from '@ghostlight/timeline/format'
import { type BankStyle, styleOf } from './alias-shape.ts'
import { type Character, nobody, parseCharacterTxt, parseCharacterYaml } from './character.ts'
import { isUnset, type OtoLine, parseOto } from './oto.ts'
import { parsePrefixMap, type ToneRange } from './tone-map.ts'

/** A folder, wherever it is. */
export interface BankFolder {
  /** Every file below it, "/" between folders, as the file system names them. */
  readonly paths: readonly string[]
  /** null when it cannot be read. */
  read(path: string): Uint8Array | null
}

/** One alias and where its sound is. */
export interface BankSample {
  readonly alias: string
  /** Path of the recording in the folder. */
  readonly path: string
  readonly oto: OtoLine
  /** The times were not set by hand: they are measured. */
  readonly measured: boolean
}

export interface Voicebank {
  readonly name: string
  /** Who made and recorded it, as far as the bank says. */
  readonly author: string | null
  readonly voice: string | null
  readonly web: string | null
  /** What the readme says, and where: terms of use are often there and nowhere else. */
  readonly terms: { readonly path: string; readonly text: string } | null
  /** By alias; of two with one alias the first. */
  readonly samples: ReadonlyMap<string, BankSample>
  readonly tones: readonly ToneRange[]
  readonly style: BankStyle
  /** Encodings of its oto.ini files. */
  readonly encodings: readonly string[]
  readonly issues: readonly Issue[]
}

const termsName = /(read.?me|licen[cs]e|terms|rule|kiyaku|利用規約|規約|よみ|説明|はじめに)/i
const longestTerms = 20_000

/** Same file on Windows: names are compared without case and in one Unicode form. */
const keyOf = (path: string): string => path.normalize('NFC').toLowerCase()

/** @param decode  null: only UTF-8 and Latin-1 are known. @param folderName  what the bank is called when it does not say. */
export function readVoicebank(
  folder: BankFolder,
  { folderName, decode }: { readonly folderName: string; readonly decode: TextDecode | null },
): Voicebank {
  const issues: Issue[] = []
  const warn = (path: string, code: string, message: string): void => {
    issues.push({ path, code, severity: 'warning', message })
  }
  const byKey = new Map(folder.paths.map((path) => [keyOf(path), path]))
  const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
  const encodings = new Set<string>()

  /** Text in the encoding that its bytes, or the file names it mentions, speak for. */
  function textOf(path: string, mentions: readonly string[]): { text: string; encoding: string } | null {
    const bytes = folder.read(path)
    if (bytes === null) {
      warn(path, 'unreadable-file', 'it cannot be read')
      return null
    }
    const marked = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null
    if (marked !== null) return { text: decode?.(bytes, marked) ?? '', encoding: marked }
    const read = decodeTexts([bytes], { decode, asked: null })
    if (read.encoding === 'utf-8' || mentions.length === 0 || decode === null) return { text: read.strings[0]!, encoding: read.encoding }
    let best = { text: read.strings[0]!, encoding: read.encoding }
    let most = countMentioned(best.text, mentions)
    for (const encoding of ['shift_jis', 'gbk', 'euc-kr', 'big5', 'euc-jp', 'windows-1252']) {
      const text = decode(bytes, encoding)
      const count = text === null ? 0 : countMentioned(text, mentions)
      if (text !== null && count > most) {
        best = { text, encoding }
        most = count
      }
    }
    return best
  }

  // oto.ini, in every folder that has one.
  const lines: { readonly oto: OtoLine; readonly path: string }[] = []
  const otoFolders = new Set<string>()
  for (const path of folder.paths.filter((p) => keyOf(nameOf(p)) === 'oto.ini').sort()) {
    const inside = path.slice(0, path.length - nameOf(path).length)
    otoFolders.add(inside)
    const beside = folder.paths.filter((p) => p.startsWith(inside) && /\.wav$/i.test(p)).map((p) => p.slice(inside.length).normalize('NFC'))
    const read = textOf(path, beside)
    if (read === null) continue
    encodings.add(read.encoding)
    const parsed = parseOto(read.text, path)
    issues.push(...parsed.issues)
    if (parsed.lines.length === 0) warn(path, 'empty-oto', 'it names no sample')
    for (const oto of parsed.lines) {
      const found = byKey.get(keyOf(inside + oto.wav.replace(/\\/g, '/')))
      if (found === undefined)
        warn(`${path}:${oto.line}`, 'missing-recording', `the recording "${oto.wav}" is not there; "${oto.alias}" cannot be sung`)
      else lines.push({ oto, path: found })
    }
  }
  // Recordings nobody wrote a line for are called what their files are called.
  const written = new Set(lines.map(({ path }) => path))
  for (const path of folder.paths.filter((p) => /\.wav$/i.test(p)).sort()) {
    const inside = path.slice(0, path.length - nameOf(path).length)
    if (otoFolders.has(inside) || written.has(path)) continue
    const alias = nameOf(path)
      .replace(/\.wav$/i, '')
      .normalize('NFC')
    const none = { offsetMs: 0, consonantMs: 0, cutoffMs: 0, preutteranceMs: 0, overlapMs: 0 }
    lines.push({ oto: { file: path, line: 0, wav: nameOf(path), alias, ...none }, path })
  }
  if (otoFolders.size === 0 && lines.length > 0)
    warn('oto.ini', 'no-oto', `there is none: ${lines.length} recordings are called by their file names and their times are measured`)
  if (lines.length === 0)
    issues.push({
      path: '',
      code: 'no-samples',
      severity: 'error',
      message: 'this folder has no oto.ini with recordings beside it: it is no voicebank',
    })

  const unset = isUnset(lines.map((l) => l.oto).filter((oto) => oto.line > 0))
  if (unset)
    warn('oto.ini', 'times-not-set', 'nearly every line has the same times, so nobody has set them: where vowels begin is measured instead')
  const samples = new Map<string, BankSample>()
  const again: string[] = []
  for (const { oto, path } of lines) {
    const alias = oto.alias.normalize('NFC')
    const first = samples.get(alias)
    if (first !== undefined) {
      again.push(`${alias} (${oto.file}:${oto.line}, first in ${first.oto.file}:${first.oto.line})`)
      continue
    }
    samples.set(alias, { alias, path, oto, measured: unset || oto.line === 0 })
  }
  if (again.length > 0) warn('oto.ini', 'alias-twice', `${some(again)}: the first line is taken`)

  // Who it is.
  let character: Character = nobody
  const take = (more: Character): void => {
    character = {
      name: character.name ?? more.name,
      author: character.author ?? more.author,
      voice: character.voice ?? more.voice,
      web: character.web ?? more.web,
      tones: character.tones.length > 0 ? character.tones : more.tones,
    }
  }
  const top = (name: string): string | undefined => shortest(folder.paths.filter((p) => keyOf(nameOf(p)) === name))
  const yaml = top('character.yaml')
  if (yaml !== undefined) {
    const read = textOf(yaml, [])
    const parsed = parseCharacterYaml(read?.text ?? '', yaml)
    issues.push(...parsed.issues)
    take(parsed.character)
  }
  const txt = top('character.txt')
  if (txt !== undefined) take(parseCharacterTxt(textOf(txt, [])?.text ?? ''))
  let tones = character.tones
  const map = top('prefix.map')
  if (map !== undefined && tones.length === 0) {
    const parsed = parsePrefixMap(textOf(map, [])?.text ?? '', map)
    issues.push(...parsed.issues)
    tones = parsed.tones
  }
  // A readme.txt beside the recordings speaks for the bank; a README.md may be the page it was downloaded from.
  const readme = shortest(folder.paths.filter((p) => /\.(txt|md|rtf)$/i.test(p) && termsName.test(nameOf(p))))
  const terms = readme === undefined ? null : { path: readme, text: (textOf(readme, [])?.text ?? '').slice(0, longestTerms) }
  return {
    name: character.name ?? folderName,
    author: character.author,
    voice: character.voice,
    web: character.web,
    terms,
    samples,
    tones,
    style: styleOf([...samples.keys()], tones),
    encodings: [...encodings],
    issues,
  }
}

function countMentioned(text: string, names: readonly string[]): number {
  const normal = text.normalize('NFC').toLowerCase()
  let count = 0
  for (const name of names) if (normal.includes(`${name.toLowerCase()}=`)) count++
  return count
}

const shortest = (paths: readonly string[]): string | undefined =>
  [...paths].sort((a, b) => a.split('/').length - b.split('/').length || a.length - b.length || (a < b ? -1 : 1))[0]

const some = (list: readonly string[]): string =>
  list.length > 6 ? `${list.slice(0, 6).join(', ')} and ${list.length - 6} more` : list.join(', ')
