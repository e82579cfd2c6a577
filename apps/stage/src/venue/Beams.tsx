import { beamOf } from '@ghostlight/light'
import { useFrame } from '@react-three/fiber'
import { useEffect, useMemo } from 'react'
import {
  AdditiveBlending,
  type BufferAttribute,
  CylinderGeometry,
  DoubleSide,
  DynamicDrawUsage,
  Group,
  InstancedBufferAttribute,
  InstancedMesh,
  Matrix4,
  MeshBasicMaterial,
  PlaneGeometry,
  Quaternion,
  ShaderMaterial,
  SphereGeometry,
  Vector3,
} from 'three'
import type { Stage } from '../stage.ts'

/** Most lamps a venue shows; more stay dark here (the desk still gets them). */
const MAX_LAMPS = 96
/** Beams that meet no floor end here. */
const REACH_M = 14
/** Deeper than this below the stage the hall's floor is taken to be hit. */
const PIT_Y = -1.1
const EDGE_Z = 2.4
const CONE_LEVEL = 0.44
const LENS_LEVEL = 0.8
/** As much haze as this many beams at full is seen as it is; more is seen through a smaller iris, as an eye or a camera does, or they outshine her. */
const BEAMS_AT_EASE = 3

/**
 * A beam is a cone of lit haze: bright where one looks through much of it (its middle), nothing at its rim, thinning with
 * distance as the light spreads. Drawn once from each side without depth writing, added to what is behind.
 */
const CONE_VERTEX = `
attribute vec3 aColour;
varying vec3 vColour;
varying float vAlong;
varying vec3 vNormalView;
varying vec3 vView;
varying vec3 vWorld;
varying vec3 vAxis;
void main() {
  vColour = aColour;
  vAxis = normalize((instanceMatrix * vec4(0.0, -1.0, 0.0, 0.0)).xyz);
  vAlong = uv.y;
  vec4 world = modelMatrix * instanceMatrix * vec4(position, 1.0);
  vWorld = world.xyz;
  vec4 view = viewMatrix * world;
  vView = view.xyz;
  vec3 axisX = normalize((instanceMatrix * vec4(1.0, 0.0, 0.0, 0.0)).xyz);
  vec3 axisZ = normalize((instanceMatrix * vec4(0.0, 0.0, 1.0, 0.0)).xyz);
  vNormalView = normalize((viewMatrix * vec4(axisX * normal.x + axisZ * normal.z, 0.0)).xyz);
  gl_Position = projectionMatrix * view;
}
`
const CONE_FRAGMENT = `
uniform float uTime;
uniform float uLevel;
varying vec3 vColour;
varying float vAlong;
varying vec3 vNormalView;
varying vec3 vView;
varying vec3 vWorld;
varying vec3 vAxis;
float haze(vec3 p) {
  return 0.5 + 0.5 * sin(p.x * 1.7 + uTime * 0.21 + 1.3 * sin(p.y * 1.1 - uTime * 0.13) + 0.9 * sin(p.z * 1.4 + uTime * 0.17));
}
void main() {
  float facing = abs(dot(normalize(vNormalView), normalize(vView)));
  float through = pow(facing, 1.6);
  float near = smoothstep(0.0, 0.03, vAlong);
  float along = near * exp(-2.1 * vAlong) * smoothstep(1.0, 0.72, vAlong);
  // Haze throws light mostly onwards: beams that come at you blaze, beams from behind you are faint.
  vec3 toEye = cameraPosition - vWorld;
  float onwards = 0.5 + 0.5 * dot(vAxis, normalize(toEye));
  float scatter = 0.10 + 0.9 * onwards * onwards;
  // The haze right before the eye would be a veil over everything.
  float clear = smoothstep(0.8, 8.0, length(toEye));
  // Light between the hall and her would wash her out: below head height it stays behind her.
  float before = smoothstep(-0.9, 0.4, vWorld.z) * smoothstep(3.0, 2.0, vWorld.y);
  clear *= 1.0 - 0.8 * before;
  float light = uLevel * through * along * scatter * clear * mix(0.72, 1.12, haze(vWorld));
  gl_FragColor = vec4(vColour * light, 1.0);
  #include <colorspace_fragment>
}
`
const SPOT_VERTEX = `
attribute vec3 aColour;
varying vec3 vColour;
varying vec2 vAt;
void main() {
  vColour = aColour;
  vAt = uv * 2.0 - 1.0;
  gl_Position = projectionMatrix * viewMatrix * modelMatrix * instanceMatrix * vec4(position, 1.0);
}
`
/** A lens seen from the hall: the disc turns to the eye and flares when it shines towards it. */
const LENS_VERTEX = `
attribute vec3 aColour;
varying vec3 vColour;
varying vec2 vAt;
void main() {
  vAt = uv * 2.0 - 1.0;
  vec4 centre = viewMatrix * modelMatrix * instanceMatrix * vec4(0.0, 0.0, 0.0, 1.0);
  vec3 ahead = normalize((viewMatrix * vec4((instanceMatrix * vec4(0.0, 0.0, 1.0, 0.0)).xyz, 0.0)).xyz);
  centre.xyz += ahead * 0.15;
  float towards = max(0.0, dot(ahead, normalize(-centre.xyz)));
  float flare = pow(towards, 6.0);
  vColour = aColour * smoothstep(-0.05, 0.4, dot(ahead, normalize(-centre.xyz))) * (0.6 + 1.4 * flare);
  float size = 0.2 + 0.7 * flare;
  gl_Position = projectionMatrix * (centre + vec4(position.xy * size, 0.0, 0.0));
}
`
const SOFT_FRAGMENT = `
uniform float uHeart;
uniform float uLevel;
varying vec3 vColour;
varying vec2 vAt;
void main() {
  float radius = length(vAt);
  if (radius >= 1.0) discard;
  float soft = (1.0 - radius) * (1.0 - radius);
  float heart = uHeart * smoothstep(0.32, 0.0, radius);
  float strength = max(vColour.r, max(vColour.g, vColour.b));
  gl_FragColor = vec4((vColour * soft + vec3(strength) * heart) * uLevel, 1.0);
  #include <colorspace_fragment>
}
`

