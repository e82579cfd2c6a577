import { torsoInfluences } from './body-weights.ts'
import { chainBones, springExtension } from './chains.ts'
import { addCoatBody, addCollar, addEpaulettes, addHalfBelt, addLapels } from './coat.ts'
import { paintCoat } from './coat-picture.ts'
import { mixHex } from './colour.ts'
import { addEars, addEyes, addLines, addMouth } from './face-features.ts'
import { type Bone, type Part, writeGlb } from './glb.ts'
import { addHair, hairChains } from './hair.ts'
import { hairCuts } from './hair-cuts.ts'
import { halfJointConstraints, halfJoints } from './half-joints.ts'
import { addHands } from './hands.ts'
import { addHead } from './head.ts'
import { addBoots, addBootTrim, addTrousers } from './legs.ts'
import { addBrooch, addButtons, addCollarPiping, addFireflyPin, addLanternBodies, addLanternMetal, addPiping } from './lights.ts'
import { lookNamed, type PerformerLook } from './looks.ts'
import { deeper, type MaterialSpec, material } from './materials.ts'
import { addCord, Mesh } from './mesh.ts'
import { paintPalette, paletteUv } from './palette.ts'
import { paintEyes, paintHair, paintSkin, paintSkinOutline } from './pictures.ts'
import { encodePng } from './png.ts'
import { addCollarEdge, addCravat, addShirt, addWaistcoat, addWaistcoatTrim } from './shirt-front.ts'
import { bodyBones, drawnHeightM, drawnRestM, parentOf } from './skeleton.ts'
import { addSleeves } from './sleeves.ts'
import { addTailGlowRims, addTails, tailChains } from './tails.ts'
import { scale, type V3 } from './vector.ts'
import { vrmExtension } from './vrm.ts'

const pictureNames = ['palette', 'skin', 'eyes', 'hair', 'coat', 'skinOutline'] as const
const picture = (name: (typeof pictureNames)[number]) => pictureNames.indexOf(name)

/**
 * Builds a performer as a VRM 1.0 file.
 *
 * Pure and deterministic: the same look gives the same bytes.
 *
 * @param look  a look or the name of one that ships.
 * @returns     GLB bytes, ≤ 5 MB; caller owns them.
 * @throws      RangeError for a name that is no look, or a colour that is no #rrggbb.
 */
export function buildPerformer(look: PerformerLook | string): Uint8Array {
  const wearing = typeof look === 'string' ? lookNamed(look) : look
  const k = wearing.heightM / drawnHeightM
  const specs = materialSpecs(wearing)
  const parts: Part[] = []
  const model = (name: string, materialName: string, build: (mesh: Mesh) => void) => {
    const mesh = new Mesh()
    build(mesh)
    mesh.finishNormals()
    parts.push({ name, material: specs.findIndex((spec) => spec.name === materialName), mesh: k === 1 ? mesh : scaled(mesh, k) })
  }
  const cut = hairCuts[wearing.hairCut](wearing.seed)
  const { tails } = wearing
  const chains = [...hairChains(cut), ...tailChains(tails)]
  model('Face', 'skin', addHead)
  model('Hands', 'skin', (mesh) => {
    addHands(mesh, [0.985, 0.985])
    addEars(mesh, [0.985, 0.985])
  })
  model('Eyes', 'eyes', addEyes)
  model('FaceLines', 'faceLines', addLines)
  model('Mouth', 'mouth', addMouth)
  let collarEdge: readonly V3[] = []
  let lapelEdges: readonly (readonly V3[])[] = []
  model('Coat', 'coat', (mesh) => {
    addCoatBody(mesh)
    addSleeves(mesh)
    collarEdge = addCollar(mesh)
    lapelEdges = addLapels(mesh)
    addHalfBelt(mesh)
    addEpaulettes(mesh)
    addTails(mesh, tails)
    addShirt(mesh)
  })
  model('Vest', 'vest', (mesh) => {
    addWaistcoat(mesh)
    addCravat(mesh)
  })
  model('Trousers', 'trousers', (mesh) => addTrousers(mesh))
  model('Boots', 'boots', addBoots)
  model('Hair', 'hair', (mesh) => addHair(mesh, cut, wearing.seed))
  model('Trim', 'coatTrim', (mesh) => {
    addLanternMetal(mesh, tails)
    addTailGlowRims(mesh, tails, paletteUv('trim'))
    addWaistcoatTrim(mesh, paletteUv('trim'))
    addCollarEdge(mesh, paletteUv('trim'))
    addButtons(mesh)
    addBootTrim(mesh, paletteUv('trim'))
    addFireflyPin(mesh, 'wings')
    for (const edge of lapelEdges) addCord(mesh, edge, { radiusM: 0.0018, sides: 4, uv: paletteUv('trim'), influences: torsoInfluences })
    addBrooch(mesh, 'setting')
  })
  model('Lights', 'lights', (mesh) => {
    addPiping(mesh, tails)
    addCollarPiping(mesh, collarEdge)
    addLanternBodies(mesh, tails)
    addBrooch(mesh, 'gem')
    addFireflyPin(mesh, 'light')
  })

  const bones: Bone[] = [
    { name: 'root', parent: null, restM: [0, 0, 0] },
    ...bodyBones.map((name) => ({ name, parent: parentOf[name] ?? 'root', restM: scale(drawnRestM[name], k) })),
    ...halfJoints.map((bone) => ({ ...bone, restM: scale(bone.restM, k) })),
    ...chainBones(chains).map((bone) => ({ ...bone, restM: scale(bone.restM, k) })),
  ]
  return writeGlb({
    name: wearing.title,
    bones,
    parts,
    pictures: [
      paintPalette(wearing.palette),
      paintSkin(wearing),
      paintEyes(wearing),
      paintHair(wearing),
      paintCoat(wearing),
      paintSkinOutline(),
    ].map((raster, i) => ({
      name: pictureNames[i]!,
      png: encodePng(raster),
    })),
    materials: specs.map(material),
    extensionsUsed: ['VRMC_vrm', 'VRMC_springBone', 'VRMC_materials_mtoon', 'VRMC_node_constraint'],
    extensions: (nodeOf) => ({ VRMC_vrm: vrmExtension(wearing, parts, nodeOf), VRMC_springBone: springExtension(chains, k, nodeOf) }),
    boneExtensions: halfJointConstraints,
  })
}

