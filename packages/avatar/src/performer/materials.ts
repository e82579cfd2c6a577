import { linearRgb, mixHex } from './colour.ts'

// Materials: VRMC_materials_mtoon over plain glTF values, so that a viewer without MToon shows sane colours too.
// Shade is a warm or lilac turn of the base, never dark; outlines are a deeper hue of their own material.

export interface MaterialSpec {
  readonly name: string
  /** Index of the picture, or null for plain colour. */
  readonly picture: number | null
  /** sRGB factors; the picture carries most colour, so base is usually white. */
  readonly base: string
  /** What the shaded side is multiplied with. */
  readonly shade: string
  /** `mask`: index of a picture whose green scales the width, or null. */
  readonly outline: { readonly colour: string; readonly widthM: number; readonly mask?: number } | null
  readonly emissive: { readonly colour: string; readonly unit: number } | null
  readonly doubleSided: boolean
  readonly rim: string | null
  /** −1…1; lower turns more of the figure to the light. */
  readonly shift: number
  readonly toony: number
}

export function material(spec: MaterialSpec): object {
  const texture = spec.picture === null ? null : { index: spec.picture }
  const emissive = spec.emissive ? linearRgb(spec.emissive.colour).map((v) => Math.round(v * spec.emissive!.unit * 1e4) / 1e4) : [0, 0, 0]
  return {
    name: spec.name,
    pbrMetallicRoughness: {
      baseColorFactor: [...linearRgb(spec.base), 1],
      ...(texture ? { baseColorTexture: texture } : {}),
      metallicFactor: 0,
      roughnessFactor: 0.9,
    },
    emissiveFactor: emissive,
    ...(spec.emissive && texture ? { emissiveTexture: texture } : {}),
    doubleSided: spec.doubleSided,
    extensions: {
      VRMC_materials_mtoon: {
        specVersion: '1.0',
        transparentWithZWrite: false,
        renderQueueOffsetNumber: 0,
        shadeColorFactor: linearRgb(spec.shade),
        ...(texture ? { shadeMultiplyTexture: texture } : {}),
        shadingShiftFactor: spec.shift,
        shadingToonyFactor: spec.toony,
        giEqualizationFactor: 0.9,
        matcapFactor: [1, 1, 1],
        parametricRimColorFactor: spec.rim ? linearRgb(spec.rim) : [0, 0, 0],
        parametricRimFresnelPowerFactor: 4,
        parametricRimLiftFactor: 0.02,
        rimLightingMixFactor: 0.7,
        ...(spec.outline
          ? {
              outlineWidthMode: 'worldCoordinates',
              outlineWidthFactor: spec.outline.widthM,
              outlineColorFactor: linearRgb(spec.outline.colour),
              outlineLightingMixFactor: 0.9,
              ...(spec.outline.mask === undefined ? {} : { outlineWidthMultiplyTexture: { index: spec.outline.mask } }),
            }
          : { outlineWidthMode: 'none', outlineWidthFactor: 0 }),
      },
    },
  }
}

/** A deeper, warmer relative of a colour for its outline. */
export const deeper = (hex: string, t = 0.55): string => mixHex(hex, '#7a4a6a', t)
