import { useEffect, useMemo, useSyncExternalStore } from 'react'
import type { Stage } from '../stage.ts'
import { createMotionShelf } from './motions.ts'
import { Performer } from './Performer.tsx'

/** Distance between performers who share the stage. */
const APART_M = 1.5

/** Everyone of the show whose avatar the edition holds, side by side in the order of the show. */
export function Performers({ stage, waits }: { readonly stage: Stage; readonly waits: boolean }) {
  const edition = useSyncExternalStore(
    (changed) => stage.source.subscribe(changed),
    () => stage.source.edition(),
  )
  const shelf = useMemo(() => createMotionShelf((path) => stage.source.assetUrl(path), stage.faults), [stage])
  useEffect(() => {
    if (edition) stage.awaits(shelf.load(edition))
  }, [stage, shelf, edition])
  const cast = Object.entries(edition?.show.performers ?? {}).flatMap(([performerId, { avatar }]) => {
    const url = stage.source.assetUrl(avatar.kind === 'builtIn' ? `builtIn:avatar/${avatar.look}` : avatar.file)
    return url === null ? [] : [{ performerId, url }]
  })
  return cast.map(({ performerId, url }, index) => (
    <Performer
      key={performerId}
      stage={stage}
      motions={shelf.motions}
      performerId={performerId}
      url={url}
      xM={(index - (cast.length - 1) / 2) * APART_M}
      waits={waits}
    />
  ))
}
