import { main as sing } from '../../packages/voice/bench.ts'

/** Speed of the built-in voices, and what praat and pocketsphinx make of them. */
export function main(args: readonly string[]): number {
  return sing(args)
}
