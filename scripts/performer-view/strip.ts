import { type BodyBone, type BodyProportions, humanoidBones, type Pose } from '@ghostlight/avatar'
import { type VRM, VRMLoaderPlugin, VRMUtils } from '@pixiv/three-vrm'
import { AmbientLight, Color, DirectionalLight, OrthographicCamera, Scene, SkeletonHelper, SRGBColorSpace, WebGLRenderer } from 'three'
import { GLTFLoader } from 'three/addons/loaders/GLTFLoader.js'
import { applyPose, settleBones, settleFace } from '../../apps/stage/src/performer/apply-pose.ts'
import { bodyOfVrm } from '../../apps/stage/src/performer/body-of-vrm.ts'

// The page that draws strips: one avatar, posed exactly as the stage poses it, one picture after the other.

export interface StripFrame {
  readonly pose: Pose
  /** Poses of the sixtieths of a second before it, for hair and cloth. */
  readonly before: readonly Pose[]
}
export interface StripLayout {
  readonly widthPx: number
  readonly heightPx: number
  readonly columns: number
  /** Height of the picture and of its middle, metres for a body of 1.68 m. */
  readonly spanM: number
  readonly centreM: number
  /** Keep her in the middle. */
  readonly follow: boolean
  /** Degrees about her, each a row of its own. */
  readonly viewsDeg: readonly number[]
  readonly background: string
  /** Draws the skeleton too: some avatars have no figure. */
  readonly bones: boolean
  /** Type and quality of the picture. */
  readonly type: string
  readonly quality: number
}

export interface LoadedAvatar {
  readonly version: string
  readonly triangles: number
  readonly drawCalls: number
  readonly body: BodyProportions
}

declare global {
  interface Window {
    loadAvatar(url: string): Promise<LoadedAvatar>
    drawStrip(frames: readonly StripFrame[], layout: StripLayout): string
  }
}

const renderer = new WebGLRenderer({ antialias: true, preserveDrawingBuffer: true })
renderer.outputColorSpace = SRGBColorSpace
const scene = new Scene()
const key = new DirectionalLight(0xffffff, 2.5)
key.position.set(0.6, 2.2, 3)
scene.add(key, new AmbientLight(0xffffff, 0.45))
let vrm: VRM | null = null
let skeleton: SkeletonHelper | null = null

window.loadAvatar = async (url) => {
  const loader = new GLTFLoader()
  loader.register((parser) => new VRMLoaderPlugin(parser))
  const gltf = await loader.loadAsync(url)
  const loaded = gltf.userData.vrm as VRM
  VRMUtils.rotateVRM0(loaded)
  if (vrm) scene.remove(vrm.scene)
  vrm = loaded
  scene.add(loaded.scene)
  if (skeleton) scene.remove(skeleton)
  skeleton = new SkeletonHelper(loaded.scene)
  skeleton.visible = false
  scene.add(skeleton)
  loaded.scene.traverse((object) => {
    object.frustumCulled = false
  })
  renderer.render(scene, new OrthographicCamera(-2, 2, 2, -2, -9, 9))
  const { triangles, calls } = renderer.info.render
  const bones = humanoidBones.filter((bone): bone is BodyBone => bone !== 'jaw')
  return { version: loaded.meta.metaVersion, triangles, drawCalls: calls, body: bodyOfVrm(loaded, bones) }
}

window.drawStrip = (frames, layout) => {
  if (!vrm) throw new Error('load an avatar first')
  const { widthPx, heightPx, columns, viewsDeg } = layout
  scene.background = new Color(layout.background)
  if (skeleton) skeleton.visible = layout.bones
  renderer.setSize(widthPx, heightPx, false)
  const rows = Math.ceil(frames.length / columns) * viewsDeg.length
  const sheet = document.createElement('canvas')
  sheet.width = widthPx * columns
  sheet.height = heightPx * rows
  const pen = sheet.getContext('2d')!
  const aspect = widthPx / heightPx
  const camera = new OrthographicCamera(
    (-layout.spanM * aspect) / 2,
    (layout.spanM * aspect) / 2,
    layout.spanM / 2,
    -layout.spanM / 2,
    0.1,
    30,
  )
  frames.forEach((frame, i) => {
    for (const [k, pose] of [...frame.before, frame.pose].entries()) {
      applyPose(vrm!, pose)
      settleBones(vrm!)
      settleFace(vrm!)
      vrm!.scene.updateMatrixWorld(true)
      if (k === 0) vrm!.springBoneManager?.reset()
      vrm!.springBoneManager?.update(1 / 60)
    }
    const x = layout.follow ? frame.pose.hipsM[0] : 0
    const z = layout.follow ? frame.pose.hipsM[2] : 0
    viewsDeg.forEach((deg, v) => {
      const rad = (deg * Math.PI) / 180
      camera.position.set(x + Math.sin(rad) * 8, layout.centreM, z + Math.cos(rad) * 8)
      camera.lookAt(x, layout.centreM, z)
      renderer.render(scene, camera)
      pen.drawImage(renderer.domElement, (i % columns) * widthPx, (Math.floor(i / columns) * viewsDeg.length + v) * heightPx)
    })
  })
  return sheet.toDataURL(layout.type, layout.quality)
}
