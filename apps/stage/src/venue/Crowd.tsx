import { useFrame } from '@react-three/fiber'
import { useEffect, useMemo } from 'react'
import {
  AdditiveBlending,
  Color,
  DoubleSide,
  Group,
  InstancedBufferAttribute,
  InstancedBufferGeometry,
  Mesh,
  PlaneGeometry,
  ShaderMaterial,
  Vector2,
} from 'three'
import { hashUnit } from '../ease.ts'
import type { Stage } from '../stage.ts'

/** Front row, distance between rows, people per metre of row. The hall's floor lies 1.1 m under the stage. */
const FIRST_Z = 3.5
const ROW_M = 0.78
const APART_M = 0.62
const FLOOR_Y = -1.1
/** Half of what she needs to be seen whole, from hand to hand. */
const HER_REACH_M = 0.95

/** All that moves is made of show beats in the shader: one uniform per picture, nothing per person. */
const COMMON = `
attribute vec3 aPlace;
attribute vec4 aSeed;
uniform float uBeats;
uniform float uEnergy;
uniform vec2 uHer;
float swing(vec4 seed) {
  float lazy = mix(0.5, 1.0, step(0.45, uEnergy + 0.25 * seed.x));
  float phase = uBeats * lazy * 0.5 + (seed.y - 0.5) * 0.16;
  return sin(6.2831853 * phase);
}
/** People right before the eye would be walls; they step aside. */
float room(vec3 place) {
  return step(1.9, distance(place.xz, cameraPosition.xz));
}
/** How far somebody ducks who would stand between the eye and her, with a top this high and so much room to the sides. */
float duck(vec3 place, float top, float besideM) {
  vec2 lane = uHer - cameraPosition.xz;
  vec2 from = place.xz - cameraPosition.xz;
  float along = clamp(dot(from, lane) / max(0.01, dot(lane, lane)), 0.0, 1.0);
  float off = length(from - lane * along);
  float sight = mix(cameraPosition.y, 0.0, along);
  float wide = ${HER_REACH_M.toFixed(2)} * along + besideM;
  return max(0.0, top - sight) * (1.0 - smoothstep(wide, wide + 0.45, off));
}
float bounce(vec4 seed) {
  return abs(sin(3.14159265 * (uBeats + (seed.y - 0.5) * 0.12)));
}
`
const BODY_VERTEX = `
${COMMON}
varying vec2 vAt;
varying float vArm;
varying float vDepth;
void main() {
  vAt = position.xy;
  vArm = aSeed.z;
  vec3 base = aPlace + vec3(0.0, bounce(aSeed) * 0.05 * (0.3 + uEnergy), 0.0);
  float height = mix(0.92, 1.08, aSeed.w);
  base.y -= duck(aPlace, base.y + 1.72 * height, 0.25);
  vec4 view = viewMatrix * vec4(base, 1.0);
  vDepth = aPlace.z;
  view.xy += room(aPlace) * vec2(position.x + swing(aSeed) * 0.03 * position.y, position.y * height);
  gl_Position = projectionMatrix * view;
}
`
/** Head, neck and shoulders as distances: a person against the light. */
const BODY_FRAGMENT = `
uniform vec3 uRim;
varying vec2 vAt;
varying float vArm;
varying float vDepth;
float blob(vec2 p, vec2 centre, vec2 radius) { return length((p - centre) / radius) - 1.0; }
void main() {
  vec2 p = vec2(vAt.x, vAt.y);
  // Hair of one or another cut, neck, sloping shoulders; one arm up to the glow stick.
  float hair = mix(0.088, 0.112, fract(vArm * 7.0));
  float head = blob(p, vec2(0.0, 1.57), vec2(hair, 0.13)) * 0.1;
  float neck = max(abs(p.x) - 0.055, abs(p.y - 1.42) - 0.1);
  float slope = max(abs(p.x) - mix(0.055, 0.225, sqrt(clamp((1.42 - p.y) / 0.13, 0.0, 1.0))), max(p.y - 1.42, 0.9 - p.y));
  float lower = max(abs(p.x) - mix(0.19, 0.225, clamp((p.y - 0.8) * 2.0, 0.0, 1.0)), p.y - 1.25);
  float side = vArm > 0.5 ? 1.0 : -1.0;
  vec2 a = p - vec2(side * 0.19, 1.25);
  vec2 reach = vec2(side * 0.05, 0.42);
  float arm = length(a - reach * clamp(dot(a, reach) / dot(reach, reach), 0.0, 1.0)) - mix(0.06, 0.04, clamp(a.y * 2.4, 0.0, 1.0));
  float edge = min(min(min(head, neck), slope), min(lower, arm));
  if (edge > 0.0) discard;
  float rim = smoothstep(-0.014, 0.0, edge) * smoothstep(1.1, 1.6, p.y);
  gl_FragColor = vec4(vec3(0.004, 0.005, 0.009) + uRim * rim, 1.0);
  #include <colorspace_fragment>
}
`
const STICK_VERTEX = `
${COMMON}
attribute vec3 aColour;
varying vec2 vAt;
varying vec3 vColour;
void main() {
  vAt = uv * 2.0 - 1.0;
  float side = aSeed.z > 0.5 ? 1.0 : -1.0;
  float angle = swing(aSeed) * mix(0.16, 0.5, uEnergy) + side * 0.12;
  float lift = mix(0.1, 0.42, uEnergy * (0.6 + 0.4 * aSeed.x)) + bounce(aSeed) * 0.07 * uEnergy;
  vec3 hand = aPlace + vec3(side * 0.21, 1.5 + lift, 0.04);
  hand.y -= duck(aPlace, hand.y + 0.55, 0.5);
  vec4 view = viewMatrix * vec4(hand, 1.0);
  vec2 along = vec2(sin(angle), cos(angle));
  vec2 across = vec2(along.y, -along.x);
  view.xy += room(aPlace) * (across * position.x * 0.06 + along * (position.y * 0.21 + 0.15));
  vColour = aColour;
  gl_Position = projectionMatrix * view;
}
`
const STICK_FRAGMENT = `
uniform vec3 uAccent;
uniform vec3 uHue;
uniform float uLevel;
varying vec2 vAt;
varying vec3 vColour;
void main() {
  vec2 p = vec2(vAt.x, max(0.0, abs(vAt.y) - 0.62) * 2.6);
  float far = length(p);
  if (far >= 1.0) discard;
  float heart = smoothstep(0.26, 0.12, far);
  float glow = pow(1.0 - far, 2.6) * 0.4;
  vec3 colour = mix(uAccent, uHue, vColour.x);
  colour = mix(colour, vec3(1.0), vColour.y * 0.25);
  gl_FragColor = vec4((mix(colour, vec3(1.0), 0.3) * heart * 0.85 + colour * glow) * (0.35 + 0.65 * vColour.z) * uLevel, 1.0);
  #include <colorspace_fragment>
}
`

