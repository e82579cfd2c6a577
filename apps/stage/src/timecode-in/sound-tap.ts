/** Runs on the audio thread: hands the first channel of what comes in to the page, a few blocks at a time, with the place of its first sample. */
interface Tap {
  /** Of the first sample, counted by the context. */
  readonly frame: number
  readonly samples: Float32Array<ArrayBuffer>
}

export type { Tap }

/** What the audio thread has that the types of a page do not. */
declare const currentFrame: number
declare const registerProcessor: (name: string, processor: new () => unknown) => void
declare const AudioWorkletProcessor: new () => { readonly port: MessagePort }

const BLOCKS = 8

registerProcessor(
  'ghostlight-tap',
  class extends AudioWorkletProcessor {
    private samples = new Float32Array(0)
    private filled = 0
    private frame = 0

    process(inputs: readonly (readonly Float32Array[])[]): boolean {
      const block = inputs[0]?.[0]
      if (!block) return true
      if (this.samples.length === 0) {
        this.samples = new Float32Array(BLOCKS * block.length)
        this.frame = currentFrame
      }
      this.samples.set(block, this.filled)
      this.filled += block.length
      if (this.filled < this.samples.length) return true
      const tap: Tap = { frame: this.frame, samples: this.samples }
      this.port.postMessage(tap, [tap.samples.buffer])
      this.samples = new Float32Array(0)
      this.filled = 0
      return true
    }
  },
)