/** Lamps, their beams and the pools they throw; one draw call each however many lamps there are. */
export function Beams({ stage }: { readonly stage: Stage }) {
  const rig = useMemo(() => new BeamRig(), [])
  useEffect(() => () => rig.dispose(), [rig])
  useFrame(() => rig.update(stage))
  return <primitive object={rig.group} />
}

class BeamRig {
  readonly group = new Group()
  readonly #cones: InstancedMesh<CylinderGeometry, ShaderMaterial>
  readonly #pools: InstancedMesh<PlaneGeometry, ShaderMaterial>
  readonly #lenses: InstancedMesh<PlaneGeometry, ShaderMaterial>
  readonly #bodies: InstancedMesh<SphereGeometry, MeshBasicMaterial>
  readonly #colours = new InstancedBufferAttribute(new Float32Array(MAX_LAMPS * 3), 3)
  /** Light of the lamps themselves, for lenses and pools: as bright however wide the beam. */
  readonly #lamps = new InstancedBufferAttribute(new Float32Array(MAX_LAMPS * 3), 3)
  readonly #matrix = new Matrix4()
  readonly #at = new Vector3()
  readonly #ahead = new Vector3()
  readonly #turn = new Quaternion()
  readonly #size = new Vector3()
  readonly #down = new Vector3(0, -1, 0)
  readonly #forward = new Vector3(0, 0, 1)

