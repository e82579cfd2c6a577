import { useFrame } from '@react-three/fiber'
import { useEffect, useMemo } from 'react'
import {
  AddEquation,
  BufferAttribute,
  type Camera,
  Color,
  CustomBlending,
  DoubleSide,
  DynamicDrawUsage,
  InstancedBufferAttribute,
  InstancedBufferGeometry,
  InstancedInterleavedBuffer,
  InterleavedBufferAttribute,
  Mesh,
  OneFactor,
  OneMinusSrcAlphaFactor,
  PerspectiveCamera,
  ShaderMaterial,
  Vector3,
} from 'three'
import type { Stage } from '../stage.ts'
import { moodOf } from './crowd-mood.ts'
import { peopleIn } from './crowd-people.ts'
import { POSE, POSE_FLOATS, writeCrowdPose } from './crowd-pose.ts'
import { CROWD_FRAGMENT, CROWD_VERTEX } from './crowd-shaders.ts'
import type { Lens } from './sight-line.ts'

/** The people in front of you: silhouettes and the glow sticks they wave to the beat, everywhere the same. One draw call, six triangles each. */
export function Crowd({ stage, rows }: { readonly stage: Stage; readonly rows: number }) {
  const crowd = useMemo(() => new CrowdParts(rows), [rows])
  useEffect(() => () => crowd.dispose(), [crowd])
  useFrame(({ camera }) => crowd.update(stage, camera))
  return <primitive object={crowd.mesh} />
}

const ahead = new Vector3()
function lensOf(camera: PerspectiveCamera): Lens {
  const { x, y, z } = camera.getWorldDirection(ahead)
  return { aheadUnit: [x, y, z], halfRad: (camera.fov * Math.PI) / 360 }
}

class CrowdParts {
  readonly mesh: Mesh<InstancedBufferGeometry, ShaderMaterial>
  readonly #people
  readonly #poses
  readonly #buffer

  constructor(rows: number) {
    this.#people = peopleIn(rows)
    this.#poses = new Float32Array(this.#people.length * POSE_FLOATS)
    this.#buffer = new InstancedInterleavedBuffer(this.#poses, POSE_FLOATS)
    this.#buffer.setUsage(DynamicDrawUsage)
    const geometry = new InstancedBufferGeometry()
    // Three quads a person: left stick, right stick, body.
    const corners = [0, 1, 2].flatMap((part) => [0, 0, part, 1, 0, part, 1, 1, part, 0, 1, part])
    geometry.setAttribute('position', new BufferAttribute(new Float32Array(corners), 3))
    geometry.setIndex([0, 4, 8].flatMap((first) => [first, first + 1, first + 2, first, first + 2, first + 3]))
    for (const [name, size, from] of [
      ['aPlace', 3, POSE.x],
      ['aLean', 1, POSE.lean],
      ['aLeft', 4, POSE.left],
      ['aRight', 4, POSE.right],
      ['aSticks', 4, POSE.leftStick],
    ] as const)
      geometry.setAttribute(name, new InterleavedBufferAttribute(this.#buffer, size, from))
    const looks = this.#people.flatMap(({ heightUnit, buildUnit, hair, lateUnit }) => [heightUnit, buildUnit, hair, 0.4 * lateUnit])
    const sticks = this.#people.flatMap(({ colour, brightUnit }) => [colour, brightUnit])
    geometry.setAttribute('aLook', new InstancedBufferAttribute(new Float32Array(looks), 4))
    geometry.setAttribute('aStickLook', new InstancedBufferAttribute(new Float32Array(sticks), 2))
    geometry.instanceCount = this.#people.length
    const material = new ShaderMaterial({
      vertexShader: CROWD_VERTEX,
      fragmentShader: CROWD_FRAGMENT,
      uniforms: {
        uColours: { value: [new Color(), new Color(), new Color(), new Color()] },
        uRim: { value: new Color() },
        uShade: { value: new Color() },
        uLevel: { value: 1 },
      },
      // Premultiplied: bodies cover, glow adds; people are drawn from the stage to the eye.
      blending: CustomBlending,
      blendEquation: AddEquation,
      blendSrc: OneFactor,
      blendDst: OneMinusSrcAlphaFactor,
      depthWrite: false,
      transparent: true,
      side: DoubleSide,
    })
    this.mesh = new Mesh(geometry, material)
    this.mesh.frustumCulled = false
    this.mesh.renderOrder = 6
  }

  update(stage: Stage, camera: Camera): void {
    const { now, colours } = stage
    if (!now) {
      this.mesh.visible = false
      return
    }
    this.mesh.visible = true
    const { xM, zM } = stage.middleM()
    const moment = {
      ...moodOf(now.edition, now.frame),
      eyeM: [camera.position.x, camera.position.y, camera.position.z] as const,
      herM: [xM, zM] as const,
      ...(camera instanceof PerspectiveCamera && { lens: lensOf(camera) }),
    }
    for (const [index, person] of this.#people.entries()) writeCrowdPose(person, moment, this.#poses, index * POSE_FLOATS)
    this.#buffer.needsUpdate = true
    const uniforms = this.mesh.material.uniforms
    const { left, right, top } = stage.falling
    // What the lamps behind her send into the hall, and never quite nothing.
    const rim = (uniforms['uRim']!.value as Color).copy(left).add(right).add(top)
    const most = Math.max(rim.r, rim.g, rim.b, 1e-3)
    rim.multiplyScalar(Math.min(1, 0.3 + most) / most).lerp(colours.hues[1], 0.35)
    rim.multiplyScalar(0.5 * (0.35 + 0.65 * now.frame.lightUnit))
    ;(uniforms['uShade']!.value as Color).copy(colours.hues[1]).multiplyScalar(0.0035)
    const sticks = uniforms['uColours']!.value as Color[]
    for (const [index, hue] of colours.hues.entries()) sticks[index]!.copy(hue)
    sticks[3]!.copy(colours.accent)
    uniforms['uLevel']!.value = 0.35 + 0.65 * now.frame.pictureUnit
  }

  dispose(): void {
    this.mesh.geometry.dispose()
    this.mesh.material.dispose()
  }
}
