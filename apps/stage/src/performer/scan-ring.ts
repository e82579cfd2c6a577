/** The hoop of light that goes up with the edge while she comes: it says where she is being made also where nothing of her is yet. */
import { Color, DoubleSide, Mesh, PlaneGeometry, ShaderMaterial } from 'three'
import { smoothUnit } from '../ease.ts'
import { asOnFilm } from '../effects/as-on-film.ts'
import type { Passage } from './passage.ts'

/** Nothing of it is farther than this from the line through her middle, metres. */
export const RING_RADIUS_M = 0.62

const VERTEX = `
varying vec2 vAt;
void main() {
  vAt = uv * 2.0 - 1.0;
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
}
`
const FRAGMENT = `
uniform vec3 uColour;
uniform float uLevel;
varying vec2 vAt;
void main() {
  float radius = length(vAt);
  if (radius >= 1.0) discard;
  float thin = max(0.012, fwidth(radius));
  float line = smoothstep(thin, 0.0, abs(radius - 0.93));
  float skirt = radius < 0.93 ? pow(radius / 0.93, 7.0) : smoothstep(1.0, 0.93, radius);
  gl_FragColor = vec4((mix(uColour, vec3(1.0), 0.6) * line + uColour * 0.16 * skirt) * uLevel, 1.0);
  #include <colorspace_fragment>
}
`

export class ScanRing {
  readonly mesh = new Mesh(
    new PlaneGeometry(2, 2).rotateX(-Math.PI / 2),
    new ShaderMaterial({
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      uniforms: { uColour: { value: new Color() }, uLevel: { value: 0 } },
      ...asOnFilm,
      depthWrite: false,
      transparent: true,
      side: DoubleSide,
    }),
  )

  constructor() {
    this.mesh.renderOrder = 5
    this.mesh.visible = false
  }

  /** @param middleM  where she stands in the group that the ring hangs in: x, z. */
  update({ edgeM, way }: Passage, middleM: readonly [number, number], heightM: number, colour: Color): void {
    const level = smoothUnit((edgeM + 0.05) / 0.12) * smoothUnit((heightM + 0.25 - edgeM) / 0.3)
    this.mesh.visible = way === 1 && level > 0
    this.mesh.position.set(middleM[0], edgeM, middleM[1])
    this.mesh.scale.setScalar(RING_RADIUS_M * (1 - 0.3 * smoothUnit(edgeM / heightM)))
    const { uniforms } = this.mesh.material
    uniforms['uLevel']!.value = level
    ;(uniforms['uColour']!.value as Color).copy(colour)
  }

  dispose(): void {
    this.mesh.geometry.dispose()
    this.mesh.material.dispose()
  }
}
