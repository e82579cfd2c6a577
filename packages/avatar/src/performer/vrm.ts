import type { BodyBone } from '../body-proportions.ts'
import { expressionNames } from './face-shape.ts'
import type { Part } from './glb.ts'
import type { PerformerLook } from './looks.ts'
import { bodyBones } from './skeleton.ts'

/** The VRMC_vrm extension: who she is, which node is which bone, what her face can do, where she looks. */
export function vrmExtension(look: PerformerLook, parts: readonly Part[], nodeOf: (name: string) => number): object {
  const bindsOf = (target: string) =>
    parts.flatMap((part) => {
      const index = [...part.mesh.morphs.keys()].indexOf(target)
      return index < 0 ? [] : [{ node: nodeOf(part.name), index, weight: 1 }]
    })
  const presets = new Set([
    'aa',
    'ih',
    'ou',
    'ee',
    'oh',
    'blink',
    'blinkLeft',
    'blinkRight',
    'happy',
    'angry',
    'sad',
    'relaxed',
    'surprised',
  ])
  const expression = (name: string) => ({
    isBinary: false,
    morphTargetBinds: bindsOf(name),
    overrideBlink: name === 'relaxed' || name === 'sad' ? 'blend' : 'none',
    overrideLookAt: 'none',
    overrideMouth: 'none',
  })
  const entries = (wanted: boolean) =>
    Object.fromEntries(expressionNames.filter((name) => presets.has(name) === wanted).map((name) => [name, expression(name)]))
  const range = (outputScale: number) => ({ inputMaxValue: 90, outputScale })
  return {
    specVersion: '1.0',
    meta: {
      name: look.title,
      version: '1',
      authors: ['Ghostlight project'],
      copyrightInformation: 'Ghostlight project, CC BY 4.0',
      licenseUrl: 'https://vrm.dev/licenses/1.0/',
      otherLicenseUrl: 'https://creativecommons.org/licenses/by/4.0/',
      avatarPermission: 'everyone',
      commercialUsage: 'corporation',
      creditNotation: 'required',
      modification: 'allowModificationRedistribution',
      allowRedistribution: true,
      allowExcessivelyViolentUsage: false,
      allowExcessivelySexualUsage: false,
      allowPoliticalOrReligiousUsage: false,
      allowAntisocialOrHateUsage: false,
    },
    humanoid: { humanBones: Object.fromEntries(bodyBones.map((bone: BodyBone) => [bone, { node: nodeOf(bone) }])) },
    expressions: { preset: entries(true), custom: entries(false) },
    lookAt: {
      type: 'bone',
      offsetFromHeadBone: [0, 0.086, 0.06],
      rangeMapHorizontalInner: range(10),
      rangeMapHorizontalOuter: range(12),
      rangeMapVerticalDown: range(9),
      rangeMapVerticalUp: range(9),
    },
    firstPerson: { meshAnnotations: parts.map((part) => ({ node: nodeOf(part.name), type: 'auto' })) },
  }
}
