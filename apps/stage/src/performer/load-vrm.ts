/** Loads a VRM 0.x or 1.0 avatar and makes it ready to be posed: facing the audience, nothing culled, one draw order. */
import { type VRM, VRMLoaderPlugin, VRMUtils } from '@pixiv/three-vrm'
import type { Object3D } from 'three'
import { GLTFLoader } from 'three/examples/jsm/loaders/GLTFLoader.js'

/** @throws Error when the file cannot be fetched or is no VRM; the message names the address. */
export async function loadVrm(url: string): Promise<VRM> {
  const loader = new GLTFLoader()
  loader.register((parser) => new VRMLoaderPlugin(parser))
  const gltf = await loader.loadAsync(url)
  const vrm: VRM | undefined = gltf.userData['vrm']
  if (!vrm) throw new Error(`${url} holds no VRM humanoid`)
  VRMUtils.removeUnnecessaryVertices(gltf.scene)
  VRMUtils.combineSkeletons(gltf.scene)
  VRMUtils.rotateVRM0(vrm)
  vrm.scene.traverse((object: Object3D) => {
    // Bounds of skinned meshes are those of the T-pose; a raised arm would vanish at the edge of the picture.
    object.frustumCulled = false
  })
  return vrm
}
