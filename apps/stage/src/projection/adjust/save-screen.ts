/** Writes a screen's settings into the venue, through the engine. The stage's own connection may not edit; this one asks to be crew. */
import { connect } from '@ghostlight/engine/client'
import type { ScreenSettings } from '../screen-settings.ts'

const ANSWER_WITHIN_MS = 6000

export type SaveAnswer = { readonly ok: true } | { readonly ok: false; readonly why: 'needsKey' | 'noAnswer' | string }

/** @param before  what stands in the venue now: the way back of the edit. */
export async function saveScreen(parts: {
  readonly url: string
  readonly key: string | null
  readonly outputId: string
  readonly before: ScreenSettings
  readonly after: ScreenSettings
}): Promise<SaveAnswer> {
  const { url, key, outputId, before, after } = parts
  const crew = connect({ url, audience: false, hello: { kind: 'console', name: `screen ${outputId}`, output: null, key, language: 'en' } })
  try {
    const startedMs = performance.now()
    while (crew.role() === null && crew.refusal() === null && performance.now() - startedMs < ANSWER_WITHIN_MS)
      await new Promise((resume) => setTimeout(resume, 20))
    const role = crew.role()
    if (role === null) return { ok: false, why: crew.refusal() === null ? 'noAnswer' : 'needsKey' }
    if (role !== 'operator' && role !== 'author') return { ok: false, why: 'needsKey' }
    const path = ['venue', 'outputs', outputId]
    const answer = await crew.edit({
      id: `screen-${outputId}-${Math.round(performance.timeOrigin + performance.now()).toString(36)}`,
      label: `Adjust ${after.name}`,
      author: 'screen',
      forward: [{ path, value: after }],
      backward: [{ path, value: before }],
    })
    return answer.ok ? { ok: true } : { ok: false, why: answer.message }
  } finally {
    crew.dispose()
  }
}
