/** Additive light that is exactly nothing beyond its radius: on a gauze, a grey that "nobody sees" is a grey rectangle in the air. */
import { AdditiveBlending, Color, DoubleSide, ShaderMaterial } from 'three'

const VERTEX = `
varying vec2 vAt;
void main() {
  vAt = uv * 2.0 - 1.0;
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
}
`
const FRAGMENT = `
uniform vec3 uColour;
uniform float uLevel;
uniform float uSharpness;
varying vec2 vAt;
void main() {
  float radius = length(vAt);
  if (radius >= 1.0) discard;
  float fall = pow(1.0 - radius, uSharpness);
  gl_FragColor = vec4(uColour * (uLevel * fall), 1.0);
  #include <colorspace_fragment>
}
`

export interface GlowMaterial extends ShaderMaterial {
  uniforms: { uColour: { value: Color }; uLevel: { value: number }; uSharpness: { value: number } }
}

/** For a plane with uv 0–1. @param sharpness 1 is a cone of light, 2–3 a soft glow with a bright heart. */
export function createGlowMaterial(sharpness: number): GlowMaterial {
  return new ShaderMaterial({
    vertexShader: VERTEX,
    fragmentShader: FRAGMENT,
    uniforms: { uColour: { value: new Color() }, uLevel: { value: 0 }, uSharpness: { value: sharpness } },
    blending: AdditiveBlending,
    depthWrite: false,
    transparent: true,
    side: DoubleSide,
  }) as GlowMaterial
}
