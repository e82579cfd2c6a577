/**
 * open_jtalk as a reader of Japanese: it wants a voice before it says what it read, so it is given a mute one made here: one state, one leaf for every
 * stream (HTS voice format 1.0).
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const DICTIONARY = '/var/lib/mecab/dic/open-jtalk/naist-jdic'

function muteVoice(): Buffer {
  const data: Buffer[] = []
  let at = 0
  const place = (bytes: Buffer): string => {
    data.push(bytes)
    at += bytes.length
    return `${at - bytes.length}-${at - 1}`
  }
  const leaf = (values: readonly number[]): Buffer => {
    const bytes = Buffer.alloc(4 + values.length * 4)
    bytes.writeUInt32LE(1, 0)
    for (const [i, value] of values.entries()) bytes.writeFloatLE(value, 4 + i * 4)
    return bytes
  }
  const tree = (name: string): Buffer => Buffer.from(`{*}[2]\n   "${name}_s2_1"\n`)
  const streams = [
    { name: 'MCP', length: 2, msd: 0, values: [0, 0, 1, 1], option: 'ALPHA=0.42' },
    { name: 'LF0', length: 1, msd: 1, values: [5, 1, 0.9], option: '' },
    { name: 'LPF', length: 1, msd: 0, values: [1, 1], option: '' },
  ]
  const lines = (key: string, value: (stream: (typeof streams)[number]) => string | number): string[] =>
    streams.map((stream) => `${key}[${stream.name}]:${value(stream)}`)
  const position = [
    `DURATION_PDF:${place(leaf([5, 1]))}`,
    `DURATION_TREE:${place(tree('dur'))}`,
    ...lines('STREAM_WIN', () => place(Buffer.from('1 1.0\n'))),
    ...lines('STREAM_PDF', ({ values }) => place(leaf(values))),
    ...lines('STREAM_TREE', ({ name }) => place(tree(name.toLowerCase()))),
  ]
  const head = [
    '[GLOBAL]',
    'HTS_VOICE_VERSION:1.0',
    'SAMPLING_FREQUENCY:16000',
    'FRAME_PERIOD:80',
    'NUM_STATES:1',
    'NUM_STREAMS:3',
    'STREAM_TYPE:MCP,LF0,LPF',
    'FULLCONTEXT_FORMAT:HTS_TTS_JPN',
    'FULLCONTEXT_VERSION:1.0',
    'GV_OFF_CONTEXT:',
    'COMMENT:',
    '[STREAM]',
    ...lines('VECTOR_LENGTH', ({ length }) => length),
    ...lines('IS_MSD', ({ msd }) => msd),
    ...lines('NUM_WINDOWS', () => 1),
    ...lines('USE_GV', () => 0),
    ...lines('OPTION', ({ option }) => option),
    '[POSITION]',
    ...position,
    '[DATA]\n',
  ]
  return Buffer.concat([Buffer.from(head.join('\n')), ...data])
}

export const hasOpenJtalkDictionary = (): boolean => existsSync(DICTIONARY)

/** Reads words as open_jtalk does: its phoneme names, without silences. */
export function openJtalkReader(folder: string): (text: string) => string[] {
  const voice = join(folder, 'mute.htsvoice')
  const trace = join(folder, 'trace.txt')
  writeFileSync(voice, muteVoice())
  return (text) => {
    execFileSync('open_jtalk', ['-x', DICTIONARY, '-m', voice, '-ow', '/dev/null', '-ot', trace], {
      input: text,
      stdio: ['pipe', 'ignore', 'ignore'],
      timeout: 10_000,
    })
    // The labels end with an empty line; what follows tells of every state again.
    const labels = /\[Output label\]\n([\s\S]*?)\n\n/.exec(readFileSync(trace, 'utf8'))?.[1] ?? ''
    return [...labels.matchAll(/-([A-Za-z]+)\+/g)].map((found) => found[1]!).filter((name) => name !== 'sil' && name !== 'pau')
  }
}
