import { writeFileSync } from 'node:fs'
import { buildPerformer } from '../packages/avatar/src/performer/index.ts'

/** Writes a built-in performer as a .vrm file: node scripts/run-ts.mjs scripts/performer-build.ts <look> <file.vrm> */
export async function main([look = 'hotaru', file = `${look}.vrm`]: string[]): Promise<number> {
  const cpuFrom = process.cpuUsage()
  const from = performance.now()
  const bytes = buildPerformer(look)
  const ms = performance.now() - from
  const cpu = process.cpuUsage(cpuFrom)
  writeFileSync(file, bytes)
  const length = new DataView(bytes.buffer).getUint32(12, true)
  const document = JSON.parse(new TextDecoder().decode(bytes.subarray(20, 20 + length))) as {
    meshes: { name: string; primitives: { indices: number; attributes: { POSITION: number }; material: number }[] }[]
    accessors: { count: number }[]
    materials: { name: string; extensions: { VRMC_materials_mtoon: { outlineWidthMode: string } } }[]
    images: { bufferView: number }[]
    bufferViews: { byteLength: number }[]
  }
  let triangles = 0
  let draws = 0
  for (const mesh of document.meshes) {
    for (const primitive of mesh.primitives) {
      const own = document.accessors[primitive.indices]!.count / 3
      triangles += own
      const outlined = document.materials[primitive.material]!.extensions.VRMC_materials_mtoon.outlineWidthMode !== 'none'
      draws += outlined ? 2 : 1
      console.log(
        `${mesh.name}: ${own} triangles, ${document.accessors[primitive.attributes.POSITION]!.count} vertices${outlined ? ', outlined' : ''}`,
      )
    }
  }
  const images = document.images.map((image) => document.bufferViews[image.bufferView]!.byteLength).join(' + ')
  console.log(
    `${look}: ${triangles} triangles, ${draws} draw calls, ${bytes.length} bytes (pictures ${images}), ${Math.round(ms)} ms (${Math.round((cpu.user + cpu.system) / 1000)} ms of processor)`,
  )
  return 0
}
