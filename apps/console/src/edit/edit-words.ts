/** What was done to the draft, and why it was not, in the language of the page: the engine says both by code, with names and figures. Pure. */
import type { EditRefused, Role } from '@ghostlight/engine/protocol'
import type { Issue, Saying } from '@ghostlight/timeline'
import type { Words } from '../words/en.ts'

export type SongDeed = keyof Words['edit']['did']
export type CueDeed = keyof Words['cueEdit']['did']

/** What an edit of a song, of its words or of how it is sung is called. */
export const songDeed = (deed: SongDeed): Saying => ({ code: `song.${deed}`, values: {} })
export const cueDeed = (deed: CueDeed, cue?: string): Saying => ({ code: `cue.${deed}`, values: cue === undefined ? {} : { cue } })

/** @param label  in the language of whoever made the edit, for what another program made. */
export function tellDeed(saying: Saying | null | undefined, label: string | null, words: Words): string {
  const [area, deed = ''] = saying?.code.split('.') ?? []
  const told = area === 'song' ? words.edit.did[deed as SongDeed] : area === 'cue' ? words.cueEdit.did[deed as CueDeed] : undefined
  if (told === undefined) return label ?? ''
  return typeof told === 'string' ? told : told(String(saying?.values.cue ?? ''))
}

/** A check result in the language of the page; in the words of the check where ours know nothing of it. */
export function tellIssue({ code, message }: Pick<Issue, 'code' | 'message'>, words: Words): string {
  return words.cueEdit.issue[code]?.(message) ?? message
}

/** "operator:Console", as the log names a hand. */
export function tellWho(by: string, words: Words): string {
  const [, role = '', name = ''] = /^(operator|author|stage|audience):(.*)$/.exec(by) ?? []
  return role === '' ? by : `${words.top.role[role as Role]} (${name})`
}

export function tellEditRefusal(refused: Pick<EditRefused, 'reason' | 'message' | 'values' | 'issues'>, words: Words): string {
  const { reason, message, values = {}, issues = [] } = refused
  switch (reason) {
    case 'not-allowed':
      return words.edit.lookingOn
    case 'show-locked':
      return words.edit.locked(tellWho(String(values.by ?? ''), words))
    case 'edit-does-not-fit':
      return words.edit.gone
    case 'breaks-the-show': {
      const first = issues[0]
      const told = first === undefined ? message : tellIssue(first, words)
      return words.edit.wouldBreak(issues.length > 1 ? `${told} ${words.edit.andMore(issues.length - 1)}` : told)
    }
    case 'changed-since':
      return words.edit.changedSince(tellWho(String(values.author ?? ''), words))
    case 'nothing-to-undo':
      return words.edit.nothingToUndo
    case 'nothing-to-redo':
      return words.edit.nothingToRedo
    case 'no-connection':
      return words.refusal['no-connection']({})
    case 'not-an-edit':
    case 'edit-failed':
      return words.edit.engineFailed(String(values.why ?? message))
  }
}
