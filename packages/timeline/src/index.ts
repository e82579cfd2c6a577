export type { Asset, Edition, EditionData } from './edition.ts'
export type { Cue, CueAction, GroupLook, Look, LookEffect, Performer, Segment, Show } from './document/show.ts'
export type { MetrePoint, Section, Song, TempoPoint, Vamp } from './document/song.ts'
export type { Fixture, Target, Venue, VenueOutput } from './document/venue.ts'
export type { Credit, Text } from './document/common.ts'
export type { InstrumentNote, Note, Vibrato } from './document/note.ts'
export type {
  AudioClip,
  AudioTrack,
  CameraClip,
  CameraTrack,
  CatchUp,
  ExpressionTrack,
  InstrumentTrack,
  LightClip,
  LightTrack,
  LyricTrack,
  MotionClip,
  MotionTrack,
  OscArg,
  OscMessage,
  OscTrack,
  Track,
  VocalTrack,
} from './document/track.ts'
export type { Command, CommandResult, Refusal, Resolution } from './performance/command.ts'
export type { Decision, Entry } from './performance/entry.ts'
export type { CueMoment, Moment, SegmentMoment } from './performance/moment.ts'
export type { CueRun, Performance, SegmentRun } from './performance/performance.ts'
export type { Frame, LookLayer, LyricFrame, MotionLayer, PerformerFrame } from './frame.ts'
export type { EdgeItem, Plan } from './plan.ts'
export type { Issue, Parsed } from './issue.ts'
export type { BarBeat, SongTime } from './song-time.ts'
export type { TempoMap } from './tempo-map.ts'
export type { Beats, Ms, Samples, Seconds } from './units.ts'
export { beats, ms, msToSeconds, samples, seconds, secondsToMs } from './units.ts'
