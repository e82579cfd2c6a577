/** The way of linear timecode to a channel of its own, past everything that shapes the music. */
import * as Tone from 'tone'

export interface TimecodeChannel {
  /** Where its sound enters. */
  readonly input: AudioNode
  dispose(): void
}

/**
 * Takes `music` off the loudspeaker and puts both there together. On channel 1 or 2 the timecode takes the place of a side, and the
 * music goes to the other one in mono.
 *
 * @param channel  of the sound device, from 1.
 * @returns what is wrong, in words, when the device has too few channels; then nothing has changed.
 */
export function openTimecodeChannel(context: AudioContext, music: Tone.ToneAudioNode, channel: number): TimecodeChannel | string {
  const { destination } = context
  if (channel > destination.maxChannelCount) {
    return `timecode is to go to channel ${channel}, and the sound device has ${destination.maxChannelCount}`
  }
  const channels = Math.max(2, channel)
  const before = { channelCount: destination.channelCount, channelInterpretation: destination.channelInterpretation }
  destination.channelCount = channels
  destination.channelInterpretation = 'discrete'
  const merger = context.createChannelMerger(channels)
  const input = context.createGain()
  input.channelCount = 1
  input.channelCountMode = 'explicit'
  const nodes: AudioNode[] = [merger, input]
  music.disconnect()
  if (channel > 2) {
    const sides = context.createChannelSplitter(2)
    Tone.connect(music, sides)
    sides.connect(merger, 0, 0)
    sides.connect(merger, 1, 1)
    nodes.push(sides)
  } else {
    const mono = context.createGain()
    mono.channelCount = 1
    mono.channelCountMode = 'explicit'
    Tone.connect(music, mono)
    mono.connect(merger, 0, channel === 1 ? 1 : 0)
    nodes.push(mono)
  }
  input.connect(merger, 0, channel - 1)
  merger.connect(destination)
  return {
    input,
    dispose: () => {
      music.disconnect()
      for (const node of nodes) node.disconnect()
      Object.assign(destination, before)
      music.connect(music.context.destination)
    },
  }
}
