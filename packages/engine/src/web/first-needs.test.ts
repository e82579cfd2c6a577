import type { Edition } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { firstNeeds, linkHeader } from './first-needs.ts'

const edition = {
  hash: 'e1',
  show: {
    performers: {
      one: { avatar: { kind: 'builtIn', look: 'hotaru' } },
      two: { avatar: { kind: 'builtIn', look: 'hotaru' } },
      three: { avatar: { kind: 'file', file: 'avatars/three.vrm' } },
      four: { avatar: { kind: 'file', file: 'avatars/gone.vrm' } },
    },
  },
  assets: { 'builtIn:avatar/hotaru': { hash: 'a1', ext: 'vrm' }, 'avatars/three.vrm': { hash: 'b2', ext: 'vrm' } },
} as unknown as Edition

describe('what a page needs first', () => {
  it('is the edition, then every avatar once, where assets are', () => {
    expect(firstNeeds(edition, '//hall.local:4402')).toEqual([
      '/editions/e1.json',
      '//hall.local:4402/assets/a1.vrm',
      '//hall.local:4402/assets/b2.vrm',
    ])
  })
  it('is asked for the way the page itself will ask', () => {
    expect(linkHeader(['/editions/e1.json', '/assets/a1.vrm'])).toBe(
      '</editions/e1.json>; rel=preload; as=fetch; crossorigin, </assets/a1.vrm>; rel=preload; as=fetch; crossorigin',
    )
  })
})
