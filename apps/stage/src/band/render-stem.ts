/**
 * Renders the instrument tracks of a song to stems: one recording each for drums, bass and everything else.
 * The band of a show is data (notes); what the stage plays are these files, because they cost a phone nothing.
 */
import { createSongTime, type InstrumentTrack, type Song } from '@ghostlight/timeline'
import { instrumentNamed, stemOf } from './instruments.ts'
import { seededNoise } from './tone-source.ts'

const SAMPLE_RATE_HZ = 48_000
/** Reverberation and releases ring on after the last note. */
const TAIL_S = 3

export type StemName = 'drums' | 'bass' | 'music'

const dbToGain = (db: number): number => 10 ** (db / 20)
const frequencyOf = (pitch: number): number => 440 * 2 ** ((pitch - 69) / 12)

function instrumentTracks(song: Song): readonly (readonly [id: string, track: InstrumentTrack])[] {
  return Object.entries(song.tracks).flatMap(([id, track]) => (track.kind === 'instrument' ? [[id, track] as const] : []))
}

/** Ids of the tracks that a stem is made of. */
export function tracksOfStem(song: Song, stem: StemName): readonly string[] {
  return instrumentTracks(song)
    .filter(([, track]) => stemOf(track.instrument) === stem && Object.keys(track.notes).length > 0)
    .map(([id]) => id)
}

/** A decaying, darkening noise for the room: stereo, two seconds. */
function roomImpulse(context: BaseAudioContext): AudioBuffer {
  const length = Math.round(1.9 * context.sampleRate)
  const buffer = context.createBuffer(2, length, context.sampleRate)
  for (let channel = 0; channel < 2; channel++) {
    const white = seededNoise(length, 4001 + channel * 77)
    let smooth = 0
    for (let i = 0; i < length; i++) {
      const timeS = i / context.sampleRate
      const darker = 0.55 + 0.4 * Math.min(1, timeS / 1.2)
      smooth = smooth * darker + white[i]! * (1 - darker)
      white[i] = timeS < 0.012 ? 0 : smooth * Math.exp((-6.9 * timeS) / 1.5)
    }
    buffer.copyToChannel(white, channel)
  }
  return buffer
}

/**
 * @returns stereo, 48 kHz, from beat 0 of the song to its end plus a tail of 3 s; null when no track belongs to the stem
 * @throws Error for an instrument that the band does not have (`check` names it before)
 */
export async function renderStem(song: Song, stem: StemName): Promise<AudioBuffer | null> {
  const ids = new Set(tracksOfStem(song, stem))
  if (ids.size === 0) return null
  const time = createSongTime(song)
  const seconds = (beat: number) => time.tempo.beatsToMs(beat as Parameters<typeof time.tempo.beatsToMs>[0]) / 1000
  const context = new OfflineAudioContext(2, Math.ceil((time.lengthMs / 1000 + TAIL_S) * SAMPLE_RATE_HZ), SAMPLE_RATE_HZ)
  const room = context.createConvolver()
  room.normalize = true
  room.buffer = roomImpulse(context)
  const roomTone = context.createBiquadFilter()
  roomTone.type = 'highpass'
  roomTone.frequency.value = 300
  roomTone.connect(room)
  room.connect(context.destination)

  // The music makes room for the kick: 4 dB down at each stroke, back within a fifth of a second.
  const duck = context.createGain()
  duck.connect(context.destination)
  const duckSend = context.createGain()
  duckSend.connect(roomTone)
  if (stem === 'music') {
    for (const [, track] of instrumentTracks(song).filter(([, t]) => t.instrument === 'kick')) {
      for (const note of Object.values(track.notes)) {
        const at = seconds(note.startBeats)
        duck.gain.setTargetAtTime(dbToGain(-4 * note.velocityUnit), at, 0.006)
        duck.gain.setTargetAtTime(1, at + 0.05, 0.06)
      }
    }
  }

  for (const [id, track] of instrumentTracks(song)) {
    if (!ids.has(id)) continue
    const play = instrumentNamed(track.instrument)
    if (!play) throw new Error(`track "${id}" asks for the instrument "${track.instrument}", which the band does not have`)
    const gain = context.createGain()
    gain.gain.value = dbToGain(track.gainDb)
    const pan = context.createStereoPanner()
    pan.pan.value = stem === 'music' || track.instrument === 'hat' || track.instrument === 'clap' ? (track.panUnit ?? 0) : 0
    // Only kick and bass live below 120 Hz, so that the hall stays clear and the low end mono.
    const lowCut = context.createBiquadFilter()
    lowCut.type = 'highpass'
    lowCut.frequency.value = track.instrument === 'kick' ? 30 : track.instrument === 'bass' ? 35 : 190
    gain.connect(lowCut)
    lowCut.connect(pan)
    pan.connect(duck)
    const send = context.createGain()
    send.gain.value = stem === 'bass' || track.instrument === 'kick' ? 0 : stem === 'drums' ? 0.05 : 0.16
    pan.connect(send)
    send.connect(duckSend)
    Object.values(track.notes).forEach((note, index) => {
      const timeS = seconds(note.startBeats)
      play(context, gain, {
        timeS,
        lengthS: seconds(note.startBeats + note.lengthBeats) - timeS,
        frequencyHz: frequencyOf(note.pitch),
        velocityUnit: note.velocityUnit,
        index,
      })
    })
  }
  return context.startRendering()
}
