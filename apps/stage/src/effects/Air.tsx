import { useFrame } from '@react-three/fiber'
import { useEffect, useMemo } from 'react'
import {
  AddEquation,
  BufferAttribute,
  BufferGeometry,
  Color,
  CustomBlending,
  DynamicDrawUsage,
  InterleavedBuffer,
  InterleavedBufferAttribute,
  OneFactor,
  OneMinusSrcAlphaFactor,
  Points,
  ShaderMaterial,
} from 'three'
import { hashUnit } from '../ease.ts'
import { sceneryAt } from '../scenery.ts'
import type { Stage } from '../stage.ts'
import { AIR, AIR_FLOATS, seedsOf, writeFlight } from './air.ts'

const SEED = 1871

const VERTEX = `
attribute vec4 aFlight;
attribute float aKind;
attribute float aSeed;
uniform float uPxPerM;
varying vec4 vShape;
varying float vSeed;
void main() {
  // aFlight: size, light, turn, tumble.
  vShape = vec4(aFlight.yzw, aKind);
  vSeed = aSeed;
  vec4 view = modelViewMatrix * vec4(position, 1.0);
  gl_Position = projectionMatrix * view;
  gl_PointSize = aFlight.y <= 0.002 ? 0.0 : uPxPerM * aFlight.x * 2.0 * (9.0 / -view.z);
}
`
/** Every kind draws itself into the unit disc and leaves exactly nothing outside it. Premultiplied: petals cover, lights add. */
const FRAGMENT = `
uniform vec3 uAccent;
uniform vec3 uHue;
uniform float uLevel;
varying vec4 vShape;
varying float vSeed;
vec4 glow(float radius, vec3 colour, float heartAt) {
  float fall = (1.0 - radius) * (1.0 - radius);
  return vec4(colour * fall + vec3(smoothstep(heartAt, 0.0, radius)), 0.0);
}
/** A cherry petal in one pale tint: narrow at its foot, notched at its tip, seen more or less from its edge. */
vec4 petal(vec2 at) {
  float turn = vShape.y;
  vec2 p = mat2(cos(turn), sin(turn), -sin(turn), cos(turn)) * at;
  float open = max(0.22, abs(vShape.z));
  p.x /= open;
  float y = p.y * 0.5 + 0.5;
  float wide = 0.62 * sqrt(max(0.0, sin(3.14159 * pow(clamp(y, 0.0, 1.0), 0.8))));
  float edge = abs(p.x) - wide;
  edge = max(edge, 0.3 - length((p - vec2(0.0, 1.0)) * vec2(1.5, 0.75)));
  float soft = max(0.06, 1.5 * fwidth(edge));
  float there = smoothstep(soft, -soft, edge);
  vec3 tint = mix(mix(vec3(1.0, 0.5, 0.6), uHue, 0.15), vec3(1.0, 0.84, 0.88), 0.35 + 0.25 * smoothstep(0.0, 0.7, y));
  float lit = 0.4 + 0.3 * open;
  return vec4(tint * lit * there, there) * 0.9;
}
vec4 spark(vec2 at, float radius) {
  float turn = vShape.y;
  vec2 p = mat2(cos(turn), sin(turn), -sin(turn), cos(turn)) * at;
  // A streak along its way, with a heart that is nearly white.
  p.x /= max(0.2, vShape.z * 0.6);
  float far = length(p);
  if (far >= 1.0) return vec4(0.0);
  vec3 colour = mix(vec3(1.0, 0.32, 0.06), uHue, 0.45);
  float fall = (1.0 - far) * (1.0 - far);
  return vec4((colour * fall * 1.5 + mix(colour, vec3(1.0), 0.75) * smoothstep(0.42, 0.0, far)) * (1.0 - radius * radius), 0.0);
}
void main() {
  vec2 at = gl_PointCoord * 2.0 - 1.0;
  at.y = -at.y;
  float radius = length(at);
  if (radius >= 1.0) discard;
  vec4 colour;
  if (vShape.w < 0.5) colour = glow(radius, mix(uAccent, uHue, 0.25 * vSeed), 0.28);
  else if (vShape.w < 1.5) colour = petal(at);
  else if (vShape.w < 2.5) colour = spark(at, radius);
  else colour = vec4(mix(vec3(0.9), uAccent, 0.3) * (1.0 - radius) * (1.0 - radius) * 1.3, 0.0);
  colour *= vShape.x * uLevel;
  if (max(colour.a, max(colour.r, max(colour.g, colour.b))) <= 0.0) discard;
  gl_FragColor = colour;
  #include <colorspace_fragment>
}
`

