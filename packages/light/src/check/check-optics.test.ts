import { describe, expect, it } from 'vitest'
import { testEdition } from '../testing/edition.ts'
import { venueOf } from '../testing/imported.ts'
import { checkOptics } from './check-optics.ts'

const spot = {
  name: 'Spot',
  wheels: { Gobo: { slots: [{ type: 'Open' }, { type: 'Gobo', name: 'Dots' }] } },
  availableChannels: {
    Gobo: {
      capabilities: [
        { dmxRange: [0, 99], type: 'WheelSlot', slotNumber: 1 },
        { dmxRange: [100, 255], type: 'WheelSlot', slotNumber: 2 },
      ],
    },
    Iris: { capability: { type: 'Iris', openPercentStart: 'open', openPercentEnd: 'closed' } },
  },
  modes: [{ name: 'all', channels: ['Gobo', 'Iris'] }],
}

describe('checkOptics', () => {
  it('names what no fixture of the group has, and says nothing of what one has or of empty groups', () => {
    const edition = testEdition({
      looks: {
        good: { front: { levelUnit: 1, gobo: 'dot', irisUnit: 0.5, prism: 0, goboSpeedUnit: 0 }, nowhere: { levelUnit: 1, gobo: 1 } },
        bad: { front: { levelUnit: 1, gobo: 'stars', prism: 1, frostUnit: 0.2 } },
        beyond: { front: { levelUnit: 1, gobo: 2 } },
        palette: { front: { levelUnit: 1, beamPalette: 'p' } },
      },
    })
    const palettes = { p: { kind: 'beam' as const, name: 'P', uvUnit: 1 } }
    const issues = checkOptics({ ...edition, show: { ...edition.show, palettes }, venue: venueOf(spot, 'all') })
    expect(issues.map(({ path }) => path.replace('show.looks.', ''))).toEqual([
      'bad.groups.front.frostUnit',
      'bad.groups.front.gobo',
      'bad.groups.front.prism',
      'beyond.groups.front.gobo',
      'palette.groups.front.uvUnit',
    ])
    expect(issues[1]!.message).toBe('the look "bad" asks for gobo "stars", and no fixture of the group "front" has it')
  })
})
