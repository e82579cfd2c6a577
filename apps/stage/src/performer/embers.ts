/**
 * The light she is made of. Coming, grains rise from the floor round her, each to its own place on her skin and clothes just as the edge
 * gets there; going, they leave it and drift up as fireflies. Each grain is fastened to the skeleton, so it finds her wherever she
 * dances, and its way follows from where the edge is: every screen draws the same swarm, at any rate of pictures.
 */
import {
  BufferAttribute,
  BufferGeometry,
  Color,
  type Matrix4,
  type Object3D,
  ShaderMaterial,
  type Skeleton,
  SkinnedMesh,
  Vector2,
  Vector3,
} from 'three'
import { hashUnit } from '../ease.ts'
import { asOnFilm } from '../effects/as-on-film.ts'
import { LONGEST_LIFE_M, type Passage } from './passage.ts'

/** No grain is farther than this from the line through her middle, metres. */
export const EMBER_RADIUS_M = 0.95
const GRAINS = 2200
const SEED = 1706

const VERTEX = `
#include <skinning_pars_vertex>
attribute vec4 aSeed;
attribute vec2 aCorner;
uniform vec2 uPassage;
uniform vec2 uMiddle;
uniform float uTime;
varying vec2 vAt;
varying float vLight;
varying float vWhite;
void main() {
  #include <skinbase_vertex>
  #include <begin_vertex>
  #include <skinning_vertex>
  vec3 home = (modelMatrix * vec4(transformed, 1.0)).xyz;
  vec2 off = home.xz - uMiddle;
  float angle = atan(off.y, off.x);
  float radius = length(off);
  float past = uPassage.x - home.y;
  float big = step(0.86, aSeed.w);
  vec3 at = home;
  float size = mix(0.005, 0.0095, aSeed.y) * mix(1.0, 2.3, big);
  if (uPassage.y > 0.0) {
    float lead = mix(0.35, 1.0, aSeed.x);
    float u = clamp(1.0 + past / lead, 0.0, 1.0);
    float far = pow(1.0 - u, 1.6);
    radius = mix(radius, mix(0.32, 0.85, aSeed.z), far);
    angle += far * mix(1.2, 3.4, aSeed.y);
    at = vec3(uMiddle.x + radius * cos(angle), home.y * (1.0 - far * far) + 0.02 * far, uMiddle.y + radius * sin(angle));
    vLight = smoothstep(0.0, 0.2, u) * mix(0.55, 1.0, u * u * u) * (1.0 - smoothstep(0.0, 0.16, past));
    vWhite = smoothstep(0.8, 1.0, u);
  } else {
    float u = past / mix(0.45, ${LONGEST_LIFE_M.toFixed(2)}, aSeed.x * aSeed.x);
    float sway = sin(uTime * mix(1.5, 3.5, aSeed.z) + 40.0 * aSeed.y);
    radius += u * mix(0.02, 0.36, aSeed.w) + 0.05 * u * sway;
    angle += u * mix(-0.5, 1.3, aSeed.y);
    at = vec3(uMiddle.x + radius * cos(angle), home.y + u * (0.1 + u * mix(0.15, 0.75, aSeed.z)), uMiddle.y + radius * sin(angle));
    float blink = mix(1.0, 0.55 + 0.45 * sway, smoothstep(0.2, 0.6, u));
    vLight = step(0.0, u) * smoothstep(1.0, 0.55, u) * blink;
    vWhite = 1.0 - smoothstep(0.0, 0.3, u);
    size *= 1.0 + 0.5 * u * big;
  }
  vLight *= clamp((${EMBER_RADIUS_M.toFixed(2)} - radius) / 0.15, 0.0, 1.0);
  vAt = aCorner;
  vec4 view = viewMatrix * vec4(at, 1.0);
  view.xyz += vec3(aCorner * (vLight > 0.004 ? size : 0.0), 0.02);
  gl_Position = projectionMatrix * view;
}
`
const FRAGMENT = `
uniform vec3 uColour;
varying vec2 vAt;
varying float vLight;
varying float vWhite;
void main() {
  float radius = length(vAt);
  if (radius >= 1.0) discard;
  float fall = (1.0 - radius) * (1.0 - radius);
  float heart = smoothstep(0.45, 0.05, radius);
  gl_FragColor = vec4((uColour * fall + mix(uColour, vec3(1.0), 0.4 + 0.6 * vWhite) * heart) * vLight, 1.0);
  #include <colorspace_fragment>
}
`

/** A triangle round the unit circle. */
const CORNERS = [0, 2, -1.7320508, -1, 1.7320508, -1] as const

