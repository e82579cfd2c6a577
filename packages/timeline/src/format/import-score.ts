/**
 * Scores in: one door for every format. What a file is, is told by its content; its ending only names what cannot be read. Nothing throws,
 * whatever the bytes; everything that is wrong or left out is in the issues, with where.
 */
import type { Song } from '../document/song.ts'
import type { Parsed } from '../issue.ts'
import { isCcs, scoreFromCcs } from './ccs/import-ccs.ts'
import { importMidi } from './midi/import-midi.ts'
import { scoreFromMusicXml } from './musicxml/import-musicxml.ts'
import { type Complaints, createComplaints, type Score, type ScoreImport } from './score/score.ts'
import { songFromScore } from './score/song-from-score.ts'
import { READABLE, UNSUPPORTED } from './score/unsupported.ts'
import { unzip } from './score/unzip.ts'
import { isSvp, scoreFromSvp } from './svp/import-svp.ts'
import { decodeLatin1, decodeUtf8 } from './text/decode-text.ts'
import { readJson } from './text/read-json.ts'
import { isUst, scoreFromUst } from './ust/import-ust.ts'
import { isUstx, scoreFromUstx } from './ustx/import-ustx.ts'
import { scoreFromVpr, VPR_ENTRY } from './vpr/import-vpr.ts'
import { isVsqx, scoreFromVsqx } from './vsqx/import-vsqx.ts'
import { childOf, childrenOf, decodeXml, readXml, type XmlElement } from './xml/read-xml.ts'

/** Larger than any score; read files of this size only. */
const MOST_BYTES = 64_000_000

/** @returns the song with warnings, or all the reasons why there is none. */
export function importScore(bytes: Uint8Array, options: ScoreImport): Parsed<Song> {
  const complaints = createComplaints()
  const refuse = (): Parsed<Song> => ({ ok: false, issues: complaints.issues })
  const titled = { ...options, title: options.title }
  if (bytes.length === 0) complaints.error('', 'empty-file', 'the file is empty')
  else if (bytes.length > MOST_BYTES)
    complaints.error('', 'too-large', `the file has ${bytes.length} bytes; a score has at most ${MOST_BYTES}`)
  if (complaints.issues.length > 0) return refuse()
  const bare = options.fileName.replace(/\.[^.]*$/, '')
  if (startsWith(bytes, 'MThd') || /\.(mid|midi|kar|smf)$/i.test(options.fileName))
    return importMidi(bytes, { ...titled, title: options.title ?? bare })
  const score = scoreOf(bytes, options, complaints)
  if (!score || complaints.issues.some((issue) => issue.severity === 'error')) return refuse()
  return songFromScore({ ...score, title: score.title ?? bare }, titled, complaints)
}

const startsWith = (bytes: Uint8Array, text: string): boolean => decodeLatin1(bytes.subarray(0, text.length)) === text

function scoreOf(bytes: Uint8Array, options: ScoreImport, complaints: Complaints): Score | null {
  const ending = /\.([^.]+)$/.exec(options.fileName)?.[1]?.toLowerCase() ?? ''
  const unknown = UNSUPPORTED[ending]
  if (unknown && ending !== 'txt') return refuseByName(ending, complaints)
  if (startsWith(bytes, 'PK')) return scoreFromZip(bytes, options, complaints)
  if (isUst(bytes) || ending === 'ust') return scoreFromUst(bytes, options, complaints)
  const text = decodeXml(bytes, options.decode)
  const start = text?.replace(/^\ufeff/, '').trimStart()[0]
  if (text !== null && start === '<') return scoreFromXml(text, options, complaints)
  if (text !== null && start === '{') return scoreFromJson(text, complaints)
  if (text !== null && (isUstx(text) || ending === 'ustx')) return scoreFromUstx(text, complaints)
  if (ending === 'mxl' || ending === 'vpr') {
    complaints.error('', 'damaged-zip', `this is no .${ending}: the zip container that it has to be does not begin with "PK"`)
    return null
  }
  if (text === null && /^(xml|musicxml|vsqx|ccs|svp|ustx)$/.test(ending)) {
    complaints.error('', 'bad-encoding', 'the text is not valid in the encoding that it states or that its format has (UTF-8)')
    return null
  }
  return refuseByName(ending, complaints)
}

