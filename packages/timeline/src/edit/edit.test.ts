import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../canonical-json.ts'
import { createRandom } from '../testing/random.ts'
import { smallShow, smallSongs } from '../testing/small-show.ts'
import { applyEdit, type Edit, invertEdit, makeEdit } from './edit.ts'
import { canRedo, emptyHistory, recordEdit, redo, undo } from './history.ts'

interface Draft {
  show: ReturnType<typeof smallShow>
  songs: Record<string, unknown>
}
const draftOf = (): Draft => ({ show: smallShow(), songs: smallSongs() })
let made = 0
/** A draft as recipes in tests see it: members are there. */
// biome-ignore lint/suspicious/noExplicitAny: recipes change made-up documents of any shape.
type Loose = any
const edit = (draft: Draft, author: string, recipe: (draft: Loose) => void, label = 'edit'): Edit =>
  makeEdit(draft, { id: `e${++made}`, label, author }, recipe)

describe('edits', () => {
  it('[edit] an edit names the paths it changes, and undoing it gives the same bytes as before', () => {
    const draft = draftOf()
    const change = edit(draft, 'Aki', (d) => {
      d.show.title.en = 'Bigger'
      delete d.show.cues.words
      d.show.cues.more = { ...d.show.cues.dark, number: '9' }
      d.show.cues.shout.action.messages.push({ address: '/more', args: [] })
    })
    expect(change.forward.map((c) => c.path.join('.')).sort()).toEqual([
      'show.cues.more',
      'show.cues.shout.action.messages',
      'show.cues.words',
      'show.title.en',
    ])
    const after = applyEdit(draft, change)
    expect(after.show.title.en).toBe('Bigger')
    expect(after.show.cues).not.toHaveProperty('words')
    expect(after.songs).toBe(draft.songs)
    const back = applyEdit(after, invertEdit(change, { id: 'x', author: 'Aki', label: 'undo' }))
    expect(canonicalJson(back)).toBe(canonicalJson(draft))
    expect(draft.show.title.en).toBe('Small')
  })

  it('[edit] an edit that changes nothing has no changes', () => {
    expect(edit(draftOf(), 'Aki', (d) => (d.show.title.en = 'Small')).forward).toEqual([])
  })

  it('[edit-unfit] an edit to what is no longer there is refused by name', () => {
    const draft = draftOf()
    const change = edit(draft, 'Aki', (d) => (d.show.cues.warm.notes = 'soft'))
    const without = applyEdit(
      draft,
      edit(draft, 'Bo', (d) => delete d.show.cues.warm),
    )
    expect(() => applyEdit(without, change)).toThrow(/show\.cues\.warm is no record any more/)
  })

  for (const seed of [1, 2, 3]) {
    it(`[edit-inverse] any edit, made into JSON and back, is taken back by its inverse (seed ${seed})`, () => {
      const random = createRandom(seed)
      let draft: Loose = { a: { b: { c: 1 }, list: [1, 2] }, k: {} }
      for (let round = 0; round < 300; round++) {
        const change = edit(draft, 'Aki', (d: Loose) => {
          for (let n = 0; n < random.whole(1, 4); n++) mutate(d, random)
        })
        const woken = JSON.parse(JSON.stringify(change)) as Edit
        const after = applyEdit(draft, woken)
        expect(canonicalJson(applyEdit(after, invertEdit(woken, { id: 'i', author: 'Aki', label: '' })))).toBe(canonicalJson(draft))
        draft = after
      }
    })
  }
})

function mutate(target: Loose, random: ReturnType<typeof createRandom>): void {
  let at = target
  while (random.unit() < 0.5) {
    const inner = Object.values(at).filter((value) => typeof value === 'object' && value !== null && !Array.isArray(value))
    if (inner.length === 0) break
    at = random.pick(inner)
  }
  const key = random.pick(['a', 'b', 'c', 'd', 'list'])
  const what = random.unit()
  if (what < 0.25) delete at[key]
  else if (what < 0.5) at[key] = random.whole(0, 3)
  else if (what < 0.75) at[key] = { b: random.whole(0, 3), c: {} }
  else if (Array.isArray(at[key])) at[key].splice(random.whole(0, at[key].length), 1, random.whole(0, 9))
  else at[key] = [random.whole(0, 9), { x: 1 }]
}

