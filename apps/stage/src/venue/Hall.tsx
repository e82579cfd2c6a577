import { useFrame } from '@react-three/fiber'
import { useEffect, useMemo } from 'react'
import {
  BoxGeometry,
  Color,
  CylinderGeometry,
  Group,
  InstancedMesh,
  Matrix4,
  Mesh,
  MeshBasicMaterial,
  PlaneGeometry,
  Quaternion,
  ShaderMaterial,
  Vector2,
  Vector3,
} from 'three'
import type { Stage } from '../stage.ts'

/** Worn black gloss in panels: the wall and she are mirrored in it, the softer the farther off, and no edge of light is sharp. */
const FLOOR_VERTEX = `
varying vec3 vWorld;
void main() {
  vec4 world = modelMatrix * vec4(position, 1.0);
  vWorld = world.xyz;
  gl_Position = projectionMatrix * viewMatrix * world;
}
`
const FLOOR_FRAGMENT = `
uniform vec3 uBack;
uniform vec3 uAccent;
uniform float uPresence;
uniform float uLevel;
uniform vec2 uHer;
varying vec3 vWorld;
float grain(vec2 p) { return fract(sin(dot(p, vec2(41.3, 289.1))) * 14375.5453); }
void main() {
  vec3 ray = normalize(vWorld - cameraPosition);
  float grazing = pow(1.0 - clamp(-ray.y, 0.0, 1.0), 3.0);
  // Where the mirrored ray meets the wall behind the stage: a glow without sides, streaked upright as gloss does.
  vec3 mirrored = vec3(ray.x, -ray.y, ray.z);
  float reach = (-4.6 - vWorld.z) / min(-0.001, mirrored.z);
  vec3 hit = vWorld + mirrored * reach;
  float blur = 0.5 + 0.35 * length(hit - vWorld);
  float wide = hit.x / (3.4 + 0.5 * blur);
  float wall = exp(-wide * wide) * smoothstep(-0.2 - 0.3 * blur, 0.6 + 0.3 * blur, hit.y) * smoothstep(6.4, 2.0, hit.y) * step(0.0, reach);
  wall *= 1.0 + 0.22 * exp(-0.25 * blur * blur) * sin(hit.x * 15.1);
  // And where it passes the performer: a soft upright column of light that begins without an edge behind her feet.
  float pass = (uHer.y - vWorld.z) / min(-0.001, mirrored.z);
  vec3 her = vWorld + mirrored * pass;
  float off = (her.x - uHer.x) / (0.17 + 0.1 * her.y);
  float body = exp(-off * off) * smoothstep(1.75, 0.5, her.y) * smoothstep(0.05, 0.55, her.y) * step(0.0, pass);
  // Panels of the deck: seams, and each a little more or less worn.
  vec2 panel = vec2(vWorld.x + 0.6, vWorld.z) / 1.2;
  vec2 seam = abs(fract(panel) - 0.5) * 1.2;
  vec2 pixel = fwidth(vWorld.xz) + 1e-4;
  vec2 line = smoothstep(0.6 - 0.006 - pixel, vec2(0.6), seam) * clamp(0.02 / pixel, 0.0, 1.0);
  float worn = 0.9 + 0.2 * grain(floor(panel));
  worn *= 1.0 - 0.45 * max(line.x, line.y);
  // Less of everything towards the wings and the edge of the stage.
  float middle = exp(-pow(abs(vWorld.x) / 6.2, 4.0)) * smoothstep(2.7, 1.2, vWorld.z);
  vec3 light = uBack * (0.022 + 0.3 * grazing) * wall * 0.6 + uAccent * body * uPresence * (0.03 + 0.3 * grazing);
  light += uBack * 0.004 * middle + vec3(0.0022, 0.0025, 0.004);
  gl_FragColor = vec4(light * worn * uLevel * (0.25 + 0.75 * middle), 1.0);
  #include <colorspace_fragment>
}
`

/** Stage deck, its lit front edge, towers and trusses: dark things that the light is seen against. */
export function Hall({ stage }: { readonly stage: Stage }) {
  const hall = useMemo(() => new HallParts(), [])
  useEffect(() => () => hall.dispose(), [hall])
  useFrame(() => hall.update(stage))
  return <primitive object={hall.group} />
}

