/**
 * The pool of light she stands in, and how her soles meet it: each sole takes the light from the floor below it, the closer the darker and
 * sharper, and the light gathers in a bright rim round it. On a gauze that is the only ground there is; in a hall it is her contact
 * shadow. Beyond the radius there is exactly nothing.
 */
import { AdditiveBlending, Color, DoubleSide, ShaderMaterial, Vector4 } from 'three'

/** Soles that a pool can know: three performers. */
export const MOST_SOLES = 6
/** A sole is this wide at its middle, from its centre line, metres; with the edge of the boot. */
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
uniform float uRim;
uniform vec4 uSoles[${MOST_SOLES}];
uniform float uHeights[${MOST_SOLES}];
varying vec2 vAt;
varying vec2 vFloor;
void main() {
  float radius = length(vAt);
  if (radius >= 1.0) discard;
  float fall = pow(1.0 - radius, 1.7);
  float lit = 1.0;
  float rim = 0.0;
  for (int i = 0; i < ${MOST_SOLES}; i++) {
    vec2 heel = uSoles[i].xy;
    vec2 along = uSoles[i].zw - heel;
    float t = clamp(dot(vFloor - heel, along) / max(1e-6, dot(along, along)), 0.0, 1.0);
    float beside = length(vFloor - heel - along * t) - ${SOLE_HALF_WIDTH_M.toFixed(3)};
    float height = max(0.0, uHeights[i]);
    // The shade is deepest under the sole and fades out from its edge; a foot in the air, 10 cm up, is all but forgotten.
    float soft = 0.07 + 0.9 * height;
    float near = exp(-height * 24.0);
    lit *= 1.0 - 0.8 * near * (1.0 - smoothstep(-0.03, soft, beside));
    float band = (beside - 0.05 - 0.3 * height) / (0.07 + 0.4 * height);
    rim += near * exp(-band * band);
  }
  gl_FragColor = vec4(uColour * (uLevel * fall * lit + uRim * min(rim, 1.4) * smoothstep(1.0, 0.8, radius)), 1.0);
  #include <colorspace_fragment>
}
`

export interface GroundMaterial extends ShaderMaterial {
  uniforms: {
    uColour: { value: Color }
    uLevel: { value: number }
    uRim: { value: number }
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
      uRim: { value: 0 },
      uSoles: { value: Array.from({ length: MOST_SOLES }, () => new Vector4()) },
      uHeights: { value: Array.from({ length: MOST_SOLES }, () => 10) },
    },
    blending: AdditiveBlending,
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
