import { AirAbout } from '../effects/Air.tsx'
import { Glow } from '../effects/Glow.tsx'
import { Trails } from '../effects/Trails.tsx'
import { PictureLayers } from '../layers/PictureLayers.tsx'
import { KeyLight } from '../performer/KeyLight.tsx'
import { Performers } from '../performer/Performers.tsx'
import type { Stage } from '../stage.ts'
import { Backdrop } from './Backdrop.tsx'
import { Beams } from './Beams.tsx'
import { Crowd } from './Crowd.tsx'
import { Hall } from './Hall.tsx'
import { HallCamera } from './HallCamera.tsx'

export interface VenueSceneProps {
  readonly stage: Stage
  /** low: the console's preview and weak phones. */
  readonly detail: 'high' | 'low'
}

/** The concert as somebody in the room sees it: stage, lamps and their beams in the haze, the crowd, and her. */
export function VenueScene({ stage, detail }: VenueSceneProps) {
  return (
    <>
      <HallCamera stage={stage} />
      <KeyLight stage={stage} floorUnit={0.7} />
      <Hall stage={stage} />
      <Backdrop stage={stage} />
      <Beams stage={stage} />
      <Glow stage={stage} haloUnit={0.5} poolUnit={0.35} />
      <AirAbout stage={stage} count={detail === 'high' ? 220 : 90} where="hall" />
      <Performers stage={stage} waits />
      <Trails stage={stage} />
      <PictureLayers stage={stage} />
      <Crowd stage={stage} rows={detail === 'high' ? 15 : 7} />
    </>
  )
}
