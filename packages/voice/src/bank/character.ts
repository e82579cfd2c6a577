/** Who sings and on what terms: character.txt (UTAU), character.yaml (OpenUtau), and the readme with the terms of use. */
import type { Issue } from '@ghostlight/timeline'
import { parse } from 'yaml'
import { type ToneRange, toneRange } from './tone-map.ts'

export interface Character {
  readonly name: string | null
  readonly author: string | null
  readonly voice: string | null
  readonly web: string | null
  /** Ranges of pitch of character.yaml; empty when it has none. */
  readonly tones: readonly ToneRange[]
}

export const nobody: Character = { name: null, author: null, voice: null, web: null, tones: [] }

/** character.txt: "key=value" (some write ":" instead). Keys that nobody needs here are left alone. */
export function parseCharacterTxt(text: string): Character {
  const found: Record<string, string> = {}
  for (const row of text.split(/\r\n|\n|\r/)) {
    const [, key, value] = /^\uFEFF?\s*([^=:：]+?)\s*[=:：]\s*(.*?)\s*$/.exec(row) ?? []
    if (key !== undefined && value) found[key.toLowerCase()] ??= value
  }
  return {
    name: found['name'] ?? found['名前'] ?? null,
    author: found['author'] ?? found['作者'] ?? null,
    voice: found['voice'] ?? found['cv'] ?? null,
    web: found['web'] ?? found['url'] ?? null,
    tones: [],
  }
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value.trim() : null)

export function parseCharacterYaml(text: string, file: string): { readonly character: Character; readonly issues: readonly Issue[] } {
  const issues: Issue[] = []
  const say = (message: string): void => {
    issues.push({ path: file, code: 'character-yaml', severity: 'warning', message })
  }
  let root: unknown
  try {
    // No aliases: a small file must not unfold into a large one.
    root = parse(text.replace(/^\uFEFF/, ''), { maxAliasCount: 0 })
  } catch (error) {
    say(`it is no valid YAML and is left aside: ${(error as Error).message.split('\n')[0]}`)
    return { character: nobody, issues }
  }
  if (typeof root !== 'object' || root === null) return { character: nobody, issues }
  const data = root as Record<string, unknown>
  const tones: ToneRange[] = []
  if (Array.isArray(data['subbanks'])) {
    for (const one of data['subbanks'] as unknown[]) {
      const bank = (typeof one === 'object' && one !== null ? one : {}) as Record<string, unknown>
      // Colours are other ways to sing the same pitches; only the plain one is used.
      if (textOrNull(bank['color']) !== null) continue
      const ranges = Array.isArray(bank['tone_ranges']) ? bank['tone_ranges'] : []
      for (const written of ranges as unknown[]) {
        const range = typeof written === 'string' ? toneRange(written) : null
        if (range === null) say(`the pitch range ${JSON.stringify(written)} of a subbank is not like "C1-B3"; it is left out`)
        else tones.push({ ...range, prefix: String(bank['prefix'] ?? ''), suffix: String(bank['suffix'] ?? '') })
      }
    }
  }
  return {
    character: {
      name: textOrNull(data['name']),
      author: textOrNull(data['author']),
      voice: textOrNull(data['voice']),
      web: textOrNull(data['web']),
      tones,
    },
    issues,
  }
}
