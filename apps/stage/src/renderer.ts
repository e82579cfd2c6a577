/** How a WebGL renderer is opened for our pictures, and what fiber must know of three. */
import { extend } from '@react-three/fiber'
import {
  AmbientLight,
  BoxGeometry,
  CylinderGeometry,
  DirectionalLight,
  Group,
  Mesh,
  MeshBasicMaterial,
  NoToneMapping,
  PerspectiveCamera,
  PlaneGeometry,
  SRGBColorSpace,
  WebGLRenderer,
} from 'three'

/** Once, before a scene is made. */
export function extendFiber(): void {
  extend({
    AmbientLight,
    BoxGeometry,
    CylinderGeometry,
    DirectionalLight,
    Group,
    Mesh,
    MeshBasicMaterial,
    PerspectiveCamera,
    PlaneGeometry,
  })
}

export function openRenderer(canvas: HTMLCanvasElement, smooth: boolean): WebGLRenderer {
  const renderer = new WebGLRenderer({ canvas, antialias: smooth, alpha: false, powerPreference: 'high-performance' })
  renderer.toneMapping = NoToneMapping
  renderer.outputColorSpace = SRGBColorSpace
  renderer.setClearColor(0x000000, 1)
  return renderer
}
