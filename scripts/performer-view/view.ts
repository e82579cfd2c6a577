import { type VRM, VRMLoaderPlugin } from '@pixiv/three-vrm'
import {
  AmbientLight,
  BackSide,
  Color,
  DirectionalLight,
  DoubleSide,
  Euler,
  FrontSide,
  type Material,
  Mesh,
  MeshBasicMaterial,
  PerspectiveCamera,
  Quaternion,
  Scene,
  type SkinnedMesh,
  SRGBColorSpace,
  Vector3,
  WebGLRenderer,
} from 'three'
import { GLTFLoader } from 'three/addons/loaders/GLTFLoader.js'

/** One picture of a contact sheet. */
export interface Cell {
  /** Degrees about x, y, z (XYZ order) per humanoid bone, T-pose = empty. */
  readonly pose: Readonly<Record<string, readonly [number, number, number]>>
  readonly hipsOffsetM?: readonly [number, number, number]
  readonly expressions: Readonly<Record<string, number>>
  /** Where the camera stands: degrees about the figure (0 front, 90 her left), height of the middle and of the picture in metres. */
  readonly azimuthDeg: number
  readonly elevationDeg?: number
  readonly centreM: readonly [number, number, number]
  readonly spanM: number
  readonly background: string
  readonly look?: readonly [yawDeg: number, pitchDeg: number]
  /** Seconds the springs settle before the picture. */
  readonly settleS?: number
  /** Walks on the spot while it settles and stops at this phase, 0–1; two steps take a second. */
  readonly walkPhase?: number
  readonly debug?: 'backfaces' | 'unlit'
}

declare global {
  interface Window {
    loadPerformer(url: string): Promise<object>
    /** Shares of the figure's pixels (not black) under linear luminance 0.06 and clipped, from the last sheet. */
    measureLast(): { figure: number; darkShare: number; clippedShare: number }
    drawSheet(cells: readonly Cell[], cellPx: readonly [number, number], columns: number): Promise<string>
  }
}

const canvas = document.createElement('canvas')
document.body.append(canvas)
const renderer = new WebGLRenderer({ canvas, antialias: true, preserveDrawingBuffer: true })
renderer.outputColorSpace = SRGBColorSpace
renderer.autoClear = false
const scene = new Scene()
const key = new DirectionalLight(0xffffff, 1.9)
key.position.set(0.7, 1.6, 1.6)
const back = new DirectionalLight(0xffffff, 0.9)
back.position.set(-1, 1.2, -1.6)
scene.add(key, back, new AmbientLight(0xffffff, 0.8))
const camera = new PerspectiveCamera(14, 1, 0.1, 60)
let vrm: VRM | null = null

window.loadPerformer = async (url) => {
  const loader = new GLTFLoader()
  loader.register((parser) => new VRMLoaderPlugin(parser))
  const gltf = await loader.loadAsync(url)
  vrm?.scene.removeFromParent()
  vrm = gltf.userData.vrm as VRM
  scene.add(vrm.scene)
  vrm.scene.traverse((object) => {
    object.frustumCulled = false
  })
  return { expressions: Object.keys(vrm.expressionManager?.expressionMap ?? {}), springs: vrm.springBoneManager?.joints.size ?? 0 }
}

const backMaterial = new MeshBasicMaterial({ color: 0xff0000, side: BackSide })

