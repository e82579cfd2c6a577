/** Pictures into parts of a video, parts and sound into a file. */
import type { RenderRequest, VideoCodecName } from '@ghostlight/engine/protocol'
import {
  ALL_FORMATS,
  AudioBufferSource,
  BufferSource,
  BufferTarget,
  canEncodeAudio,
  canEncodeVideo,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  Input,
  Mp4OutputFormat,
  Output,
  VideoSample,
  VideoSampleSource,
  WebMOutputFormat,
} from 'mediabunny'

const KEY_PICTURE_EVERY_S = 5
const AUDIO_BITS_PER_S = 192_000
const ALL_CODECS: readonly VideoCodecName[] = ['vp9', 'av1', 'avc']

/** What this browser can encode at a size, of what we know. */
export async function codecsFor({ widthPx: width, heightPx: height, bitrate }: RenderRequest): Promise<readonly VideoCodecName[]> {
  const can = await Promise.all(ALL_CODECS.map((codec) => canEncodeVideo(codec, { width, height, bitrate })))
  return ALL_CODECS.filter((_, index) => can[index])
}

/** Encodes one part of a video, picture by picture. */
export class PartWriter {
  readonly #fps: number
  readonly #target = new BufferTarget()
  readonly #output: Output
  readonly #video: VideoSampleSource
  #pictures = 0

  private constructor({ codec, bitrate, fps, container }: RenderRequest) {
    this.#fps = fps
    this.#output = new Output({ format: formatOf(container), target: this.#target })
    this.#video = new VideoSampleSource({
      codec,
      bitrate,
      keyFrameInterval: KEY_PICTURE_EVERY_S,
      latencyMode: 'quality',
      hardwareAcceleration: 'prefer-software',
    })
    this.#output.addVideoTrack(this.#video, { frameRate: fps })
  }

  static async of(request: RenderRequest): Promise<PartWriter> {
    const writer = new PartWriter(request)
    await writer.#output.start()
    return writer
  }

  async add(picture: HTMLCanvasElement): Promise<void> {
    const sample = new VideoSample(picture, { timestamp: this.#pictures++ / this.#fps, duration: 1 / this.#fps })
    await this.#video.add(sample)
    sample.close()
  }

  /** The part's bytes: a whole file of its container. */
  async end(): Promise<ArrayBuffer> {
    await this.#output.finalize()
    if (!this.#target.buffer) throw new Error('the encoder wrote nothing')
    return this.#target.buffer
  }
}

/** Sound, and the parts behind each other, without encoding any picture again. */
export async function joinParts(
  { container, codec, fps, partFrames }: RenderRequest,
  sound: AudioBuffer,
  parts: number,
  partOf: (index: number) => Promise<ArrayBuffer>,
): Promise<ArrayBuffer> {
  const target = new BufferTarget()
  const output = new Output({ format: formatOf(container), target })
  const video = new EncodedVideoPacketSource(codec)
  output.addVideoTrack(video, { frameRate: fps })
  const aac = container === 'mp4' && (await canEncodeAudio('aac'))
  const audio = new AudioBufferSource({ codec: aac ? 'aac' : 'opus', bitrate: AUDIO_BITS_PER_S })
  output.addAudioTrack(audio)
  await output.start()
  const hearing = audio.add(sound).then(() => audio.close())
  let told = false
  for (let index = 0; index < parts; index++) {
    const input = new Input({ source: new BufferSource(await partOf(index)), formats: ALL_FORMATS })
    const track = await input.getPrimaryVideoTrack()
    if (!track) throw new Error(`part ${index} holds no picture`)
    const decoderConfig = await track.getDecoderConfig()
    for await (const packet of new EncodedPacketSink(track).packets()) {
      const placed = packet.clone({ timestamp: packet.timestamp + (index * partFrames) / fps })
      await video.add(placed, told || !decoderConfig ? undefined : { decoderConfig })
      told = true
    }
  }
  video.close()
  await hearing
  await output.finalize()
  if (!target.buffer) throw new Error('nothing was written')
  return target.buffer
}

const formatOf = (container: RenderRequest['container']) =>
  container === 'mp4' ? new Mp4OutputFormat({ fastStart: 'in-memory' }) : new WebMOutputFormat()