function refuseByName(ending: string, complaints: Complaints): null {
  const known = UNSUPPORTED[ending]
  complaints.error(
    '',
    'unknown-format',
    known
      ? `.${ending} is ${known[0]}, which cannot be read here. Export ${known[1]} and import that`
      : `${ending === '' ? 'a file without an ending' : `.${ending}`} is no score that can be read. Known are ${READABLE}`,
  )
  return null
}

function scoreFromXml(text: string, options: ScoreImport, complaints: Complaints): Score | null {
  const reading = readXml(text)
  if (!reading.ok) {
    complaints.error('', reading.code, reading.message)
    return null
  }
  const { root } = reading
  if (root.name === 'score-partwise' || root.name === 'score-timewise') return scoreFromMusicXml(root, options, complaints)
  if (isVsqx(root)) return scoreFromVsqx(root, complaints)
  if (isCcs(root)) return scoreFromCcs(root, complaints)
  const name =
    root.name === 'museScore' ? ' (a score of MuseScore: export MusicXML)' : root.name === 'mei' ? ' (an MEI score: export MusicXML)' : ''
  complaints.error('', 'unknown-format', `<${root.name}> is no score that can be read${name}. Known are MusicXML, VSQX and CCS`)
  return null
}

function scoreFromJson(text: string, complaints: Complaints): Score | null {
  const input = parsed(text, complaints)
  if (input === undefined) return null
  if (isSvp(input)) return scoreFromSvp(input, complaints)
  complaints.error('', 'unknown-format', 'the JSON is no project of Synthesizer V Studio: "time" and "tracks" are missing')
  return null
}

/** Synthesizer V writes a zero byte behind its JSON. */
function parsed(text: string, complaints: Complaints): unknown {
  const reading = readJson(text.replace(/\0+\s*$/, ''))
  if (reading.ok) return reading.value
  const { line, column, message } = reading
  complaints.error(`line ${line}`, 'malformed-json', `the JSON is not well-formed, line ${line}, column ${column}: ${message}`)
  return undefined
}

const CONTAINER = 'META-INF/container.xml'

/** .mxl names its score in META-INF/container.xml; .vpr has Project/sequence.json. Pictures and sounds inside are never unpacked. */
function scoreFromZip(bytes: Uint8Array, options: ScoreImport, complaints: Complaints): Score | null {
  const zip = unzip(
    bytes,
    (name) => name === CONTAINER || name === VPR_ENTRY || (/\.(xml|musicxml)$/i.test(name) && !name.startsWith('META-INF/')),
  )
  if (!zip.ok) {
    complaints.error('', zip.code, zip.message)
    return null
  }
  const sequence = zip.files[VPR_ENTRY]
  if (sequence) {
    const text = decodeUtf8(sequence)
    if (text === null) complaints.error(VPR_ENTRY, 'bad-encoding', `${VPR_ENTRY} is not valid UTF-8`)
    const input = text === null ? undefined : parsed(text, complaints)
    return input === undefined ? null : scoreFromVpr(input, complaints)
  }
  const named = rootFileOf(zip.files[CONTAINER], options)
  const path = named ?? Object.keys(zip.files).find((name) => name !== CONTAINER)
  const file = path === undefined ? undefined : zip.files[path]
  if (path === undefined || !file) {
    complaints.error(
      '',
      'no-score',
      named === null
        ? 'the container holds no score (.mxl or .vpr expected)'
        : `the container names "${named}" as its score, but that is not in it`,
    )
    return null
  }
  const text = decodeXml(file, options.decode)
  if (text === null) {
    complaints.error(path, 'bad-encoding', `"${path}" is not valid in the encoding that it states`)
    return null
  }
  return scoreFromXml(text, options, complaints)
}

function rootFileOf(container: Uint8Array | undefined, options: ScoreImport): string | null {
  const text = container && decodeXml(container, options.decode)
  const reading = text ? readXml(text) : null
  if (!reading?.ok) return null
  const files: readonly XmlElement[] = childrenOf(childOf(reading.root, 'rootfiles'), 'rootfile')
  const music = files.find((file) => !file.attributes['media-type'] || /musicxml|xml/.test(file.attributes['media-type'])) ?? files[0]
  return music?.attributes['full-path']?.replaceAll('\\', '/') ?? null
}