class HallParts {
  readonly group = new Group()
  readonly #floor = new ShaderMaterial({
    vertexShader: FLOOR_VERTEX,
    fragmentShader: FLOOR_FRAGMENT,
    uniforms: {
      uBack: { value: new Color() },
      uAccent: { value: new Color() },
      uPresence: { value: 0 },
      uLevel: { value: 1 },
      uHer: { value: new Vector2() },
    },
  })
  readonly #dark = new MeshBasicMaterial({ color: 0x040509 })
  readonly #steel = new MeshBasicMaterial({ color: 0x0a0c13 })
  readonly #edge = new MeshBasicMaterial({ color: 0xffffff })
  readonly #geometries: { dispose(): void }[] = []

  constructor() {
    const plane = this.#keep(new PlaneGeometry(16, 8))
    const deck = new Mesh(plane, this.#floor)
    deck.rotation.x = -Math.PI / 2
    deck.position.set(0, 0, -1.6)
    deck.renderOrder = -4
    this.group.add(deck)
    this.#box([16, 1.1, 0.1], [0, -0.56, 2.4], this.#dark)
    this.#box([16, 0.022, 0.02], [0, -0.03, 2.46], this.#edge)
    // Front of house floor.
    this.#box([60, 0.1, 40], [0, -1.15, 20], this.#dark)
    for (const x of [-6.6, 6.6]) this.#tower(x)
    this.#truss(-5.6, 5.6, 5.25, -3)
    this.#truss(-5.6, 5.6, 5.35, 5.9)
  }

  update(stage: Stage): void {
    const { hues, accent } = stage.colours
    const uniforms = this.#floor.uniforms
    ;(uniforms['uBack']!.value as Color).copy(hues[0]).lerp(hues[1], 0.5)
    ;(uniforms['uAccent']!.value as Color).copy(accent)
    uniforms['uPresence']!.value = stage.now?.moment.segment ? stage.now.presenceUnit : 1
    const { xM, zM } = stage.middleM()
    ;(uniforms['uHer']!.value as Vector2).set(xM, zM)
    uniforms['uLevel']!.value = stage.now?.frame.pictureUnit ?? 0.6
    this.#edge.color.copy(accent).multiplyScalar(0.07 * (stage.now?.frame.pictureUnit ?? 0.5))
  }

  dispose(): void {
    for (const geometry of this.#geometries) geometry.dispose()
    for (const material of [this.#floor, this.#dark, this.#steel, this.#edge]) material.dispose()
  }

  #keep<T extends { dispose(): void }>(geometry: T): T {
    this.#geometries.push(geometry)
    return geometry
  }

  #box(sizeM: readonly [number, number, number], atM: readonly [number, number, number], material: MeshBasicMaterial): void {
    const mesh = new Mesh(this.#keep(new BoxGeometry(...sizeM)), material)
    mesh.position.set(...atM)
    this.group.add(mesh)
  }

  #tower(x: number): void {
    for (const dx of [-0.2, 0.2]) this.#box([0.06, 6, 0.06], [x + dx, 2.4, -2.9], this.#steel)
  }

  #truss(fromX: number, toX: number, y: number, z: number): void {
    const tube = this.#keep(new CylinderGeometry(0.035, 0.035, toX - fromX, 6))
    tube.rotateZ(Math.PI / 2)
    for (const dy of [0, 0.3]) {
      const mesh = new Mesh(tube, this.#steel)
      mesh.position.set((fromX + toX) / 2, y + dy, z)
      this.group.add(mesh)
    }
    const brace = this.#keep(new CylinderGeometry(0.018, 0.018, 0.42, 5))
    const count = Math.floor((toX - fromX - 0.2) / 0.3)
    const braces = new InstancedMesh(brace, this.#steel, count)
    const turn = new Quaternion()
    for (let k = 0; k < count; k++) {
      turn.setFromAxisAngle(new Vector3(0, 0, 1), k % 2 === 0 ? 0.78 : -0.78)
      braces.setMatrixAt(k, new Matrix4().compose(new Vector3(fromX + 0.2 + 0.3 * k, y + 0.15, z), turn, new Vector3(1, 1, 1)))
    }
    braces.frustumCulled = false
    this.#keep(braces)
    this.group.add(braces)
  }
}
