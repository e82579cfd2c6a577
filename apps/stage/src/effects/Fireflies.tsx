import { useFrame } from '@react-three/fiber'
import { useEffect, useMemo } from 'react'
import { AdditiveBlending, BufferAttribute, BufferGeometry, Color, Points, ShaderMaterial } from 'three'
import { hashUnit } from '../ease.ts'
import type { Stage } from '../stage.ts'

/** No firefly is ever farther than this from the line through the performer (metres, sideways and in depth). */
export const FIREFLY_RADIUS_M = 1.35

/**
 * A firefly is a pure function of show time: it rises, wanders and pulses by its own numbers, so every screen shows the same swarm.
 * While she materialises they are drawn in to her; while she dissolves they carry her away.
 */
const VERTEX = `
attribute vec4 aSeed;
uniform float uTime;
uniform float uPresence;
uniform float uAmount;
uniform float uPxPerM;
uniform float uHeight;
varying float vLight;
void main() {
  float life = mix(5.0, 11.0, aSeed.x);
  float age = fract(uTime / life + aSeed.y);
  float angle = 6.2831853 * (aSeed.z + uTime * mix(-0.05, 0.05, aSeed.w));
  float radius = mix(0.28, 1.0, sqrt(aSeed.w)) * mix(1.25, 1.0, uPresence);
  radius *= mix(1.0, 0.35, (1.0 - uPresence) * smoothstep(0.0, 1.0, uPresence * 3.0));
  float wander = 0.09 * sin(uTime * mix(0.7, 1.6, aSeed.x) + 40.0 * aSeed.y);
  vec3 at = vec3((radius + wander) * cos(angle), age * uHeight * 1.15 - 0.02, (radius + wander) * 0.7 * sin(angle));
  // None before her: only those about her feet come to the front.
  if (at.y > 0.3) at.z = -abs(at.z) - 0.15;
  float near = smoothstep(0.0, 0.12, age) * smoothstep(1.0, 0.7, age);
  float blink = 0.35 + 0.65 * pow(0.5 + 0.5 * sin(uTime * mix(1.4, 3.2, aSeed.y) + 50.0 * aSeed.z), 3.0);
  float shown = step(fract(aSeed.x * 7.31 + aSeed.z), uAmount);
  vLight = near * blink * shown;
  vec4 view = modelViewMatrix * vec4(at, 1.0);
  gl_Position = projectionMatrix * view;
  gl_PointSize = vLight <= 0.002 ? 0.0 : uPxPerM * mix(0.05, 0.11, aSeed.z) * (9.0 / -view.z);
}
`
const FRAGMENT = `
uniform vec3 uColour;
uniform float uLevel;
varying float vLight;
void main() {
  float radius = length(gl_PointCoord * 2.0 - 1.0);
  if (radius >= 1.0) discard;
  float fall = (1.0 - radius) * (1.0 - radius);
  float heart = smoothstep(0.28, 0.0, radius);
  gl_FragColor = vec4((uColour * fall + vec3(heart)) * (vLight * uLevel), 1.0);
  #include <colorspace_fragment>
}
`

export interface FirefliesProps {
  readonly stage: Stage
  readonly count: number
  /** Shown also when nobody is on stage. */
  readonly always: boolean
}

/** The lantern insects of her name: a swarm that gathers, dances and disperses. */
export function Fireflies({ stage, count, always }: FirefliesProps) {
  const points = useMemo(() => {
    const seeds = new Float32Array(count * 4)
    for (let index = 0; index < seeds.length; index++) seeds[index] = hashUnit(1109, index >> 2, index & 3)
    const geometry = new BufferGeometry()
    // Positions are made in the shader; three needs an attribute to count points by.
    geometry.setAttribute('position', new BufferAttribute(new Float32Array(count * 3), 3))
    geometry.setAttribute('aSeed', new BufferAttribute(seeds, 4))
    const material = new ShaderMaterial({
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      uniforms: {
        uTime: { value: 0 },
        uPresence: { value: 0 },
        uAmount: { value: 0 },
        uPxPerM: { value: 300 },
        uHeight: { value: 1.75 },
        uColour: { value: new Color() },
        uLevel: { value: 1 },
      },
      blending: AdditiveBlending,
      depthWrite: false,
      transparent: true,
    })
    const made = new Points(geometry, material)
    made.frustumCulled = false
    made.renderOrder = 5
    return made
  }, [count])
  useEffect(
    () => () => {
      points.geometry.dispose()
      ;(points.material as ShaderMaterial).dispose()
    },
    [points],
  )
  useFrame(({ gl, camera }) => {
    const now = stage.now
    const { xM, zM } = stage.middleM()
    points.position.set(xM, 0, zM)
    const uniforms = (points.material as ShaderMaterial).uniforms
    const presence = now?.presenceUnit ?? 0
    const energy = now ? Math.max(0.15, ...Object.values(now.frame.performers).map((performer) => performer.energyUnit)) : 0.2
    const changing = 4 * presence * (1 - presence)
    const amount = always ? Math.max(0.35, 0.2 + 0.5 * energy) : presence > 0 ? Math.min(1, 0.12 + 0.4 * energy + changing) : 0
    points.visible = amount > 0 && (now?.frame.pictureUnit ?? 1) > 0
    uniforms['uTime']!.value = ((now?.atMs ?? 0) / 1000) % 7200
    uniforms['uPresence']!.value = always ? 1 : presence
    uniforms['uAmount']!.value = amount
    uniforms['uLevel']!.value = 0.85 * (now?.frame.pictureUnit ?? 1)
    // Pixels per metre at 9 m from the eye.
    uniforms['uPxPerM']!.value =
      (stage.pictureSize(gl.domElement.width, gl.domElement.height)[1] * camera.projectionMatrix.elements[5]!) / 2 / 9
    ;(uniforms['uColour']!.value as Color).copy(stage.colours.accent)
  })
  return <primitive object={points} />
}
