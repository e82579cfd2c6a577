/** A canvas laid over a picture that was just drawn, pixel on pixel, in the display's own encoding. */
import {
  CanvasTexture,
  CustomBlending,
  GLSL3,
  LinearFilter,
  Mesh,
  NoColorSpace,
  OneFactor,
  OneMinusSrcAlphaFactor,
  OrthographicCamera,
  PlaneGeometry,
  RawShaderMaterial,
  Scene,
  type Texture,
  type WebGLRenderer,
} from 'three'

const VERTEX = `
in vec3 position;
out vec2 vAt;
void main() {
  vAt = position.xy * 0.5 + 0.5;
  gl_Position = vec4(position.xy, 0.0, 1.0);
}
`
const FRAGMENT = `
precision highp float;
uniform sampler2D uMap;
in vec2 vAt;
out vec4 colour;
void main() {
  colour = texture(uMap, vAt);
}
`

export class Overlay {
  readonly #scene = new Scene()
  readonly #camera = new OrthographicCamera()
  readonly #material = new RawShaderMaterial({
    glslVersion: GLSL3,
    vertexShader: VERTEX,
    fragmentShader: FRAGMENT,
    depthTest: false,
    depthWrite: false,
    transparent: true,
    blending: CustomBlending,
    blendSrc: OneFactor,
    blendDst: OneMinusSrcAlphaFactor,
    uniforms: { uMap: { value: null as Texture | null } },
  })
  readonly #quad = new Mesh(new PlaneGeometry(2, 2), this.#material)
  #texture: CanvasTexture<HTMLCanvasElement> | null = null

  constructor() {
    this.#quad.frustumCulled = false
    this.#scene.add(this.#quad)
  }

  /** Over whatever the renderer draws into now. The canvas is read anew every time. */
  draw(gl: WebGLRenderer, canvas: HTMLCanvasElement): void {
    if (this.#texture?.image !== canvas) {
      this.#texture?.dispose()
      this.#texture = new CanvasTexture(canvas)
      this.#texture.colorSpace = NoColorSpace
      this.#texture.premultiplyAlpha = true
      this.#texture.generateMipmaps = false
      this.#texture.minFilter = LinearFilter
      this.#material.uniforms['uMap']!.value = this.#texture
    }
    this.#texture.needsUpdate = true
    const { autoClear } = gl
    gl.autoClear = false
    gl.render(this.#scene, this.#camera)
    gl.autoClear = autoClear
  }

  dispose(): void {
    this.#texture?.dispose()
    this.#quad.geometry.dispose()
    this.#material.dispose()
  }
}