/** The people in front of you: silhouettes and the glow sticks they wave to the beat, everywhere the same. */
export function Crowd({ stage, rows }: { readonly stage: Stage; readonly rows: number }) {
  const crowd = useMemo(() => new CrowdParts(rows), [rows])
  useEffect(() => () => crowd.dispose(), [crowd])
  useFrame(() => crowd.update(stage))
  return <primitive object={crowd.group} />
}

class CrowdParts {
  readonly group = new Group()
  readonly #people: ShaderMaterial
  readonly #sticks: ShaderMaterial
  readonly #geometries: InstancedBufferGeometry[] = []

  constructor(rows: number) {
    const places: number[] = []
    const seeds: number[] = []
    const colours: number[] = []
    let person = 0
    // From the back to the front, so that nearer people are drawn over farther ones.
    for (let row = 0; row < rows; row++) {
      const z = FIRST_Z + row * ROW_M
      const halfWidth = 4.6 + row * 0.42
      for (let x = -halfWidth + (row % 2) * APART_M * 0.5; x <= halfWidth; x += APART_M) {
        person++
        const jitter = (channel: number) => hashUnit(4211, person, channel) - 0.5
        places.push(x + jitter(0) * 0.3, FLOOR_Y + jitter(1) * 0.12, z + jitter(2) * 0.3)
        seeds.push(hashUnit(4211, person, 3), hashUnit(4211, person, 4), hashUnit(4211, person, 5), hashUnit(4211, person, 6))
        // Share of the second hue, whiteness, brightness.
        colours.push(hashUnit(4211, person, 7) < 0.3 ? 1 : 0, hashUnit(4211, person, 8), hashUnit(4211, person, 9))
      }
    }
    const uniforms = () => ({
      uBeats: { value: 0 },
      uEnergy: { value: 0.3 },
      uHer: { value: new Vector2() },
      uRim: { value: new Color() },
      uAccent: { value: new Color() },
      uHue: { value: new Color() },
      uLevel: { value: 1 },
    })
    this.#people = new ShaderMaterial({ vertexShader: BODY_VERTEX, fragmentShader: BODY_FRAGMENT, uniforms: uniforms(), side: DoubleSide })
    this.#sticks = new ShaderMaterial({
      vertexShader: STICK_VERTEX,
      fragmentShader: STICK_FRAGMENT,
      uniforms: uniforms(),
      blending: AdditiveBlending,
      depthWrite: false,
      transparent: true,
      side: DoubleSide,
    })
    const body = new PlaneGeometry(0.62, 1.75)
    body.translate(0, 0.875, 0)
    this.#add(body, this.#people, places, seeds, null, 1)
    this.#add(new PlaneGeometry(2, 2), this.#sticks, places, seeds, colours, 6)
  }

  update(stage: Stage): void {
    const now = stage.now
    const playing = now?.moment.segment != null
    const energy = now && playing ? Math.max(0.15, ...Object.values(now.frame.performers).map((performer) => performer.energyUnit)) : 0.12
    // While nothing plays (or is held) they sway by the clock instead of the beat.
    const beats = playing && now!.frame.heldForMs === null ? now!.frame.positionBeats : ((now?.atMs ?? 0) / 1000) * 0.4
    const her = stage.middleM()
    for (const material of [this.#people, this.#sticks]) {
      const uniforms = material.uniforms
      uniforms['uBeats']!.value = beats
      uniforms['uEnergy']!.value = energy
      ;(uniforms['uHer']!.value as Vector2).set(her.xM, her.zM)
      ;(uniforms['uRim']!.value as Color).copy(stage.colours.hues[1]).multiplyScalar(0.12 * (now?.frame.lightUnit ?? 0.4))
      ;(uniforms['uAccent']!.value as Color).copy(stage.colours.accent)
      ;(uniforms['uHue']!.value as Color).copy(stage.colours.hues[2])
      uniforms['uLevel']!.value = now ? 0.35 + 0.65 * now.frame.pictureUnit : 0.6
    }
  }

  dispose(): void {
    for (const geometry of this.#geometries) geometry.dispose()
    this.#people.dispose()
    this.#sticks.dispose()
  }

  #add(
    shape: PlaneGeometry,
    material: ShaderMaterial,
    places: number[],
    seeds: number[],
    colours: number[] | null,
    renderOrder: number,
  ): void {
    const geometry = new InstancedBufferGeometry()
    geometry.index = shape.index
    geometry.setAttribute('position', shape.getAttribute('position'))
    geometry.setAttribute('uv', shape.getAttribute('uv'))
    geometry.setAttribute('aPlace', new InstancedBufferAttribute(new Float32Array(places), 3))
    geometry.setAttribute('aSeed', new InstancedBufferAttribute(new Float32Array(seeds), 4))
    if (colours) geometry.setAttribute('aColour', new InstancedBufferAttribute(new Float32Array(colours), 3))
    geometry.instanceCount = places.length / 3
    const mesh = new Mesh(geometry, material)
    mesh.frustumCulled = false
    mesh.renderOrder = renderOrder
    this.group.add(mesh)
    this.#geometries.push(geometry)
  }
}
