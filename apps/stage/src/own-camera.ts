import { PerspectiveCamera } from 'three'

/** A camera whose projection this page sets itself; fiber would otherwise reset its aspect with every resize. */
export function createOwnCamera(): PerspectiveCamera {
  const camera: PerspectiveCamera & { manual?: boolean } = new PerspectiveCamera(40, 1, 0.1, 60)
  camera.manual = true
  return camera
}
