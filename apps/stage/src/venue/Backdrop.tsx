import { useFrame } from '@react-three/fiber'
import { useEffect, useMemo } from 'react'
import { Color, Mesh, PlaneGeometry, ShaderMaterial } from 'three'
import { beatDecay } from '../ease.ts'
import type { Stage } from '../stage.ts'

/**
 * What hangs behind her: a dark wall with upright strips of light and, around where she stands, a ring, her lantern. It plays the
 * section's colour script: slow breathing when the music is quiet, strips that leap on the beat when it is not. Dark most of the time,
 * because she and the beams are what one looks at. Everything in it is a function of beats, so it stands still with the music.
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
  vec2 at = (vAt - 0.5) * vec2(12.5, 5.2);
  float columns = 30.0;
  float column = floor(vAt.x * columns);
  float across = abs(fract(vAt.x * columns) - 0.5);
  float strip = smoothstep(0.11, 0.05, across);
  float bloom = exp(-across * across * 34.0);
  float swell = 0.5 + 0.5 * sin(at.x * 0.55 + 0.39 * uBeats);
  vec3 wash = mix(mix(uHueA, uHueB, swell), uHueC, smoothstep(-2.0, 2.6, at.y) * 0.6);

  // Strips: mirrored about the middle, leaping to a new height with every beat and sinking until the next.
  float pair = abs(column + 0.5 - columns * 0.5);
  float leap = hash(vec2(floor(pair), floor(uBeats)));
  float high = mix(0.12 + 0.1 * swell, leap * (0.35 + 0.65 * uBeat), uEnergy);
  float lit = smoothstep(high + 0.10, high - 0.06, vAt.y) * mix(0.35, 1.0, vAt.y / max(0.08, high));
  float wide = smoothstep(1.9, 3.0, abs(at.x));
  vec3 light = wash * (strip * 0.42 + bloom * 0.05) * lit * mix(0.35, 1.0, uEnergy) * mix(0.10, 1.0, wide);

  // The ring, and inside it a breath of its light. Every four beats a wave runs out from it.
  float far = length(at - vec2(0.0, -0.95));
  float ring = exp(-pow((far - 1.62) * 26.0, 2.0)) + 0.12 * exp(-pow((far - 1.62) * 4.0, 2.0));
  float inner = smoothstep(1.62, 0.9, far) * 0.03;
  float wave = fract(uBeats * 0.25);
  float run = exp(-pow((far - 1.62 - wave * 5.0) * 3.2, 2.0)) * (1.0 - wave) * uEnergy;
  light += uAccent * (ring * (0.22 + 0.5 * uBeat * uEnergy) + inner) + wash * run * strip * 0.5;

  // Fireflies of the wall, and the faintest wash so that the wall is a wall.
  vec2 cell = floor(vAt * vec2(90.0, 38.0));
  vec2 inside = fract(vAt * vec2(90.0, 38.0)) - 0.5;
  float spark = step(0.988, hash(cell)) * smoothstep(0.4, 0.0, length(inside)) * pow(0.5 + 0.5 * sin(uBeats * 0.8 + 40.0 * hash(cell + 7.0)), 4.0);
  light += uAccent * spark * (0.25 + 0.5 * uEnergy);
  light += wash * 0.012 * (0.4 + 0.6 * swell) * (1.0 - 0.5 * vAt.y);
  float edge = smoothstep(0.0, 0.04, vAt.x) * smoothstep(1.0, 0.96, vAt.x) * smoothstep(1.0, 0.8, vAt.y);
  gl_FragColor = vec4(light * edge * uLevel, 1.0);
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
