/** Whether every output that a venue requires could go over to an edition now. */
import { inOrder, type Venue } from '@ghostlight/timeline'
import type { ConnectionInfo, OutputReadiness } from '../protocol/index.ts'

/**
 * An output is filled by the stage pages that stand for it, a sound output also by the page that speaks. All of them must have the
 * edition: the one that has not is perhaps the one that the hall sees.
 */
export function readinessFor(
  { hash, outputs }: { readonly hash: string; readonly outputs: Venue['outputs'] },
  connections: readonly ConnectionInfo[],
): OutputReadiness[] {
  const stages = connections.filter(({ kind }) => kind === 'stage')
  return inOrder(outputs)
    .filter((id) => outputs[id]!.required)
    .map((outputId) => {
      const { kind, name } = outputs[outputId]!
      const pages = stages.filter(({ output, speaks }) => output === outputId || (kind === 'sound' && speaks))
      const isReady = pages.every(({ report }) => report?.editionsReady?.includes(hash) === true)
      return { outputId, name, state: pages.length === 0 ? 'notConnected' : isReady ? 'ready' : 'loading' }
    })
}

/** What keeps an edition from being adopted, in words; null: nothing. */
export function whatIsMissing(
  readiness: readonly OutputReadiness[],
): { readonly message: string; readonly values: { readonly loading: string; readonly absent: string } } | null {
  const named = (state: OutputReadiness['state']) => readiness.filter((output) => output.state === state).map(({ name }) => name)
  const [loading, absent] = [named('loading'), named('notConnected')]
  if (loading.length === 0 && absent.length === 0) return null
  const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ')
  const words = [
    ...(loading.length === 0 ? [] : [`still loading the new edition: ${quoted(loading)}`]),
    ...(absent.length === 0 ? [] : [`required and not connected: ${quoted(absent)}`]),
  ].join('; ')
  return {
    message: `${words[0]!.toUpperCase()}${words.slice(1)}. Nothing was changed; adopt with "force" to go over all the same.`,
    values: { loading: loading.join(', '), absent: absent.join(', ') },
  }
}
