/** A state is always a glyph, a word and a colour together; none of the three alone. */
export type Mark =
  | 'standby'
  | 'running'
  | 'held'
  | 'done'
  | 'fault'
  | 'offline'
  | 'preWait'
  | 'overridden'
  | 'disarmed'
  | 'warning'
  | 'unknown'

const glyphs: Readonly<Record<Mark, string>> = {
  standby: '◇',
  running: '▶',
  held: 'Ⅱ',
  done: '✓',
  fault: '▲',
  offline: '⊘',
  preWait: '◷',
  overridden: '■',
  disarmed: '⊘',
  warning: '△',
  unknown: '?',
}

export function StateMark({ mark, word }: { readonly mark: Mark; readonly word: string }) {
  return (
    <span className="mark" data-mark={mark}>
      <span className="mark-glyph" aria-hidden="true">
        {glyphs[mark]}
      </span>
      <span className="mark-word">{word}</span>
    </span>
  )
}
