import { beamOf } from '@ghostlight/light'
import { useFrame } from '@react-three/fiber'
import { useEffect, useMemo } from 'react'
import {
  BackSide,
  CylinderGeometry,
  DoubleSide,
  DynamicDrawUsage,
  Group,
  InstancedBufferAttribute,
  InstancedMesh,
  Matrix4,
  PlaneGeometry,
  Quaternion,
  ShaderMaterial,
  type Side,
  Vector3,
} from 'three'
import { asOnFilm } from '../effects/as-on-film.ts'
import type { Stage } from '../stage.ts'
import { CONE_FRAGMENT, CONE_VERTEX, LENS_FRAGMENT, LENS_VERTEX, SPOT_FRAGMENT, SPOT_VERTEX } from './beam-shaders.ts'
import { FixtureBodies } from './fixture-bodies.ts'
import { shaftsOf, turnOf } from './shafts.ts'

/** Most lamps a venue shows; more stay dark here (the desk still gets them). */
const MAX_LAMPS = 96
/** Beams that meet no floor end here. */
const REACH_M = 14
/** Deeper than this below the stage the hall's floor is taken to be hit. */
const PIT_Y = -1.1
const EDGE_Z = 2.4
const CONE_LEVEL = 0.9
const LENS_LEVEL = 0.8
const POOL_LEVEL = 0.06
/** As much haze as this many beams at full is seen as it is; more is seen through a smaller iris, as an eye or a camera does, or they outshine her. */
const BEAMS_AT_EASE = 3

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
  readonly #bodies: FixtureBodies
  readonly #colours = new InstancedBufferAttribute(new Float32Array(MAX_LAMPS * 3), 3)
  /** Light of the lamps themselves, for lenses and pools: as bright however wide the beam. */
  readonly #lamps = new InstancedBufferAttribute(new Float32Array(MAX_LAMPS * 3), 3)
  readonly #shapes = new InstancedBufferAttribute(new Float32Array(MAX_LAMPS * 4), 4)
  readonly #matrix = new Matrix4()
  readonly #at = new Vector3()
  readonly #ahead = new Vector3()
  readonly #turn = new Quaternion()
  readonly #size = new Vector3()
  readonly #down = new Vector3(0, -1, 0)
  readonly #forward = new Vector3(0, 0, 1)

  constructor() {
    // Apex at the origin, opening downwards to radius 1 at length 1.
    const cone = new CylinderGeometry(0.08, 1.04, 1, 28, 1, true)
    cone.translate(0, -0.5, 0)
    this.#colours.setUsage(DynamicDrawUsage)
    this.#lamps.setUsage(DynamicDrawUsage)
    this.#shapes.setUsage(DynamicDrawUsage)
    cone.setAttribute('aColour', this.#colours)
    cone.setAttribute('aShape', this.#shapes)
    this.#cones = new InstancedMesh(cone, glowing(CONE_VERTEX, CONE_FRAGMENT, CONE_LEVEL, BackSide), MAX_LAMPS)
    const pool = new PlaneGeometry(2, 2)
    pool.rotateX(-Math.PI / 2)
    pool.setAttribute('aColour', this.#lamps)
    pool.setAttribute('aShape', this.#shapes)
    this.#pools = new InstancedMesh(pool, glowing(SPOT_VERTEX, SPOT_FRAGMENT, POOL_LEVEL, DoubleSide), MAX_LAMPS)
    const lens = new PlaneGeometry(2, 2)
    lens.setAttribute('aColour', this.#lamps)
    this.#lenses = new InstancedMesh(lens, glowing(LENS_VERTEX, LENS_FRAGMENT, LENS_LEVEL, DoubleSide), MAX_LAMPS)
    this.#bodies = new FixtureBodies(MAX_LAMPS, this.#lamps)
    this.group.add(this.#bodies.group)
    for (const mesh of [this.#pools, this.#cones, this.#lenses]) {
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
        this.#place(count, beam, fixture.kind === 'movingHead')
        this.#shapes.setXYZW(count, shaftsOf(state.optics), turnOf(state.optics, now.atMs), state.optics?.frostUnit ?? 0, 0)
        // A narrow beam packs its light into little haze and reads as a shaft; a wide wash is a veil, and lamps over the hall shine away.
        const dense = Math.min(1.3, (12 / Math.max(6, beam.angleDeg)) ** 2.1) * beam.levelUnit * (beam.originM[2] > 2.5 ? 0.35 : 1)
        haze += dense * Math.max(...beam.rgb)
        this.#colours.setXYZ(count, beam.rgb[0] * dense, beam.rgb[1] * dense, beam.rgb[2] * dense)
        this.#lamps.setXYZ(count, beam.rgb[0] * beam.levelUnit, beam.rgb[1] * beam.levelUnit, beam.rgb[2] * beam.levelUnit)
        count++
      }
    }
    const iris = (BEAMS_AT_EASE / Math.max(BEAMS_AT_EASE, haze)) ** 0.75
    this.#cones.material.uniforms['uLevel']!.value = CONE_LEVEL * iris
    this.#lenses.material.uniforms['uLevel']!.value = LENS_LEVEL * iris
    this.#pools.material.uniforms['uLevel']!.value = POOL_LEVEL * iris
    this.#bodies.finish(count)
    for (const mesh of [this.#cones, this.#pools, this.#lenses]) {
      mesh.count = count
      mesh.instanceMatrix.needsUpdate = true
    }
    this.#colours.needsUpdate = true
    this.#lamps.needsUpdate = true
    this.#shapes.needsUpdate = true
    this.#cones.material.uniforms['uTime']!.value = ((now?.atMs ?? 0) / 1000) % 3600
  }

  #place(index: number, beam: ReturnType<typeof beamOf>, moves: boolean): void {
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
    this.#bodies.place(index, beam.originM, this.#ahead, moves)
    // The pool is stretched along the beam as it strikes the floor at a slant.
    const strikes = length < REACH_M && hitsStage
    const stretch = strikes ? Math.min(4, 1 / Math.max(0.25, -this.#ahead.y)) : 0
    this.#turn.setFromAxisAngle(this.#size.set(0, 1, 0), Math.atan2(this.#ahead.x, this.#ahead.z))
    this.#at.addScaledVector(this.#ahead, length).setY(0.008 + index * 0.0001)
    this.#matrix.compose(this.#at, this.#turn, this.#size.set(strikes ? radius * 1.1 : 0, 1, radius * 1.1 * stretch))
    this.#pools.setMatrixAt(index, this.#matrix)
  }

  dispose(): void {
    this.#bodies.dispose()
    for (const mesh of [this.#cones, this.#pools, this.#lenses]) {
      mesh.geometry.dispose()
      mesh.material.dispose()
      mesh.dispose()
    }
  }
}

function glowing(vertexShader: string, fragmentShader: string, level: number, side: Side): ShaderMaterial {
  return new ShaderMaterial({
    vertexShader,
    fragmentShader,
    uniforms: { uTime: { value: 0 }, uLevel: { value: level } },
    ...asOnFilm,
    depthWrite: false,
    transparent: true,
    side,
  })
}