export class Embers {
  readonly #meshes: readonly SkinnedMesh[]
  readonly #material = new ShaderMaterial({
    vertexShader: VERTEX,
    fragmentShader: FRAGMENT,
    uniforms: {
      uPassage: { value: new Vector2() },
      uMiddle: { value: new Vector2() },
      uTime: { value: 0 },
      uColour: { value: new Color() },
    },
    ...asOnFilm,
    depthWrite: false,
    transparent: true,
  })

  /** Hangs them into the avatar's own scene, and is disposed with it. An avatar without skinned parts has none. */
  constructor(scene: Object3D) {
    this.#meshes = grainsOf(scene).map((grains) => {
      const mesh = new SkinnedMesh(grains.geometry, this.#material)
      mesh.bind(grains.skeleton, grains.bindMatrix)
      mesh.frustumCulled = false
      mesh.renderOrder = 6
      mesh.visible = false
      grains.parent.add(mesh)
      return mesh
    })
  }

  /**
   * @param middleM  where she stands on the floor: x, z.
   * @param colour   of the show's light at this instant.
   */
  update(passage: Passage, middleM: readonly [number, number], atMs: number, colour: Color): void {
    for (const mesh of this.#meshes) mesh.visible = passage.way !== 0
    const { uniforms } = this.#material
    ;(uniforms['uPassage']!.value as Vector2).set(passage.edgeM, passage.way)
    ;(uniforms['uMiddle']!.value as Vector2).set(...middleM)
    uniforms['uTime']!.value = (atMs / 1000) % 7200
    ;(uniforms['uColour']!.value as Color).copy(colour)
  }
}

interface Grains {
  readonly geometry: BufferGeometry
  readonly skeleton: Skeleton
  readonly bindMatrix: Matrix4
  readonly parent: Object3D
}

/** Spreads the grains evenly over all skinned surfaces of an avatar; always the same way. */
function grainsOf(scene: Object3D): readonly Grains[] {
  const skins: SkinnedMesh[] = []
  scene.traverse((object) => {
    if (object instanceof SkinnedMesh) skins.push(object)
  })
  const areas = skins.map((skin) => areasOf(skin.geometry))
  const all = areas.reduce((sum, area) => sum + (area.at(-1) ?? 0), 0)
  return skins.flatMap((skin, index) => {
    const count = Math.round((GRAINS * (areas[index]!.at(-1) ?? 0)) / all)
    const { parent } = skin
    if (count === 0 || !parent) return []
    const geometry = scatter(skin.geometry, areas[index]!, count, SEED + index)
    return [{ geometry, skeleton: skin.skeleton, bindMatrix: skin.bindMatrix, parent }]
  })
}

const [a, b, c] = [new Vector3(), new Vector3(), new Vector3()]

const corner = (geometry: BufferGeometry, k: number): number => geometry.index?.getX(k) ?? k
const corners = (geometry: BufferGeometry): number => geometry.index?.count ?? geometry.getAttribute('position').count

/** Area of all triangles up to and with each, square metres. */
function areasOf(geometry: BufferGeometry): Float64Array {
  const position = geometry.getAttribute('position')
  const sums = new Float64Array(Math.floor(corners(geometry) / 3))
  let sum = 0
  for (let k = 0; k < sums.length; k++) {
    a.fromBufferAttribute(position, corner(geometry, k * 3))
    b.fromBufferAttribute(position, corner(geometry, k * 3 + 1)).sub(a)
    c.fromBufferAttribute(position, corner(geometry, k * 3 + 2)).sub(a)
    sum += b.cross(c).length() / 2
    sums[k] = sum
  }
  return sums
}

/** Grains on a surface, each three corners of a triangle at one place that moves with the nearest corner's bones. */
function scatter(geometry: BufferGeometry, areas: Float64Array, count: number, seed: number): BufferGeometry {
  const [position, bones, weights] = [
    geometry.getAttribute('position'),
    geometry.getAttribute('skinIndex'),
    geometry.getAttribute('skinWeight'),
  ]
  const out = {
    position: new Float32Array(count * 9),
    skinIndex: new Uint16Array(count * 12),
    skinWeight: new Float32Array(count * 12),
    aSeed: new Float32Array(count * 12),
    aCorner: new Float32Array(count * 6),
  }
  for (let grain = 0; grain < count; grain++) {
    const wanted = ((grain + hashUnit(seed, grain, 0)) / count) * (areas.at(-1) ?? 0)
    const triangle = Math.min(areas.length - 1, lowerBound(areas, wanted))
    const root = Math.sqrt(hashUnit(seed, grain, 1))
    const shares = [1 - root, root * (1 - hashUnit(seed, grain, 2)), root * hashUnit(seed, grain, 2)]
    a.set(0, 0, 0)
    for (const [k, share] of shares.entries()) a.addScaledVector(b.fromBufferAttribute(position, corner(geometry, triangle * 3 + k)), share)
    const nearest = corner(geometry, triangle * 3 + shares.indexOf(Math.max(...shares)))
    for (let k = 0; k < 3; k++) {
      const at = grain * 3 + k
      a.toArray(out.position, at * 3)
      out.aCorner.set([CORNERS[k * 2]!, CORNERS[k * 2 + 1]!], at * 2)
      for (let axis = 0; axis < 4; axis++) {
        out.skinIndex[at * 4 + axis] = bones.getComponent(nearest, axis)
        out.skinWeight[at * 4 + axis] = weights.getComponent(nearest, axis)
        out.aSeed[at * 4 + axis] = hashUnit(seed, grain, 3 + axis)
      }
    }
  }
  const made = new BufferGeometry()
  for (const [name, values] of Object.entries(out)) made.setAttribute(name, new BufferAttribute(values, values.length / (count * 3)))
  return made
}

/** Index of the first value that is not below `wanted`. */
function lowerBound(sorted: Float64Array, wanted: number): number {
  let [from, to] = [0, sorted.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (sorted[middle]! < wanted) from = middle + 1
    else to = middle
  }
  return from
}