export interface AirProps {
  readonly stage: Stage
  readonly count: number
  /** gauze: all of it close about her. hall: half of the fireflies, and whatever falls or rises, through the whole room. */
  readonly where: 'gauze' | 'hall'
}

/** What flies about her, as the song's scenery says: her fireflies, petals, sparks, snow. They gather as she comes and carry her away. */
export function AirAbout({ stage, count, where }: AirProps) {
  const air = useMemo(() => new AirParts(count, where), [count, where])
  useEffect(() => () => air.dispose(), [air])
  useFrame(({ gl, camera }) => {
    const heightPx = stage.pictureSize(gl.domElement.width, gl.domElement.height)[1]
    air.update(stage, (heightPx * camera.projectionMatrix.elements[5]!) / 2 / 9)
  })
  return <primitive object={air.points} />
}

class AirParts {
  readonly points: Points<BufferGeometry, ShaderMaterial>
  readonly #seeds
  readonly #flights
  readonly #buffer
  readonly #where

  constructor(count: number, where: AirProps['where']) {
    this.#where = where
    this.#seeds = Array.from({ length: count }, (_, index) => seedsOf(index))
    this.#flights = new Float32Array(count * AIR_FLOATS)
    this.#buffer = new InterleavedBuffer(this.#flights, AIR_FLOATS)
    this.#buffer.setUsage(DynamicDrawUsage)
    const geometry = new BufferGeometry()
    geometry.setAttribute('position', new InterleavedBufferAttribute(this.#buffer, 3, AIR.x))
    geometry.setAttribute('aFlight', new InterleavedBufferAttribute(this.#buffer, 4, AIR.size))
    geometry.setAttribute('aKind', new InterleavedBufferAttribute(this.#buffer, 1, AIR.shape))
    const own = Float32Array.from({ length: count }, (_, index) => hashUnit(SEED, index, 5))
    geometry.setAttribute('aSeed', new BufferAttribute(own, 1))
    const material = new ShaderMaterial({
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      uniforms: { uPxPerM: { value: 300 }, uAccent: { value: new Color() }, uHue: { value: new Color() }, uLevel: { value: 1 } },
      blending: CustomBlending,
      blendEquation: AddEquation,
      blendSrc: OneFactor,
      blendDst: OneMinusSrcAlphaFactor,
      depthWrite: false,
      transparent: true,
    })
    this.points = new Points(geometry, material)
    this.points.frustumCulled = false
    this.points.renderOrder = 5
  }

  /** @param pxPerM  of the picture, 9 m from the eye. */
  update(stage: Stage, pxPerM: number): void {
    const { now } = stage
    const presence = now?.presenceUnit ?? 0
    const picture = now?.frame.pictureUnit ?? 0
    this.points.visible = now !== null && presence > 0 && picture > 0
    if (now === null || !this.points.visible) return
    const { xM, zM } = stage.middleM()
    this.points.position.set(xM, 0, zM)
    const energy = Math.max(0.15, ...Object.values(now.frame.performers).map((performer) => performer.energyUnit))
    // While she comes or goes there are more of them.
    const amount = Math.min(1, 0.2 + 0.4 * energy + 4 * presence * (1 - presence))
    const { from, to, unit } = sceneryAt(now.edition, now.frame).air
    const moment = { seconds: (now.atMs / 1000) % 7200, presenceUnit: presence, heightM: 1.75, where: this.#where }
    for (const [index, seeds] of this.#seeds.entries()) {
      const at = index * AIR_FLOATS
      const kind = hashUnit(SEED, index, 4) < unit ? to : from
      writeFlight(kind, seeds, moment, this.#where === 'hall' && index % 2 === 1, this.#flights, at)
      // Of fireflies as many as the music is lively; what falls from above falls evenly.
      const most = kind === 'fireflies' ? amount * (index % 2 === 1 || this.#where === 'gauze' ? 0.8 : 0.5) : 0.55 + 0.45 * amount
      if (hashUnit(SEED, index, 6) > most) this.#flights[at + AIR.light] = 0
      if (kind !== 'fireflies') this.#flights[at + AIR.light]! *= presence
    }
    this.#buffer.needsUpdate = true
    const { uniforms } = this.points.material
    uniforms['uPxPerM']!.value = pxPerM
    uniforms['uLevel']!.value = 0.85 * picture
    ;(uniforms['uAccent']!.value as Color).copy(stage.colours.accent)
    ;(uniforms['uHue']!.value as Color).copy(stage.colours.hues[0])
  }

  dispose(): void {
    this.points.geometry.dispose()
    this.points.material.dispose()
  }
}
