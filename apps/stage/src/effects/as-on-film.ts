import { AddEquation, CustomBlending, OneFactor, OneMinusDstColorFactor } from 'three'

/** As if painted on film (screen): where many lights meet it is bright, but nothing burns out; over black it is plain addition. */
export const asOnFilm = {
  blending: CustomBlending,
  blendEquation: AddEquation,
  blendSrc: OneMinusDstColorFactor,
  blendDst: OneFactor,
} as const
