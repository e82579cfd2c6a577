import { useFrame } from '@react-three/fiber'
import { useEffect, useMemo } from 'react'
import { Color, Mesh, PlaneGeometry, ShaderMaterial } from 'three'
import { beatDecay } from '../ease.ts'
import { sceneryAt } from '../scenery.ts'
import type { Stage } from '../stage.ts'
import { WALL_FRAGMENT, WALL_VERTEX, WALLS } from './wall-shaders.ts'

const SIZE_M = [12.5, 5.2] as const
const ORDINARY_BAR_BEATS = 4

/** The wall behind her: the picture that the song's scenery names, in the section's colours, to the music's beats. */
export function Backdrop({ stage }: { readonly stage: Stage }) {
  const wall = useMemo(() => {
    const material = new ShaderMaterial({
      vertexShader: WALL_VERTEX,
      fragmentShader: WALL_FRAGMENT,
      uniforms: {
        uHueA: { value: new Color() },
        uHueB: { value: new Color() },
        uHueC: { value: new Color() },
        uAccent: { value: new Color() },
        uBeats: { value: 0 },
        uBarBeats: { value: ORDINARY_BAR_BEATS },
        uBeat: { value: 0 },
        uEnergy: { value: 0 },
        uLevel: { value: 0 },
        uWalls: { value: WALLS.map(() => 0) },
      },
    })
    const made = new Mesh(new PlaneGeometry(...SIZE_M), material)
    made.position.set(0, 2.75, -4.6)
    return made
  }, [])
  useEffect(
    () => () => {
      wall.geometry.dispose()
      wall.material.dispose()
    },
    [wall],
  )
  useFrame(() => {
    const uniforms = wall.material.uniforms
    const now = stage.now
    const { hues, accent } = stage.colours
    ;(uniforms['uHueA']!.value as Color).copy(hues[0])
    ;(uniforms['uHueB']!.value as Color).copy(hues[1])
    ;(uniforms['uHueC']!.value as Color).copy(hues[2])
    ;(uniforms['uAccent']!.value as Color).copy(accent)
    const energy = now ? Math.max(0, ...Object.values(now.frame.performers).map((performer) => performer.energyUnit)) : 0
    const playing = now?.moment.segment != null
    const { barBeat } = now?.frame ?? { barBeat: null }
    uniforms['uBeats']!.value = playing ? now!.frame.positionBeats : ((now?.atMs ?? 0) / 1000) * 0.5
    uniforms['uBarBeats']!.value = barBeat ? (barBeat.beatsPerBar * 4) / barBeat.beatUnit : ORDINARY_BAR_BEATS
    uniforms['uBeat']!.value = playing ? beatDecay(now!.frame.pulse.beatUnit) : 0
    uniforms['uEnergy']!.value = playing ? energy : 0
    uniforms['uLevel']!.value = now ? now.frame.pictureUnit * (playing ? 1 : 0.4) : 0.3
    const shown = now ? sceneryAt(now.edition, now.frame).wall : null
    const weights = uniforms['uWalls']!.value as number[]
    for (const [index, kind] of WALLS.entries())
      weights[index] = shown ? (shown.to === kind ? shown.unit : 0) + (shown.from === kind ? 1 - shown.unit : 0) : kind === 'ring' ? 1 : 0
  })
  return <primitive object={wall} />
}