  constructor() {
    // Apex at the origin, opening downwards to radius 1 at length 1; uv.y 0 at the apex.
    const cone = new CylinderGeometry(0.02, 1, 1, 28, 1, true)
    cone.translate(0, -0.5, 0)
    const uv = cone.getAttribute('uv') as BufferAttribute
    for (let index = 0; index < uv.count; index++) uv.setY(index, 1 - uv.getY(index))
    this.#colours.setUsage(DynamicDrawUsage)
    this.#lamps.setUsage(DynamicDrawUsage)
    cone.setAttribute('aColour', this.#colours)
    this.#cones = new InstancedMesh(cone, glowing(CONE_VERTEX, CONE_FRAGMENT, 0, CONE_LEVEL), MAX_LAMPS)
    const pool = new PlaneGeometry(2, 2)
    pool.rotateX(-Math.PI / 2)
    pool.setAttribute('aColour', this.#lamps)
    this.#pools = new InstancedMesh(pool, glowing(SPOT_VERTEX, SOFT_FRAGMENT, 0, 0.038), MAX_LAMPS)
    const lens = new PlaneGeometry(2, 2)
    lens.setAttribute('aColour', this.#lamps)
    this.#lenses = new InstancedMesh(lens, glowing(LENS_VERTEX, SOFT_FRAGMENT, 0.9, LENS_LEVEL), MAX_LAMPS)
    this.#bodies = new InstancedMesh(new SphereGeometry(0.1, 10, 8), new MeshBasicMaterial({ color: 0x06070b }), MAX_LAMPS)
    for (const mesh of [this.#bodies, this.#pools, this.#cones, this.#lenses]) {
      mesh.frustumCulled = false
      mesh.instanceMatrix.setUsage(DynamicDrawUsage)
      this.group.add(mesh)
    }
    this.#pools.renderOrder = -3
    this.#cones.renderOrder = 3
    this.#lenses.renderOrder = 4
  }

  update(stage: Stage): void {
    const now = stage.now
    let count = 0
    let haze = 0
    if (now) {
      for (const state of now.lights) {
        const fixture = now.edition.venue.fixtures[state.fixtureId]
        if (!fixture || count >= MAX_LAMPS) continue
        const beam = beamOf(fixture, state)
        this.#place(count, beam)
        // A narrow beam packs its light into little haze and reads as a shaft; a wide wash is a veil, and lamps over the hall shine away.
        const dense = Math.min(1.3, (12 / Math.max(6, beam.angleDeg)) ** 2.1) * beam.levelUnit * (beam.originM[2] > 2.5 ? 0.35 : 1)
        haze += dense * Math.max(...beam.rgb)
        this.#colours.setXYZ(count, beam.rgb[0] * dense, beam.rgb[1] * dense, beam.rgb[2] * dense)
        this.#lamps.setXYZ(count, beam.rgb[0] * beam.levelUnit, beam.rgb[1] * beam.levelUnit, beam.rgb[2] * beam.levelUnit)
        count++
      }
    }
    const iris = Math.sqrt(BEAMS_AT_EASE / Math.max(BEAMS_AT_EASE, haze))
    this.#cones.material.uniforms['uLevel']!.value = CONE_LEVEL * iris
    this.#lenses.material.uniforms['uLevel']!.value = LENS_LEVEL * iris
    for (const mesh of [this.#cones, this.#pools, this.#lenses, this.#bodies]) {
      mesh.count = count
      mesh.instanceMatrix.needsUpdate = true
    }
    this.#colours.needsUpdate = true
    this.#lamps.needsUpdate = true
    this.#cones.material.uniforms['uTime']!.value = ((now?.atMs ?? 0) / 1000) % 3600
  }

  #place(index: number, beam: ReturnType<typeof beamOf>): void {
    const [x, y, z] = beam.originM
    this.#at.set(x, y, z)
    this.#ahead.set(...beam.directionUnit)
    const toStage = this.#ahead.y < -0.02 ? -y / this.#ahead.y : Number.POSITIVE_INFINITY
    const toPit = this.#ahead.y < -0.02 ? (PIT_Y - y) / this.#ahead.y : Number.POSITIVE_INFINITY
    const hitsStage = z + this.#ahead.z * toStage < EDGE_Z
    const length = Math.min(REACH_M, hitsStage ? toStage : toPit)
    const radius = Math.max(0.05, Math.tan((beam.angleDeg * Math.PI) / 360) * length)
    this.#turn.setFromUnitVectors(this.#down, this.#ahead)
    this.#matrix.compose(this.#at, this.#turn, this.#size.set(radius, length, radius))
    this.#cones.setMatrixAt(index, this.#matrix)
    this.#turn.setFromUnitVectors(this.#forward, this.#ahead)
    this.#matrix.compose(this.#at, this.#turn, this.#size.set(1, 1, 1))
    this.#lenses.setMatrixAt(index, this.#matrix)
    this.#bodies.setMatrixAt(index, this.#matrix)
    // The pool is stretched along the beam as it strikes the floor at a slant.
    const strikes = length < REACH_M && hitsStage
    const stretch = strikes ? Math.min(4, 1 / Math.max(0.25, -this.#ahead.y)) : 0
    this.#turn.setFromAxisAngle(this.#size.set(0, 1, 0), Math.atan2(this.#ahead.x, this.#ahead.z))
    this.#at.addScaledVector(this.#ahead, length).setY(0.008 + index * 0.0001)
    this.#matrix.compose(this.#at, this.#turn, this.#size.set(strikes ? radius * 1.1 : 0, 1, radius * 1.1 * stretch))
    this.#pools.setMatrixAt(index, this.#matrix)
  }

  dispose(): void {
    for (const mesh of [this.#cones, this.#pools, this.#lenses, this.#bodies]) {
      mesh.geometry.dispose()
      mesh.material.dispose()
      mesh.dispose()
    }
  }
}

function glowing(vertexShader: string, fragmentShader: string, heart: number, level: number): ShaderMaterial {
  return new ShaderMaterial({
    vertexShader,
    fragmentShader,
    uniforms: { uTime: { value: 0 }, uHeart: { value: heart }, uLevel: { value: level } },
    blending: AdditiveBlending,
    depthWrite: false,
    transparent: true,
    side: DoubleSide,
  })
}
