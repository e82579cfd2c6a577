import { useFrame } from '@react-three/fiber'
import { useEffect, useMemo } from 'react'
import { Color, Mesh, PlaneGeometry, ShaderMaterial } from 'three'
import { beatDecay } from '../ease.ts'
import type { Stage } from '../stage.ts'

/**
 * A wall of light tiles behind her, playing the section's colour script: slow washes when the music is quiet, columns that leap on the
 * beat when it is not. Everything in it is a function of beats, so it stands still with the music.
 */
const VERTEX = `
varying vec2 vAt;
void main() {
  vAt = uv;
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
}
`
const FRAGMENT = `
uniform vec3 uHueA;
uniform vec3 uHueB;
uniform vec3 uHueC;
uniform vec3 uAccent;
uniform float uBeats;
uniform float uBeat;
uniform float uEnergy;
uniform float uLevel;
varying vec2 vAt;
float hash(vec2 p) { return fract(sin(dot(p, vec2(127.1, 311.7))) * 43758.5453); }
void main() {
  vec2 tiles = vec2(72.0, 30.0);
  vec2 cell = floor(vAt * tiles);
  vec2 inside = fract(vAt * tiles) - 0.5;
  vec2 at = (cell + 0.5) / tiles;
  float dot_ = smoothstep(0.46, 0.25, max(abs(inside.x), abs(inside.y)));
  float swell = 0.5 + 0.5 * sin(at.x * 5.0 + 0.39 * uBeats + 1.6 * sin(at.y * 3.0 - 0.19 * uBeats));
  vec3 wash = mix(uHueA, uHueB, swell);
  wash = mix(wash, uHueC, smoothstep(0.2, 1.0, at.y) * 0.7);
  float column = floor(at.x * 24.0);
  float leap = hash(vec2(column, floor(uBeats))) * (0.25 + 0.75 * uBeat);
  float bar = smoothstep(leap + 0.04, leap - 0.04, at.y * 1.25) * uEnergy;
  float rise = at.y - fract(uBeats * 0.25) * 1.5 + 0.25;
  float ring = exp(-90.0 * rise * rise) * uEnergy * 0.7;
  float spark = step(0.992, hash(cell + floor(uBeats * 2.0))) * (0.4 + 0.6 * uEnergy);
  float shade = mix(0.16, 0.3, uEnergy) * (0.5 + 0.5 * swell);
  float middle = 1.0 - 0.62 * exp(-14.0 * (at.x - 0.5) * (at.x - 0.5));
  float edge = smoothstep(0.0, 0.06, at.x) * smoothstep(1.0, 0.94, at.x) * smoothstep(0.0, 0.08, at.y) * smoothstep(1.0, 0.86, at.y);
  vec3 light = wash * (shade + 0.34 * bar) + uAccent * (0.4 * ring + 0.8 * spark);
  gl_FragColor = vec4(light * dot_ * middle * edge * uLevel, 1.0);
  #include <colorspace_fragment>
}
`

export function Backdrop({ stage }: { readonly stage: Stage }) {
  const wall = useMemo(() => {
    const material = new ShaderMaterial({
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      uniforms: {
        uHueA: { value: new Color() },
        uHueB: { value: new Color() },
        uHueC: { value: new Color() },
        uAccent: { value: new Color() },
        uBeats: { value: 0 },
        uBeat: { value: 0 },
        uEnergy: { value: 0 },
        uLevel: { value: 0 },
      },
    })
    const made = new Mesh(new PlaneGeometry(12.5, 5.2), material)
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
    uniforms['uBeats']!.value = playing ? now!.frame.positionBeats : ((now?.atMs ?? 0) / 1000) * 0.5
    uniforms['uBeat']!.value = playing ? beatDecay(now!.frame.pulse.beatUnit) : 0
    uniforms['uEnergy']!.value = playing ? energy : 0
    uniforms['uLevel']!.value = now ? now.frame.pictureUnit * (playing ? 1 : 0.4) : 0.3
  })
  return <primitive object={wall} />
}
