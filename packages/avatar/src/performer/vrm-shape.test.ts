import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { humanoidBones } from '../humanoid.ts'
import { buildPerformer, performerLooks } from './index.ts'

// What the published schemas of VRM 1.0 (VRMC_vrm, VRMC_springBone, VRMC_materials_mtoon, VRMC_node_constraint) ask of a file, said once more in our words and
// a little stricter: what they do not name is refused too.

const more = { extensions: z.looseObject({}).optional(), extras: z.unknown().optional() }
const object = <T extends z.ZodRawShape>(shape: T) => z.strictObject({ ...shape, ...more })
const id = z.int().min(0)
const unit = z.number().min(0).max(1)
const positive = z.number().min(0)
const numbers = (count: number) => z.array(z.number()).length(count)
const some = <T extends z.ZodType>(of: T) => z.array(of).min(1)
const override = z.enum(['none', 'block', 'blend']).optional()
const texture = object({ index: id, texCoord: id.optional() }).optional()

const expression = object({
  morphTargetBinds: some(object({ node: id, index: id, weight: z.number() })).optional(),
  materialColorBinds: some(
    object({
      material: id,
      type: z.enum(['color', 'emissionColor', 'shadeColor', 'matcapColor', 'rimColor', 'outlineColor']),
      targetValue: numbers(4),
    }),
  ).optional(),
  textureTransformBinds: some(object({ material: id, scale: numbers(2).optional(), offset: numbers(2).optional() })).optional(),
  isBinary: z.boolean().optional(),
  overrideBlink: override,
  overrideLookAt: override,
  overrideMouth: override,
})
const presets = [
  ...['happy', 'angry', 'sad', 'relaxed', 'surprised', 'aa', 'ih', 'ou', 'ee', 'oh', 'blink', 'blinkLeft', 'blinkRight'],
  ...['lookUp', 'lookDown', 'lookLeft', 'lookRight', 'neutral'],
] as const
const required = [
  'hips',
  'spine',
  'head',
  ...['left', 'right'].flatMap((s) => ['UpperLeg', 'LowerLeg', 'Foot', 'UpperArm', 'LowerArm', 'Hand'].map((p) => s + p)),
]
const range = object({ inputMaxValue: z.number().min(0).max(180).optional(), outputScale: z.number().optional() }).optional()
const vrmShape = object({
  specVersion: z.literal('1.0'),
  meta: object({
    name: z.string().min(1),
    version: z.string().optional(),
    authors: some(z.string().min(1)),
    copyrightInformation: z.string().optional(),
    contactInformation: z.string().optional(),
    references: some(z.string()).optional(),
    thirdPartyLicenses: z.string().optional(),
    thumbnailImage: id.optional(),
    licenseUrl: z.string().min(1),
    otherLicenseUrl: z.string().optional(),
    avatarPermission: z.enum(['onlyAuthor', 'onlySeparatelyLicensedPerson', 'everyone']).optional(),
    commercialUsage: z.enum(['personalNonProfit', 'personalProfit', 'corporation']).optional(),
    creditNotation: z.enum(['required', 'unnecessary']).optional(),
    modification: z.enum(['prohibited', 'allowModification', 'allowModificationRedistribution']).optional(),
    allowRedistribution: z.boolean().optional(),
    allowExcessivelyViolentUsage: z.boolean().optional(),
    allowExcessivelySexualUsage: z.boolean().optional(),
    allowPoliticalOrReligiousUsage: z.boolean().optional(),
    allowAntisocialOrHateUsage: z.boolean().optional(),
  }),
  humanoid: object({
    humanBones: z.strictObject(
      Object.fromEntries(
        humanoidBones.map((bone) => [bone, required.includes(bone) ? object({ node: id }) : object({ node: id }).optional()]),
      ),
    ),
  }),
  expressions: object({
    preset: z.strictObject(Object.fromEntries(presets.map((name) => [name, expression.optional()]))).optional(),
    custom: z.record(z.string().min(1), expression).optional(),
  }).optional(),
  lookAt: object({
    type: z.enum(['bone', 'expression']).optional(),
    offsetFromHeadBone: numbers(3).optional(),
    rangeMapHorizontalInner: range,
    rangeMapHorizontalOuter: range,
    rangeMapVerticalDown: range,
    rangeMapVerticalUp: range,
  }).optional(),
  firstPerson: object({
    meshAnnotations: some(object({ node: id, type: z.enum(['auto', 'both', 'thirdPersonOnly', 'firstPersonOnly']) })).optional(),
  }).optional(),
})
const springShape = object({
  specVersion: z.literal('1.0'),
  colliders: some(
    object({
      node: id,
      shape: object({
        sphere: z.strictObject({ offset: numbers(3).optional(), radius: positive.optional() }).optional(),
        capsule: z.strictObject({ offset: numbers(3).optional(), radius: positive.optional(), tail: numbers(3).optional() }).optional(),
      }),
    }),
  ).optional(),
  colliderGroups: some(object({ name: z.string().optional(), colliders: some(id) })).optional(),
  springs: some(
    object({
      name: z.string().optional(),
      joints: some(
        object({
          node: id,
          hitRadius: positive.optional(),
          stiffness: positive.optional(),
          gravityPower: positive.optional(),
          gravityDir: numbers(3).optional(),
          dragForce: unit.optional(),
        }),
      ),
      colliderGroups: some(id).optional(),
      center: id.optional(),
    }),
  ).optional(),
})
const mtoonShape = object({
  specVersion: z.literal('1.0'),
  transparentWithZWrite: z.boolean().optional(),
  renderQueueOffsetNumber: z.int().min(-9).max(9).optional(),
  shadeColorFactor: numbers(3).optional(),
  shadeMultiplyTexture: texture,
  shadingShiftFactor: z.number().optional(),
  shadingShiftTexture: object({ index: id, texCoord: id.optional(), scale: z.number().optional() }).optional(),
  shadingToonyFactor: unit.optional(),
  giEqualizationFactor: unit.optional(),
  matcapFactor: numbers(3).optional(),
  matcapTexture: texture,
  parametricRimColorFactor: numbers(3).optional(),
  parametricRimFresnelPowerFactor: positive.optional(),
  parametricRimLiftFactor: z.number().optional(),
  rimMultiplyTexture: texture,
  rimLightingMixFactor: unit.optional(),
  outlineWidthMode: z.enum(['none', 'worldCoordinates', 'screenCoordinates']).optional(),
  outlineWidthFactor: positive.optional(),
  outlineWidthMultiplyTexture: texture,
  outlineColorFactor: numbers(3).optional(),
  outlineLightingMixFactor: unit.optional(),
  uvAnimationMaskTexture: texture,
  uvAnimationScrollXSpeedFactor: z.number().optional(),
  uvAnimationScrollYSpeedFactor: z.number().optional(),
  uvAnimationRotationSpeedFactor: z.number().optional(),
})
const constraintShape = object({
  specVersion: z.literal('1.0'),
  constraint: object({ rotation: object({ source: id, weight: unit.optional() }) }),
})

