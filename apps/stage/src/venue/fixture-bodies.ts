/**
 * What hangs there when the light is off: lamp heads with a lens, in their yokes. Dark metal that catches a little of the room, so that
 * one sees where beams come from and which way a head looks. Two draw calls however many lamps there are.
 */
import {
  BoxGeometry,
  BufferAttribute,
  DynamicDrawUsage,
  Group,
  type InstancedBufferAttribute,
  InstancedMesh,
  LatheGeometry,
  Matrix4,
  Quaternion,
  ShaderMaterial,
  Vector2,
  Vector3,
} from 'three'

/** Half of a head from its back to its lens, which looks down: [radius, height], metres. The last two are the glass. */
const PROFILE = [
  [0, 0.15],
  [0.07, 0.15],
  [0.095, 0.1],
  [0.1, 0],
  [0.118, -0.07],
  [0.128, -0.1],
  [0.128, -0.135],
  [0.108, -0.135],
  [0.102, -0.118],
  [0, -0.112],
] as const
const GLASS_FROM = 8
const SIDES = 18
/** Base, bar and arms of a yoke: size, place over the head's middle. Of lamps that do not move the base is only a clamp. */
const BOXES = [
  { sizeM: [0.27, 0.11, 0.21], atM: [0, 0.31, 0], turns: false },
  { sizeM: [0.36, 0.04, 0.075], atM: [0, 0.235, 0], turns: true },
  { sizeM: [0.035, 0.27, 0.075], atM: [0.163, 0.1, 0], turns: true },
  { sizeM: [0.035, 0.27, 0.075], atM: [-0.163, 0.1, 0], turns: true },
] as const
const CLAMP_UNIT = 0.35
/** Lamps below this stand, those above hang. */
const HANGS_OVER_M = 1

const VERTEX = `
attribute vec3 aColour;
attribute float aGlass;
varying vec3 vNormalView;
varying vec3 vColour;
varying float vGlass;
void main() {
  vGlass = aGlass;
  vColour = aColour;
  vNormalView = normalize(mat3(viewMatrix) * mat3(instanceMatrix) * normal);
  gl_Position = projectionMatrix * viewMatrix * modelMatrix * instanceMatrix * vec4(position, 1.0);
}
`
const FRAGMENT = `
varying vec3 vNormalView;
varying vec3 vColour;
varying float vGlass;
void main() {
  vec3 normal = normalize(vNormalView);
  float rim = pow(1.0 - clamp(normal.z, 0.0, 1.0), 2.0);
  float above = 0.5 + 0.5 * normal.y;
  float gleam = pow(max(0.0, dot(normal, normalize(vec3(-0.35, 0.6, 0.7)))), 14.0);
  vec3 metal = vec3(0.010, 0.011, 0.014) + vec3(0.020, 0.022, 0.030) * above * above + vec3(0.045, 0.05, 0.065) * gleam + vec3(0.02, 0.023, 0.03) * rim;
  vec3 glass = vec3(0.012, 0.016, 0.03) + vec3(0.05, 0.07, 0.12) * rim + vec3(0.10) * gleam + vColour * 0.8;
  gl_FragColor = vec4(mix(metal + vColour * 0.03 * rim, glass, smoothstep(0.4, 0.9, vGlass)), 1.0);
  #include <colorspace_fragment>
}
`

export class FixtureBodies {
  readonly group = new Group()
  readonly #material = new ShaderMaterial({ vertexShader: VERTEX, fragmentShader: FRAGMENT })
  readonly #heads: InstancedMesh
  readonly #boxes: InstancedMesh
  readonly #matrix = new Matrix4()
  readonly #turn = new Quaternion()
  readonly #still = new Quaternion()
  readonly #at = new Vector3()
  readonly #size = new Vector3()
  readonly #up = new Vector3(0, 1, 0)
  readonly #down = new Vector3(0, -1, 0)

  /** @param lampColours  of each lamp's light, dimmed, by index; shared with whoever writes it. */
  constructor(most: number, lampColours: InstancedBufferAttribute) {
    const head = new LatheGeometry(
      PROFILE.map(([radius, height]) => new Vector2(radius, height)),
      SIDES,
    )
    const glass = Float32Array.from({ length: head.getAttribute('position').count }, (_, index) =>
      index % PROFILE.length >= GLASS_FROM ? 1 : 0,
    )
    head.setAttribute('aGlass', new BufferAttribute(glass, 1))
    head.setAttribute('aColour', lampColours)
    this.#heads = new InstancedMesh(head, this.#material, most)
    this.#boxes = new InstancedMesh(new BoxGeometry(1, 1, 1), this.#material, most * BOXES.length)
    for (const mesh of [this.#heads, this.#boxes]) {
      mesh.frustumCulled = false
      mesh.instanceMatrix.setUsage(DynamicDrawUsage)
      this.group.add(mesh)
    }
  }

  /** @param ahead  where the lamp looks, length 1. @param moves  whether it is a moving head. */
  place(index: number, atM: readonly [number, number, number], ahead: Vector3, moves: boolean): void {
    this.#turn.setFromUnitVectors(this.#down, ahead)
    this.#heads.setMatrixAt(index, this.#matrix.compose(this.#at.set(...atM), this.#turn, this.#size.set(1, 1, 1)))
    const over = atM[1] > HANGS_OVER_M ? 1 : -1
    this.#turn.setFromAxisAngle(this.#up, Math.atan2(ahead.x, ahead.z))
    for (const [part, { sizeM, atM: place, turns }] of BOXES.entries()) {
      const [x, y, z] = sizeM
      const narrow = turns || moves ? 1 : CLAMP_UNIT
      this.#at.set(place[0], place[1] * over, place[2]).applyQuaternion(turns ? this.#turn : this.#still)
      this.#at.set(this.#at.x + atM[0], this.#at.y + atM[1], this.#at.z + atM[2])
      this.#matrix.compose(this.#at, turns ? this.#turn : this.#still, this.#size.set(x * narrow, y, z * narrow))
      this.#boxes.setMatrixAt(index * BOXES.length + part, this.#matrix)
    }
  }

  finish(count: number): void {
    this.#heads.count = count
    this.#boxes.count = count * BOXES.length
    this.#heads.instanceMatrix.needsUpdate = true
    this.#boxes.instanceMatrix.needsUpdate = true
  }

  dispose(): void {
    for (const mesh of [this.#heads, this.#boxes]) {
      mesh.geometry.dispose()
      mesh.dispose()
    }
    this.#material.dispose()
  }
}