function scaled(mesh: Mesh, k: number): Mesh {
  mesh.positions.forEach((p, i) => {
    mesh.positions[i] = scale(p, k)
  })
  for (const target of mesh.morphs.values()) for (const [vertex, move] of target) target.set(vertex, scale(move, k) as V3)
  return mesh
}

function materialSpecs(look: PerformerLook): MaterialSpec[] {
  const { palette } = look
  const line = 0.0013
  // One looks under lapels, into collars, at the inside of tails in a turn and between strands of hair.
  const cloth = { doubleSided: true }
  const plain = { base: '#ffffff', emissive: null, doubleSided: false, shift: -0.1, toony: 0.92, rim: null }
  return [
    {
      ...plain,
      name: 'skin',
      picture: picture('skin'),
      shade: '#f6bdb4',
      outline: { colour: deeper(palette.skinLine, 0.45), widthM: line, mask: picture('skinOutline') },
      shift: -0.18,
    },
    {
      ...plain,
      name: 'eyes',
      picture: picture('eyes'),
      shade: '#efe6f4',
      outline: null,
      emissive: { colour: '#ffffff', unit: 0.12 },
      doubleSided: true,
      shift: -0.6,
    },
    { ...plain, name: 'faceLines', picture: picture('palette'), shade: '#eee0ea', outline: null, doubleSided: true, shift: -0.5 },
    { ...plain, name: 'mouth', picture: picture('palette'), shade: '#e8d0d6', outline: null, doubleSided: true, shift: -0.5 },
    {
      ...plain,
      ...cloth,
      name: 'hair',
      picture: picture('hair'),
      shade: '#c0a2d6',
      outline: { colour: deeper(look.hair.root, 0.5), widthM: line },
      rim: '#6a5a78',
    },
    {
      ...plain,
      ...cloth,
      name: 'coat',
      picture: picture('coat'),
      shade: palette.coatShade,
      outline: { colour: deeper(mixHex(palette.coat, palette.lining, 0.7), 0.45), widthM: line },
      rim: '#6a6050',
    },
    {
      ...plain,
      ...cloth,
      name: 'vest',
      picture: picture('palette'),
      shade: '#ecc0a4',
      outline: { colour: deeper(palette.vest, 0.5), widthM: line },
    },
    {
      ...plain,
      name: 'trousers',
      ...cloth,
      picture: picture('coat'),
      shade: palette.trousersShade,
      outline: { colour: deeper(palette.trousers, 0.5), widthM: line },
      rim: '#5a5070',
    },
    {
      ...plain,
      name: 'boots',
      ...cloth,
      picture: picture('palette'),
      shade: '#dcc2d6',
      outline: { colour: deeper(palette.boots, 0.5), widthM: line },
      rim: '#6a6050',
    },
    {
      ...plain,
      name: 'coatTrim',
      ...cloth,
      picture: picture('palette'),
      shade: '#d89a8a',
      outline: { colour: deeper(palette.trimDeep, 0.4), widthM: line * 0.8 },
    },
    {
      ...plain,
      name: 'lights',
      picture: picture('palette'),
      base: '#6b665c',
      shade: '#6b665c',
      outline: null,
      emissive: { colour: '#ffffff', unit: look.glowUnit },
      doubleSided: true,
    },
  ]
}