interface File {
  readonly nodes: readonly { readonly name: string; readonly extensions?: Record<string, unknown> }[]
  readonly materials: readonly { readonly name: string; readonly extensions: Record<string, unknown> }[]
  readonly extensions: Record<string, unknown>
}
function fileOf(look: string): File {
  const bytes = buildPerformer(look)
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(12, true)
  return JSON.parse(new TextDecoder().decode(bytes.subarray(20, 20 + length))) as File
}
const faults = (shape: z.ZodType, value: unknown): string[] => {
  const read = shape.safeParse(value)
  return read.success ? [] : read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
}

describe.each(Object.keys(performerLooks))('the file of %s', (look) => {
  const file = fileOf(look)
  it('keeps to VRMC_vrm 1.0', () => expect(faults(vrmShape, file.extensions.VRMC_vrm)).toEqual([]))
  it('keeps to VRMC_springBone 1.0', () => expect(faults(springShape, file.extensions.VRMC_springBone)).toEqual([]))
  it('keeps to VRMC_node_constraint 1.0, and each half joint follows the joint it lies in', () => {
    const constrained = file.nodes.filter((node) => node.extensions?.VRMC_node_constraint)
    expect(constrained.map(({ name }) => name)).toHaveLength(8)
    for (const { name, extensions } of constrained) {
      expect(faults(constraintShape, extensions!.VRMC_node_constraint), name).toEqual([])
      const { source } = (extensions!.VRMC_node_constraint as { constraint: { rotation: { source: number } } }).constraint.rotation
      const joint = { Shoulder: 'UpperArm', Elbow: 'LowerArm', Hip: 'UpperLeg', Knee: 'LowerLeg' }[name.replace(/^(left|right)Half/, '')]
      expect(file.nodes[source]!.name).toBe(`${name.startsWith('left') ? 'left' : 'right'}${joint}`)
    }
  })
  it('keeps to VRMC_materials_mtoon 1.0', () => {
    for (const { name, extensions } of file.materials) expect(faults(mtoonShape, extensions.VRMC_materials_mtoon), name).toEqual([])
  })
})

describe('a file that breaks them is told so', () => {
  const file = fileOf('hotaru')
  const spoiled = (name: string, spoil: (value: Record<string, never>) => void) => {
    const value = structuredClone(file.extensions[name]) as Record<string, never>
    spoil(value)
    return faults(name === 'VRMC_vrm' ? vrmShape : springShape, value)
  }
  type Loose = Record<string, Record<string, Record<string, unknown>>>
  it.each([
    ['no licence', 'VRMC_vrm', (v: Loose) => delete v.meta!.licenseUrl, 'meta.licenseUrl'],
    ['no head', 'VRMC_vrm', (v: Loose) => delete v.humanoid!.humanBones!.head, 'humanoid.humanBones.head'],
    ['a bone nobody knows', 'VRMC_vrm', (v: Loose) => Object.assign(v.humanoid!.humanBones!, { tail: { node: 1 } }), 'humanoid.humanBones'],
    ['a word that is none', 'VRMC_vrm', (v: Loose) => Object.assign(v.meta!, { commercialUsage: 'yes' }), 'meta.commercialUsage'],
    ['an empty list', 'VRMC_springBone', (v: Loose) => Object.assign(v, { springs: [] }), 'springs'],
    [
      'drag beyond 1',
      'VRMC_springBone',
      (v: Loose) => Object.assign((v.springs as never as Loose[])[0]!.joints![0]!, { dragForce: 2 }),
      'springs.0.joints.0.dragForce',
    ],
  ] as const)('%s', (_, name, spoil, path) => {
    expect(spoiled(name, (value) => spoil(value as never)).some((fault) => fault.startsWith(`${path}:`))).toBe(true)
  })
})
