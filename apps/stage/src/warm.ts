/**
 * Makes the graphics card ready for what is not seen yet: shaders are compiled and textures sent while the screen is still black, so that
 * her first picture does not come late.
 */
import type { Camera, Material, Object3D, Scene, Texture, WebGLRenderer } from 'three'

export function warm(gl: WebGLRenderer, scene: Scene, camera: Camera): void {
  gl.compile(scene, camera)
  const sent = new Set<Texture>()
  scene.traverse((object: Object3D & { readonly material?: Material | Material[] }) => {
    for (const material of object.material === undefined ? [] : [object.material].flat()) {
      for (const texture of texturesOf(material)) {
        if (sent.has(texture) || !texture.image) continue
        sent.add(texture)
        gl.initTexture(texture)
      }
    }
  })
}

function texturesOf(material: Material): Texture[] {
  const uniforms = 'uniforms' in material ? (material.uniforms as Readonly<Record<string, { readonly value: unknown }>>) : {}
  const values = [...Object.values(material), ...Object.values(uniforms).map(({ value }) => value)]
  return values.filter((value): value is Texture => typeof value === 'object' && value !== null && 'isTexture' in value)
}
