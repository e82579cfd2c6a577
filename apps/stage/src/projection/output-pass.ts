/**
 * From the picture to the raster of one projector: the scene (or a test pattern) is drawn into a texture of its own and laid onto the
 * screen in one pass that pins, masks, trims and lifts. Each point of the raster asks three things: where in the picture it looks
 * (`placeInPicture`), how the colour there is trimmed, and how much of it is let through (`share`). A finer warp is another answer to the first,
 * the blend with a neighbour a factor of the last; see docs/decisions.md. A screen that needs none of it is drawn directly.
 *
 * The texture holds the very values the canvas would: colours are encoded for the display before they are blended, as on the canvas.
 */
import {
  type Camera,
  CanvasTexture,
  GLSL3,
  LinearFilter,
  Matrix3,
  Mesh,
  NoColorSpace,
  OrthographicCamera,
  PlaneGeometry,
  RawShaderMaterial,
  Scene,
  SRGBColorSpace,
  type Texture,
  Vector2,
  Vector3,
  type WebGLRenderer,
  WebGLRenderTarget,
} from 'three'
import { inverse } from './homography.ts'
import { Overlay } from './overlay.ts'
import { maskOf, needsPass, pictureShape, pictureToRaster, type ScreenSettings } from './screen-settings.ts'

/** As many as the format allows. */
const MASK_POINTS = 16

const VERTEX = `
in vec3 position;
out vec2 vRaster;
void main() {
  vRaster = vec2(position.x * 0.5 + 0.5, 0.5 - position.y * 0.5);
  gl_Position = vec4(position.xy, 0.0, 1.0);
}
`
const FRAGMENT = `
precision highp float;
uniform sampler2D uPicture;
uniform mat3 uToPicture;
uniform vec2 uRasterPx;
uniform vec2 uMask[${MASK_POINTS}];
uniform int uMaskPoints;
uniform vec3 uGain;
uniform float uLift;
uniform float uFlash;
in vec2 vRaster;
out vec4 colour;
/** Where a point of the raster looks into the picture, both 0–1 from the top left; z < 0: nowhere. */
vec3 placeInPicture(vec2 raster) {
  vec3 q = uToPicture * vec3(raster, 1.0);
  vec2 uv = q.xy / q.z;
  bool within = uv.x >= 0.0 && uv.x <= 1.0 && uv.y >= 0.0 && uv.y <= 1.0 && q.z > 0.0;
  return vec3(uv, within ? 1.0 : -1.0);
}
/** How much of this pixel lies inside the mask: signed distance to its outline, one pixel of softness. */
float share(vec2 at) {
  if (uMaskPoints < 3) return 1.0;
  float nearest = 1e9;
  bool inside = false;
  vec2 before = uMask[uMaskPoints - 1];
  for (int k = 0; k < ${MASK_POINTS}; k++) {
    if (k >= uMaskPoints) break;
    vec2 here = uMask[k];
    vec2 along = here - before;
    vec2 off = at - before;
    float t = clamp(dot(off, along) / max(1e-9, dot(along, along)), 0.0, 1.0);
    nearest = min(nearest, length(off - along * t));
    if ((before.y > at.y) != (here.y > at.y) && at.x < before.x + along.x * (at.y - before.y) / along.y) inside = !inside;
    before = here;
  }
  return clamp(0.5 + (inside ? nearest : -nearest), 0.0, 1.0);
}
void main() {
  vec3 place = placeInPicture(vRaster);
  bool within = place.z > 0.0;
  vec3 picture = within ? texture(uPicture, vec2(place.x, 1.0 - place.y)).rgb : vec3(0.0);
  picture = mix(picture, vec3(within ? 1.0 : 0.0), uFlash);
  vec3 trimmed = clamp(picture * uGain, 0.0, 1.0);
  colour = vec4((uLift + (1.0 - uLift) * trimmed) * share(vRaster * uRasterPx), 1.0);
}
`

/** Nothing is to be done to the picture of the scene. */
const isPlain = ({ pattern, flashUnit, screen, mirrors }: PassInput): boolean =>
  pattern === null && flashUnit === 0 && !needsPass(screen) && !(mirrors && screen.mirror)

export interface PassInput {
  readonly screen: ScreenSettings
  /** Drawn instead of the scene. */
  readonly pattern: HTMLCanvasElement | null
  /** Counts changes of the pattern. */
  readonly patternVersion: number
  /** White over the picture, 0–1. */
  readonly flashUnit: number
  readonly smooth: boolean
  /** A screen that is only mirrored needs the pass as well. */
  readonly mirrors: boolean
}

