import { expressionNames } from './face.ts'
import { expressionNames as shapeNames } from './performer/face-shape.ts'

/** Every expression that a show may ask of a performer of ours: words for feelings, and the shapes of the face one by one. An avatar from a file may know more. */
export const expressionWords: readonly string[] = [...new Set([...Object.keys(expressionNames), ...shapeNames])]
