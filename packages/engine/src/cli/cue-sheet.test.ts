import type { Edition } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { testEdition } from '../outputs/testing/show.ts'
import { cuesAsHtml } from './cue-sheet.ts'
import { doesOf, whereOf } from './cues.ts'

const base = testEdition({})
/** The same show with these cues on top. */
const withCues = (cues: Readonly<Record<string, object>>): Edition => {
  const common = { order: 'z', name: { en: 'X' }, preWaitMs: 0, postWaitMs: 0, continueMode: 'none', armed: true, action: { kind: 'note' } }
  const more = Object.fromEntries(Object.entries(cues).map(([id, cue]) => [id, { ...common, ...cue }]))
  const show = { ...base.show, cues: { ...base.show.cues, ...more } } as Edition['show']
  return { ...base, show, cueOrder: [...base.cueOrder, ...Object.keys(cues)] }
}

describe('the sheet for a stage manager', () => {
  it('has all cues, then a page for each department that has something to do; its foot says from which edition', () => {
    const html = cuesAsHtml(base)
    expect([...html.matchAll(/<h2>([^<]*)<\/h2>/g)].map(([, title]) => title?.split(':')[0])).toEqual([
      'All cues',
      'Stage',
      'Light',
      'Desk',
    ])
    expect(html).toMatch(/<footer>Test · edition test<\/footer>/)
    expect(html).toContain('break-before:page')
    // What the song does by itself, on the page of the desk that hears of it.
    expect(html.slice(html.indexOf('<h2>Desk'))).toContain('0:01.0 · bar 1, beat 3')
  })
  it('nothing that is written in a show is run by the browser', () => {
    const html = cuesAsHtml(
      withCues({ odd: { number: '9', name: { en: '<img src=x onerror=alert(1)>' }, notes: '"><script>x</script>\nsecond line' } }),
    )
    expect(html).not.toMatch(/<img|<script/)
    expect(html).toContain('second line')
  })
  it('says where a cue fires by itself in bars and seconds, and cues and verbs by the names people use', () => {
    const at = (anchor: object) => whereOf(withCues({ q: { number: '9', anchor: { segmentId: 'one', ...anchor } } }), 'q')
    expect(at({ kind: 'bar', bar: 3, beat: 2 })).toBe('by itself: 0:04.5, bar 3, beat 2')
    expect(at({ kind: 'time', positionMs: 2000, everyPass: true })).toBe('by itself: 0:02.0, bar 2, every pass')
    expect(at({ kind: 'beforeEnd', beats: 4 })).toBe('by itself 4 beats before the end: 0:06.0, bar 4')
    expect(at({ kind: 'note', trackId: 'none', noteId: 'n7' })).toBe('by itself on "n7"')
    const does = (action: object) => doesOf(withCues({ q: { number: '9', action } }), 'q')
    expect(does({ kind: 'command', command: 'disarm', cueId: 'snap' })).toBe(`disarm ${base.show.cues.snap!.number}`)
    expect(does({ kind: 'command', command: 'grandMaster', levelUnit: 0.2 })).toBe('grand master 20 %')
    expect(does({ kind: 'command', command: 'blackoutOn' })).toBe('blackout')
  })
})
