/**
 * What coming and going does to the surface of an avatar: any of three's lit or unlit materials and MToon, outlines included. Heights are
 * taken in the room, so that the edge is level however she bends; the grain is 2 cm wide and lies in the room as well, since one laid on
 * her would have to be unwrapped.
 */
import { Color, type Material, Vector3 } from 'three'
import type { Passage } from './passage.ts'

const VERTEX_HEAD = 'varying vec3 vGhostAt;\n'
const VERTEX_BODY = '\nvGhostAt = (modelMatrix * vec4(transformed, 1.0)).xyz;\n'

const FRAGMENT_HEAD = `
uniform vec3 uPassage;
uniform vec3 uPassageLight;
varying vec3 vGhostAt;
vec3 ghostGlow = vec3(0.0);
float ghostTurned = 0.0;
float ghostGrain(vec3 p) {
  vec3 i = floor(p);
  vec3 f = fract(p);
  f = f * f * (3.0 - 2.0 * f);
  vec4 k = vec4(0.0, 1.0, 57.0, 113.0);
  float n = dot(i, k.yzw);
  vec4 a = fract(sin(vec4(n, n + 1.0, n + 57.0, n + 58.0)) * 43758.5453);
  vec4 b = fract(sin(vec4(n, n + 1.0, n + 57.0, n + 58.0) + 113.0) * 43758.5453);
  vec4 c = mix(a, b, f.z);
  vec2 d = mix(c.xy, c.zw, f.y);
  return mix(d.x, d.y, f.x);
}
`
/** Ahead of the edge: level lines, and her outline as light, thinner the farther; they are drawn or not, since dark is no glass in a hall. */
const FRAGMENT_BODY = `
  if (uPassage.y != 0.0) {
    float ghostN = ghostGrain(vGhostAt * 50.0);
    vec3 ghostFace = normalize(cross(dFdx(vGhostAt), dFdy(vGhostAt)));
    float ghostEdge = 1.0 - abs(dot(ghostFace, normalize(cameraPosition - vGhostAt)));
    float ghostIn = uPassage.y * (uPassage.x - vGhostAt.y) + 0.06 * (ghostN - 0.5);
    if (ghostIn < 0.0) {
      float ghostFar = -ghostIn;
      float ghostLight = 0.0;
      if (uPassage.y > 0.0) {
        float reach = 1.0 - clamp(ghostFar / 0.75, 0.0, 1.0);
        float line = abs(fract(vGhostAt.y * 40.0) - 0.5) * 2.0;
        float drawn = step(line, 0.1 + 0.16 * reach) + step(1.0 - 0.4 * reach, ghostEdge);
        ghostLight = reach > 0.0 ? min(1.0, drawn) * mix(0.22, 0.9, reach * reach) : 0.0;
      } else {
        // Flakes that hang on for a moment.
        ghostLight = ghostN > 0.58 + 3.4 * ghostFar ? 0.9 - 2.6 * ghostFar : 0.0;
      }
      if (ghostLight <= 0.0) discard;
      gl_FragColor = vec4(uPassageLight * ghostLight, 1.0);
      #include <colorspace_fragment>
      return;
    }
    ghostGlow = uPassageLight * (1.5 * exp(-ghostIn * 60.0) + 0.55 * exp(-ghostIn * 9.0));
    // A head that is left alone is light before it is nothing.
    if (uPassage.y < 0.0) ghostTurned = 0.72 * smoothstep(0.58, 0.84, uPassage.x / uPassage.z);
  }
`

/** Shared by all materials of one performer. */
export class PassageSurface {
  readonly #uniforms = { uPassage: { value: new Vector3() }, uPassageLight: { value: new Color() } }

  /** @param heightM  of the performer. @param light  colour of the edge, linear. */
  set({ edgeM, way }: Passage, heightM: number, light: Color): void {
    this.#uniforms.uPassage.value.set(edgeM, way, heightM)
    this.#uniforms.uPassageLight.value.copy(light)
  }

  /** Once for each material, before it is compiled. */
  dress(material: Material): void {
    const compile = material.onBeforeCompile.bind(material)
    material.onBeforeCompile = (shader, renderer) => {
      compile(shader, renderer)
      Object.assign(shader.uniforms, this.#uniforms)
      shader.vertexShader =
        VERTEX_HEAD + shader.vertexShader.replace('#include <project_vertex>', `#include <project_vertex>${VERTEX_BODY}`)
      shader.fragmentShader =
        FRAGMENT_HEAD +
        shader.fragmentShader
          .replace(
            '#include <tonemapping_fragment>',
            'gl_FragColor.rgb = mix(gl_FragColor.rgb, 0.62 * uPassageLight, ghostTurned) + ghostGlow;\n#include <tonemapping_fragment>',
          )
          .replace('#include <clipping_planes_fragment>', `#include <clipping_planes_fragment>\n${FRAGMENT_BODY}`)
    }
    const cacheKey = material.customProgramCacheKey.bind(material)
    material.customProgramCacheKey = () => `${cacheKey()},ghost-passage`
  }
}
