/**
 * The ground under her: a soft pool of light, and the shadow that each sole lays into it and into whatever light is on the floor already. Under a
 * sole it is dark; it goes on, wider and fainter, and falls away from the light before her. A foot in the air lets go of it. On a
 * gauze, where black is transparent, the shadow in the pool is the only ground there is. Beyond the radius there is exactly nothing.
 */
import { AddEquation, Color, CustomBlending, DoubleSide, OneFactor, ShaderMaterial, SrcAlphaFactor, Vector4, ZeroFactor } from 'three'

/** Soles that a pool can know: three performers. */
export const MOST_SOLES = 6
/** A sole is this wide at the ball, from its centre line, metres; with the edge of the boot. */
export const SOLE_HALF_WIDTH_M = 0.052

const VERTEX = `
varying vec2 vAt;
varying vec2 vFloor;
void main() {
  vAt = uv * 2.0 - 1.0;
  vec4 world = modelMatrix * vec4(position, 1.0);
  vFloor = world.xz;
  gl_Position = projectionMatrix * viewMatrix * world;
}
`
const FRAGMENT = `
uniform vec3 uColour;
uniform float uLevel;
uniform float uShade;
uniform vec4 uSoles[${MOST_SOLES}];
uniform float uHeights[${MOST_SOLES}];
varying vec2 vAt;
varying vec2 vFloor;
/** Outside the sole > 0, metres; a sole is broad at the ball and narrow at the heel. */
float besideSole(vec2 at, vec4 sole, float wider) {
  vec2 along = sole.zw - sole.xy;
  float t = clamp(dot(at - sole.xy, along) / max(1e-6, dot(along, along)), 0.0, 1.0);
  return length(at - sole.xy - along * t) - ${SOLE_HALF_WIDTH_M.toFixed(3)} * mix(0.72, 1.0, smoothstep(0.2, 0.7, t)) - wider;
}
void main() {
  float radius = length(vAt);
  if (radius >= 1.0) discard;
  float rest = smoothstep(1.0, 0.72, radius);
  float fall = exp(-4.2 * radius * radius) * rest;
  float lit = 1.0;
  for (int i = 0; i < ${MOST_SOLES}; i++) {
    float height = max(0.0, uHeights[i]);
    float near = exp(-height * 20.0);
    float beside = besideSole(vFloor, uSoles[i], 0.0);
    // Where sole and floor touch, the boot's own room, and the shadow that lies behind her.
    float touch = near * (1.0 - smoothstep(-0.012, 0.035 + 0.8 * height, beside));
    float room = exp(-height * 9.0) * exp(-max(0.0, beside) * 9.0);
    vec2 back = vFloor + vec2(0.55, 0.8) * (0.16 + height);
    float cast_ = exp(-height * 4.0) * exp(-max(0.0, besideSole(back, uSoles[i], 0.02)) * 8.0) * smoothstep(0.0, 0.09, beside);
    lit *= (1.0 - 0.86 * touch) * (1.0 - 0.4 * room) * (1.0 - 0.26 * cast_);
  }
  float left = mix(1.0, lit, uShade * rest);
  // What is on the floor already is dimmed by the shadow, and the pool comes on top.
  gl_FragColor = vec4(uColour * (uLevel * fall * left), 1.0);
  #include <colorspace_fragment>
  gl_FragColor.a = left;
}
`

export interface GroundMaterial extends ShaderMaterial {
  uniforms: {
    uColour: { value: Color }
    uLevel: { value: number }
    uShade: { value: number }
    uSoles: { value: Vector4[] }
    uHeights: { value: number[] }
  }
}

/** For a plane with uv 0–1 that lies on the floor. */
export function createGroundMaterial(): GroundMaterial {
  return new ShaderMaterial({
    vertexShader: VERTEX,
    fragmentShader: FRAGMENT,
    uniforms: {
      uColour: { value: new Color() },
      uLevel: { value: 0 },
      uShade: { value: 1 },
      uSoles: { value: Array.from({ length: MOST_SOLES }, () => new Vector4()) },
      uHeights: { value: Array.from({ length: MOST_SOLES }, () => 10) },
    },
    blending: CustomBlending,
    blendEquation: AddEquation,
    blendSrc: OneFactor,
    blendDst: SrcAlphaFactor,
    // The picture itself stays opaque, whatever it is drawn into.
    blendSrcAlpha: ZeroFactor,
    blendDstAlpha: OneFactor,
    depthWrite: false,
    transparent: true,
    side: DoubleSide,
  }) as GroundMaterial
}

/** Where a sole is: heel and toe on the floor plan, and how high its lowest point is above the floor; metres. */
export interface SolePlace {
  readonly heelM: readonly [x: number, z: number]
  readonly toeM: readonly [x: number, z: number]
  readonly heightM: number
}

/** Tells the pool where all soles are; those it has no room for are left out. */
export function placeSoles(material: GroundMaterial, soles: readonly SolePlace[]): void {
  const { uSoles, uHeights } = material.uniforms
  for (let i = 0; i < MOST_SOLES; i++) {
    const sole = soles[i]
    uHeights.value[i] = sole?.heightM ?? 10
    if (sole) uSoles.value[i]!.set(sole.heelM[0], sole.heelM[1], sole.toeM[0], sole.toeM[1])
  }
}
