/**
 * In which order one picture is made, as priorities of `useFrame`; what names none comes after these. Whatever follows her (the pool of light, the
 * floor that mirrors her, the crowd that ducks) asks where she stands in this picture, not where she stood in the one before.
 */
export const EYE_FIRST = -2
export const THEN_HER = -1
