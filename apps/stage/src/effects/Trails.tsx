import { useFrame } from '@react-three/fiber'
import { useEffect, useMemo } from 'react'
import { BufferAttribute, BufferGeometry, Color, DynamicDrawUsage, Points, ShaderMaterial, Vector2 } from 'three'
import type { Stage } from '../stage.ts'
import { asOnFilm } from './as-on-film.ts'
import { MOST_PLACES, TRAIL_MS, TrailPoints } from './trail-points.ts'

/** No light of a trail is farther than this from the line through the middle of everybody, metres. */
export const TRAIL_RADIUS_M = 1.3
const MOST_HANDS = 8
/** Soft grains between one place and the next: close enough to flow together at any speed a hand has. */
const GRAINS = 4
const GRAIN_M = 0.085
/** Slower hands leave nothing, faster ones all of it, metres per second. */
const FROM_MPS = 0.6
const FULL_MPS = 1.9

const VERTEX = `
attribute float aLight;
uniform float uPxPerM;
varying float vLight;
varying vec2 vFloor;
void main() {
  vLight = aLight;
  vFloor = position.xz;
  vec4 view = modelViewMatrix * vec4(position, 1.0);
  gl_Position = projectionMatrix * view;
  gl_PointSize = aLight <= 0.002 ? 0.0 : uPxPerM * ${GRAIN_M} * (0.45 + 0.55 * aLight) * (9.0 / -view.z);
}
`
const FRAGMENT = `
uniform vec3 uColour;
uniform float uLevel;
uniform vec2 uMiddle;
varying float vLight;
varying vec2 vFloor;
void main() {
  float radius = length(gl_PointCoord * 2.0 - 1.0);
  float far = length(vFloor - uMiddle);
  if (radius >= 1.0 || far >= ${TRAIL_RADIUS_M}) discard;
  float fall = (1.0 - radius) * (1.0 - radius) * clamp((${TRAIL_RADIUS_M} - far) / 0.2, 0.0, 1.0);
  gl_FragColor = vec4(mix(uColour, vec3(1.0), 0.15 * vLight) * (uLevel * vLight * fall), 1.0);
  #include <colorspace_fragment>
}
`

/** Hands that are thrown leave light in the air for a moment. What hangs there follows from show time alone, at any rate of pictures. */
export function Trails({ stage }: { readonly stage: Stage }) {
  const trails = useMemo(() => new TrailMesh(), [])
  useEffect(() => () => trails.dispose(), [trails])
  useFrame(({ gl, camera }) => {
    const heightPx = stage.pictureSize(gl.domElement.width, gl.domElement.height)[1]
    trails.update(stage, (heightPx * camera.projectionMatrix.elements[5]!) / 2 / 9)
  })
  return <primitive object={trails.mesh} />
}

class TrailMesh {
  readonly mesh: Points<BufferGeometry, ShaderMaterial>
  readonly #hands = Array.from({ length: MOST_HANDS }, () => new TrailPoints(MOST_PLACES))
  readonly #at = attribute(3)
  readonly #light = attribute(1)

  constructor() {
    const geometry = new BufferGeometry()
    geometry.setAttribute('position', this.#at)
    geometry.setAttribute('aLight', this.#light)
    const material = new ShaderMaterial({
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      uniforms: { uColour: { value: new Color() }, uLevel: { value: 0 }, uMiddle: { value: new Vector2() }, uPxPerM: { value: 300 } },
      ...asOnFilm,
      depthWrite: false,
      transparent: true,
    })
    this.mesh = new Points(geometry, material)
    this.mesh.frustumCulled = false
    this.mesh.renderOrder = 4
  }

  /** @param pxPerM  of the picture, 9 m from the eye. */
  update(stage: Stage, pxPerM: number): void {
    const { now } = stage
    const { uniforms } = this.mesh.material
    const energy = now ? Math.max(0, ...Object.values(now.frame.performers).map((performer) => performer.energyUnit)) : 0
    const playing = now !== null && now.moment.segment !== null && now.frame.heldForMs === null
    const level = playing ? 0.3 * energy * now.presenceUnit * now.frame.pictureUnit : 0
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
    uniforms['uPxPerM']!.value = pxPerM
    ;(uniforms['uColour']!.value as Color).copy(stage.colours.accent)
    const { xM, zM } = stage.middleM()
    ;(uniforms['uMiddle']!.value as Vector2).set(xM, zM)
    this.#at.needsUpdate = true
    this.#light.needsUpdate = true
  }

  /** Grains along the way from each place to the next older one; those of places that are not there are dark. */
  #lay(hand: number, { places, count }: TrailPoints, nowMs: number): void {
    for (let k = 0; k < MOST_PLACES; k++) {
      const [at, next] = [k * 4, Math.min(k + 1, MOST_PLACES - 1) * 4]
      const isThere = k + 1 < count
      const [dx, dy, dz] = [places[next]! - places[at]!, places[next + 1]! - places[at + 1]!, places[next + 2]! - places[at + 2]!]
      const spanMs = places[at + 3]! - places[next + 3]!
      const speed = isThere && spanMs > 0 ? (1000 * Math.hypot(dx, dy, dz)) / spanMs : 0
      const thrown = Math.max(0, Math.min(1, (speed - FROM_MPS) / (FULL_MPS - FROM_MPS)))
      for (let grain = 0; grain < GRAINS; grain++) {
        const share = grain / GRAINS
        const fresh = Math.max(0, 1 - (nowMs - places[at + 3]! + spanMs * share) / TRAIL_MS)
        const index = (hand * MOST_PLACES + k) * GRAINS + grain
        this.#at.setXYZ(index, places[at]! + dx * share, places[at + 1]! + dy * share, places[at + 2]! + dz * share)
        this.#light.setX(index, fresh * thrown)
      }
    }
  }

  dispose(): void {
    this.mesh.geometry.dispose()
    this.mesh.material.dispose()
  }
}

function attribute(size: number): BufferAttribute {
  const made = new BufferAttribute(new Float32Array(MOST_HANDS * MOST_PLACES * GRAINS * size), size)
  made.setUsage(DynamicDrawUsage)
  return made
}
