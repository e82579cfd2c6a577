import { useFrame } from '@react-three/fiber'
import { useEffect, useMemo } from 'react'
import {
  AdditiveBlending,
  BufferAttribute,
  BufferGeometry,
  Color,
  DoubleSide,
  DynamicDrawUsage,
  Mesh,
  ShaderMaterial,
  Vector2,
} from 'three'
import type { Stage } from '../stage.ts'
import { MOST_PLACES, TRAIL_MS, TrailPoints } from './trail-points.ts'

/** No light of a trail is farther than this from the line through the middle of everybody, metres. */
export const TRAIL_RADIUS_M = 1.3
const MOST_HANDS = 8
/** Half width at the hand. */
const HALF_WIDTH_M = 0.045
/** Slower hands leave nothing, faster ones all of it, metres per second. */
const FROM_MPS = 0.6
const FULL_MPS = 1.9

const VERTEX = `
attribute vec3 aAlong;
attribute vec2 aShape;
varying float vLight;
varying float vAcross;
varying vec2 vFloor;
void main() {
  vec4 view = modelViewMatrix * vec4(position, 1.0);
  vec3 along = (modelViewMatrix * vec4(aAlong, 0.0)).xyz;
  vec2 aside = vec2(-along.y, along.x);
  float length = max(1e-5, length(aside));
  vAcross = aShape.x;
  vLight = aShape.y;
  vFloor = position.xz;
  view.xy += aside / length * aShape.x * ${HALF_WIDTH_M} * (0.25 + 0.75 * aShape.y);
  gl_Position = projectionMatrix * view;
}
`
const FRAGMENT = `
uniform vec3 uColour;
uniform float uLevel;
uniform vec2 uMiddle;
varying float vLight;
varying float vAcross;
varying vec2 vFloor;
void main() {
  float far = length(vFloor - uMiddle);
  if (far >= ${TRAIL_RADIUS_M}) discard;
  float soft = (1.0 - vAcross * vAcross) * smoothstep(${TRAIL_RADIUS_M}, ${TRAIL_RADIUS_M - 0.2}, far);
  float heart = smoothstep(0.5, 0.0, abs(vAcross)) * vLight;
  gl_FragColor = vec4((uColour + vec3(0.55 * heart)) * (uLevel * vLight * soft), 1.0);
  #include <colorspace_fragment>
}
`

/** Hands that are thrown leave light in the air for a moment. What hangs there follows from show time alone, at any rate of pictures. */
export function Trails({ stage }: { readonly stage: Stage }) {
  const trails = useMemo(() => new TrailMesh(), [])
  useEffect(() => () => trails.dispose(), [trails])
  useFrame(() => trails.update(stage))
  return <primitive object={trails.mesh} />
}

class TrailMesh {
  readonly mesh: Mesh<BufferGeometry, ShaderMaterial>
  readonly #hands = Array.from({ length: MOST_HANDS }, () => new TrailPoints(MOST_PLACES))
  readonly #at = attribute(3)
  readonly #along = attribute(3)
  readonly #shape = attribute(2)

  constructor() {
    const geometry = new BufferGeometry()
    geometry.setAttribute('position', this.#at)
    geometry.setAttribute('aAlong', this.#along)
    geometry.setAttribute('aShape', this.#shape)
    const index: number[] = []
    for (let hand = 0; hand < MOST_HANDS; hand++)
      for (let k = 0; k + 1 < MOST_PLACES; k++) {
        const a = (hand * MOST_PLACES + k) * 2
        index.push(a, a + 1, a + 2, a + 1, a + 3, a + 2)
      }
    geometry.setIndex(index)
    const material = new ShaderMaterial({
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      uniforms: { uColour: { value: new Color() }, uLevel: { value: 0 }, uMiddle: { value: new Vector2() } },
      blending: AdditiveBlending,
      depthWrite: false,
      transparent: true,
      side: DoubleSide,
    })
    this.mesh = new Mesh(geometry, material)
    this.mesh.frustumCulled = false
    this.mesh.renderOrder = 4
  }

  update(stage: Stage): void {
    const { now } = stage
    const { uniforms } = this.mesh.material
    const energy = now ? Math.max(0, ...Object.values(now.frame.performers).map((performer) => performer.energyUnit)) : 0
    const playing = now !== null && now.moment.segment !== null && now.frame.heldForMs === null
    const level = playing ? 2 * energy * now.presenceUnit * now.frame.pictureUnit : 0
    let used = 0
    if (now)
      for (const hands of stage.hands.values())
        for (const { x, y, z } of hands) if (used < MOST_HANDS) this.#hands[used++]!.add(x, y, z, now.atMs)
    for (const [hand, trail] of this.#hands.entries()) {
      if (hand >= used) trail.clear()
      this.#lay(hand, trail, now?.atMs ?? 0)
    }
    this.mesh.visible = level > 0 && this.#hands.some(({ count }) => count > 2)
    uniforms['uLevel']!.value = level
    ;(uniforms['uColour']!.value as Color).copy(stage.colours.accent)
    const { xM, zM } = stage.middleM()
    ;(uniforms['uMiddle']!.value as Vector2).set(xM, zM)
    for (const one of [this.#at, this.#along, this.#shape]) one.needsUpdate = true
  }

  /** Two corners for each place; places that are not there fall together with the last. */
  #lay(hand: number, { places, count }: TrailPoints, nowMs: number): void {
    for (let k = 0; k < MOST_PLACES; k++) {
      const at = Math.max(0, Math.min(k, count - 1)) * 4
      const next = Math.max(0, Math.min(k + 1, count - 1)) * 4
      const before = Math.max(0, Math.min(k - 1, count - 1)) * 4
      const [x, y, z] = [places[before]! - places[next]!, places[before + 1]! - places[next + 1]!, places[before + 2]! - places[next + 2]!]
      const spanMs = places[before + 3]! - places[next + 3]!
      const speed = spanMs > 0 ? (1000 * Math.hypot(x, y, z)) / spanMs : 0
      const fresh = Math.max(0, 1 - (nowMs - places[at + 3]!) / TRAIL_MS)
      const thrown = Math.max(0, Math.min(1, (speed - FROM_MPS) / (FULL_MPS - FROM_MPS)))
      const light = k < count ? fresh * thrown : 0
      for (const side of [0, 1]) {
        const corner = (hand * MOST_PLACES + k) * 2 + side
        this.#at.setXYZ(corner, places[at]!, places[at + 1]!, places[at + 2]!)
        this.#along.setXYZ(corner, x, y, z)
        this.#shape.setXY(corner, side * 2 - 1, light)
      }
    }
  }

  dispose(): void {
    this.mesh.geometry.dispose()
    this.mesh.material.dispose()
  }
}

function attribute(size: number): BufferAttribute {
  const made = new BufferAttribute(new Float32Array(MOST_HANDS * MOST_PLACES * 2 * size), size)
  made.setUsage(DynamicDrawUsage)
  return made
}