export class OutputPass {
  readonly #overlay = new Overlay()
  readonly #scene = new Scene()
  readonly #camera = new OrthographicCamera()
  readonly #size = new Vector2()
  readonly #material = new RawShaderMaterial({
    glslVersion: GLSL3,
    vertexShader: VERTEX,
    fragmentShader: FRAGMENT,
    depthTest: false,
    depthWrite: false,
    uniforms: {
      uPicture: { value: null as Texture | null },
      uToPicture: { value: new Matrix3() },
      uRasterPx: { value: new Vector2() },
      uMask: { value: Array.from({ length: MASK_POINTS }, () => new Vector2()) },
      uMaskPoints: { value: 0 },
      uGain: { value: new Vector3(1, 1, 1) },
      uLift: { value: 0 },
      uFlash: { value: 0 },
    },
  })
  readonly #quad = new Mesh(new PlaneGeometry(2, 2), this.#material)
  #target: WebGLRenderTarget | null = null
  #pattern: CanvasTexture<HTMLCanvasElement> | null = null
  #patternVersion = -1
  #set: ScreenSettings | null = null

  constructor() {
    this.#quad.frustumCulled = false
    this.#scene.add(this.#quad)
  }

  /** Draws one picture. `input` null: a page that is no projector. @param overlay  laid over the scene, as large as the picture. */
  draw(gl: WebGLRenderer, scene: Scene, camera: Camera, input: PassInput | null, overlay: HTMLCanvasElement | null): void {
    if (!input || isPlain(input)) {
      if (this.#target) this.#letGo()
      gl.render(scene, camera)
      if (overlay) this.#overlay.draw(gl, overlay)
      return
    }
    gl.getDrawingBufferSize(this.#size)
    const [width, height] = pictureShape(input.screen, this.#size.x, this.#size.y)
    this.#material.uniforms['uPicture']!.value = input.pattern
      ? this.#patternTexture(input.pattern, input.patternVersion)
      : this.#picture(gl, scene, camera, width, height, input.smooth, overlay)
    if (this.#set !== input.screen) this.#settle(input.screen)
    this.#material.uniforms['uFlash']!.value = input.flashUnit
    gl.render(this.#scene, this.#camera)
  }

  dispose(): void {
    this.#letGo()
    this.#overlay.dispose()
    this.#quad.geometry.dispose()
    this.#material.dispose()
  }

  #picture(
    gl: WebGLRenderer,
    scene: Scene,
    camera: Camera,
    width: number,
    height: number,
    smooth: boolean,
    overlay: HTMLCanvasElement | null,
  ): Texture {
    const samples = smooth ? 4 : 0
    if (this.#target?.width !== width || this.#target.height !== height || this.#target.samples !== samples) {
      this.#target?.dispose()
      this.#target = new WebGLRenderTarget(width, height, {
        samples,
        colorSpace: SRGBColorSpace,
        minFilter: LinearFilter,
        magFilter: LinearFilter,
      })
      // Shaders encode colours for such a target as they do for the canvas; the plain format keeps the hardware from encoding twice.
      Object.assign(this.#target, { isXRRenderTarget: true })
      this.#target.texture.internalFormat = 'RGBA8'
    }
    gl.setRenderTarget(this.#target)
    gl.render(scene, camera)
    if (overlay) this.#overlay.draw(gl, overlay)
    gl.setRenderTarget(null)
    return this.#target.texture
  }

  #patternTexture(canvas: HTMLCanvasElement, version: number): Texture {
    if (this.#pattern?.image !== canvas || version !== this.#patternVersion) {
      this.#pattern?.dispose()
      this.#pattern = new CanvasTexture(canvas)
      this.#pattern.colorSpace = NoColorSpace
      this.#pattern.generateMipmaps = false
      this.#pattern.minFilter = LinearFilter
      this.#patternVersion = version
    }
    return this.#pattern
  }

  #settle(screen: ScreenSettings): void {
    const uniforms = this.#material.uniforms
    ;(uniforms['uToPicture']!.value as Matrix3).set(...inverse(pictureToRaster(screen)))
    const scaled = screen.maskPx === undefined ? [] : maskOf(screen)
    const points = uniforms['uMask']!.value as Vector2[]
    for (const [index, [x, y]] of scaled.entries()) points[index]!.set(x, y)
    uniforms['uMaskPoints']!.value = scaled.length
    ;(uniforms['uRasterPx']!.value as Vector2).set(screen.widthPx, screen.heightPx)
    const [r, g, b] = screen.colourTrim ?? [1, 1, 1]
    ;(uniforms['uGain']!.value as Vector3).set(r, g, b).multiplyScalar(screen.brightnessUnit ?? 1)
    uniforms['uLift']!.value = screen.blackLiftUnit ?? 0
    this.#set = screen
  }

  #letGo(): void {
    this.#target?.dispose()
    this.#pattern?.dispose()
    this.#target = null
    this.#pattern = null
    this.#patternVersion = -1
  }
}