window.drawSheet = async (cells, [width, height], columns) => {
  if (!vrm) throw new Error('load a performer first')
  const body = vrm
  const rows = Math.ceil(cells.length / columns)
  renderer.setSize(width * columns, height * rows, false)
  renderer.setScissorTest(true)
  for (const [i, cell] of cells.entries()) {
    body.humanoid.resetNormalizedPose()
    body.expressionManager?.resetValues()
    for (const [bone, [x, y, z]] of Object.entries(cell.pose)) {
      const node = body.humanoid.getNormalizedBoneNode(bone as never)
      if (!node) throw new Error(`no bone ${bone}`)
      node.quaternion.copy(new Quaternion().setFromEuler(new Euler((x * Math.PI) / 180, (y * Math.PI) / 180, (z * Math.PI) / 180)))
    }
    if (cell.hipsOffsetM) body.humanoid.getNormalizedBoneNode('hips')?.position.add(new Vector3(...cell.hipsOffsetM))
    for (const [name, weight] of Object.entries(cell.expressions)) body.expressionManager?.setValue(name, weight)
    if (body.lookAt) {
      body.lookAt.autoUpdate = false
      body.lookAt.yaw = cell.look?.[0] ?? 0
      body.lookAt.pitch = cell.look?.[1] ?? 0
    }
    body.humanoid.update()
    body.scene.updateMatrixWorld(true)
    body.springBoneManager?.reset()
    const steps = Math.round((cell.settleS ?? 1.2) * 60)
    for (let step = 0; step < steps; step++) {
      if (cell.walkPhase !== undefined) {
        const turn = (axis: number, bone: string, degrees: number) =>
          body.humanoid
            .getNormalizedBoneNode(bone as never)
            ?.quaternion.setFromAxisAngle(new Vector3(axis, 0, 0), (degrees * Math.PI) / 180)
        for (const [side, offset] of [
          ['left', 0],
          ['right', Math.PI],
        ] as const) {
          const phase = 2 * Math.PI * (cell.walkPhase + (step + 1 - steps) / 60) + offset
          turn(1, `${side}UpperLeg`, -28 * Math.sin(phase))
          turn(1, `${side}LowerLeg`, 12 + 42 * Math.max(0, Math.cos(phase)))
        }
      }
      body.update(1 / 60)
    }
    if (steps === 0) body.update(0)
    const column = i % columns
    const row = Math.floor(i / columns)
    const centre = new Vector3(...cell.centreM)
    const distance = cell.spanM / 2 / Math.tan((camera.fov * Math.PI) / 360)
    const azimuth = (cell.azimuthDeg * Math.PI) / 180
    const elevation = ((cell.elevationDeg ?? 0) * Math.PI) / 180
    camera.aspect = width / height
    camera.position.set(
      centre.x + Math.sin(azimuth) * Math.cos(elevation) * distance,
      centre.y + Math.sin(elevation) * distance,
      centre.z + Math.cos(azimuth) * Math.cos(elevation) * distance,
    )
    camera.lookAt(centre)
    camera.updateProjectionMatrix()
    renderer.setViewport(column * width, (rows - 1 - row) * height, width, height)
    renderer.setScissor(column * width, (rows - 1 - row) * height, width, height)
    renderer.setClearColor(new Color(cell.background), 1)
    renderer.clear()
    const restore: (() => void)[] = []
    if (cell.debug === 'backfaces') {
      scene.traverse((object) => {
        const mesh = object as SkinnedMesh
        if (!(mesh instanceof Mesh)) return
        const kept = mesh.material as Material | Material[]
        const first = Array.isArray(kept) ? kept[0]! : kept
        if (first.side === DoubleSide) return
        mesh.material = Array.isArray(kept)
          ? [new MeshBasicMaterial({ color: 0xbbbbbb, side: FrontSide }), backMaterial]
          : [new MeshBasicMaterial({ color: 0xbbbbbb }), backMaterial]
        const groups = mesh.geometry.groups
        const keptGroups = [...groups]
        mesh.geometry.clearGroups()
        mesh.geometry.addGroup(0, Infinity, 0)
        mesh.geometry.addGroup(0, Infinity, 1)
        restore.push(() => {
          mesh.material = kept
          mesh.geometry.clearGroups()
          for (const group of keptGroups) mesh.geometry.addGroup(group.start, group.count, group.materialIndex)
        })
      })
    }
    renderer.render(scene, camera)
    for (const undo of restore) undo()
  }
  return canvas.toDataURL('image/png')
}

window.measureLast = () => {
  const gl = renderer.getContext()
  const { drawingBufferWidth: width, drawingBufferHeight: height } = gl
  const pixels = new Uint8Array(width * height * 4)
  gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, pixels)
  const linear = Array.from({ length: 256 }, (_, i) => (i / 255 <= 0.04045 ? i / 255 / 12.92 : ((i / 255 + 0.055) / 1.055) ** 2.4))
  let figure = 0
  let dark = 0
  let clipped = 0
  for (let i = 0; i < pixels.length; i += 4) {
    const [r, g, b] = [pixels[i]!, pixels[i + 1]!, pixels[i + 2]!]
    if (r + g + b === 0) continue
    figure++
    if (0.2126 * linear[r]! + 0.7152 * linear[g]! + 0.0722 * linear[b]! < 0.06) dark++
    if (r === 255 && g === 255 && b === 255) clipped++
  }
  return { figure, darkShare: dark / figure, clippedShare: clipped / figure }
}