describe('history', () => {
  it('[undo-own] undo takes back my own latest edit, not that of somebody else; redo does it again', () => {
    let draft = draftOf()
    let history = emptyHistory
    const make = (author: string, recipe: (d: Loose) => void, label: string) => {
      const change = edit(draft, author, recipe, label)
      draft = applyEdit(draft, change)
      history = recordEdit(history, change)
    }
    make('Aki', (d) => (d.show.title.en = 'Aki'), 'rename')
    make('Bo', (d) => (d.show.cues.warm.notes = 'Bo'), 'note')
    const undone = undo(history, 'Aki')
    if (!undone.ok) throw new Error(undone.message)
    draft = applyEdit(draft, undone.edit)
    expect([draft.show.title.en, draft.show.cues.warm!.notes]).toEqual(['Small', 'Bo'])
    // Undo survives being written down.
    history = JSON.parse(JSON.stringify(undone.history))
    const redone = redo(history, 'Aki')
    if (!redone.ok) throw new Error(redone.message)
    draft = applyEdit(draft, redone.edit)
    expect(draft.show.title.en).toBe('Aki')
    expect(undo(redone.history, 'Cy')).toMatchObject({ ok: false, reason: 'nothing-to-undo' })
  })

  it('[undo-changed-since] an undo that would tear up a later edit of somebody else is refused and says whose', () => {
    const draft = draftOf()
    const mine = edit(draft, 'Aki', (d) => (d.show.cues.warm.name.en = 'Glow'), 'rename cue 2')
    const next = applyEdit(draft, mine)
    const theirs = edit(next, 'Bo', (d) => delete d.show.cues.warm, 'delete cue 2')
    const history = recordEdit(recordEdit(emptyHistory, mine), theirs)
    expect(undo(history, 'Aki')).toMatchObject({ ok: false, reason: 'changed-since', message: expect.stringMatching(/Bo.*delete cue 2/) })
    const bo = undo(history, 'Bo')
    expect(bo.ok && undo(bo.history, 'Aki').ok).toBe(true)
  })

  it('[undo-changed-since] a redo is refused when somebody changed the place since the undo', () => {
    const draft = draftOf()
    const mine = edit(draft, 'Aki', (d) => (d.show.title.en = 'Aki'), 'rename')
    const undone = undo(recordEdit(emptyHistory, mine), 'Aki')
    if (!undone.ok) throw new Error(undone.message)
    const theirs = edit(draft, 'Bo', (d) => (d.show.title.en = 'Bo'), 'rename too')
    expect(redo(recordEdit(undone.history, theirs), 'Aki')).toMatchObject({ ok: false, reason: 'changed-since' })
  })

  it('[redo-forgotten] a new edit of mine forgets what I had undone; several undone edits come back latest first', () => {
    let draft = draftOf()
    let history = emptyHistory
    for (const title of ['one', 'two', 'three']) {
      const change = edit(draft, 'Aki', (d) => (d.show.title.en = title), title)
      draft = applyEdit(draft, change)
      history = recordEdit(history, change)
    }
    const step = (turn: typeof undo) => {
      const result = turn(history, 'Aki')
      if (!result.ok) throw new Error(result.message)
      history = result.history
      draft = applyEdit(draft, result.edit)
      return draft.show.title.en
    }
    expect([step(undo), step(undo), step(redo), step(redo), step(undo)]).toEqual(['two', 'one', 'two', 'three', 'two'])
    history = recordEdit(
      history,
      edit(draft, 'Aki', (d) => (d.show.title.en = 'four')),
    )
    expect(canRedo(history, 'Aki')).toBe(false)
  })
})
