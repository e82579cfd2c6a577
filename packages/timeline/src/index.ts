export { canonicalJson } from './canonical-json.ts'
export { compileEdition, publicEditionData } from './compile-edition.ts'
export { clampUnit, fadeUnit, lerp, smootherstep, smoothstep } from './curve.ts'
export type { Credit, Text } from './document/common.ts'
export type { Anchor, Boundary, Cue, CueAction, CueActionOf, OutputClass, Picture } from './document/cue.ts'
export type { Dictionary } from './document/dictionary.ts'
export type { FixtureProfile, PlainSlotUse, SlotUse } from './document/fixture-profile.ts'
export type { ColourEffect, GroupLook, Look, LookEffect, Movement, Palette } from './document/look.ts'
export type { InstrumentNote, Note, Vibrato } from './document/note.ts'
export type { Performer, Segment, Show } from './document/show.ts'
export type { MetrePoint, Scenery, Section, Song, TempoPoint, Vamp } from './document/song.ts'
export type {
  AudioClip,
  AudioTrack,
  CameraClip,
  CameraTrack,
  CatchUp,
  ExpressionTrack,
  InstrumentTrack,
  LightClip,
  LightCurves,
  LightTrack,
  LyricTrack,
  MotionClip,
  MotionTrack,
  OscArg,
  OscMessage,
  OscTrack,
  Track,
  VocalCurves,
  VocalTrack,
} from './document/track.ts'
export type { ArtnetTarget, Fixture, OscTarget, SacnTarget, Target, Venue, VenueOutput } from './document/venue.ts'
export type { Change, Edit, Saying } from './edit/edit.ts'
export { applyEdit, invertEdit, makeEdit, meetingPath } from './edit/edit.ts'
export type { History, HistoryItem, UndoResult } from './edit/history.ts'
export { canRedo, canUndo, emptyHistory, recordEdit, redo, undo } from './edit/history.ts'
export type { Asset, Edition, EditionData, EditionSource } from './edition.ts'
export { editionNamed } from './edition.ts'
export { GhostlightError, TimelineError } from './errors.ts'
export { evaluate } from './evaluate/evaluate.ts'
export { evaluatePlainly } from './evaluate/evaluate-plainly.ts'
export { countBelow } from './evaluate/span-index.ts'
export type {
  BeforeFrame,
  CameraFrame,
  Frame,
  LeavingFrame,
  LookLayer,
  LyricFrame,
  MotionLayer,
  MotionOverride,
  PerformerFrame,
  PictureLayer,
  SoundLayer,
} from './frame.ts'
export { type InstrumentName, instrumentNames } from './instrument.ts'
export type { Issue, Parsed } from './issue.ts'
export { inOrder } from './order.ts'
export { anchorBeats } from './performance/anchor.ts'
export { apply, editionAt, followsOn, nextChangeAtMs, settle } from './performance/apply.ts'
export type { Command, CommandResult, Refusal, Resolution, SaidValues } from './performance/command.ts'
export type { Decision, Entry } from './performance/entry.ts'
export type { CueMoment, Moment, MomentBefore, SegmentMoment } from './performance/moment.ts'
export { momentAt } from './performance/moment-at.ts'
export type { CueRun, FiredEdge, Performance, SegmentRun, Taken, TakenName } from './performance/performance.ts'
export { openPerformance, takenKey } from './performance/performance.ts'
export type { CuePlan, PlanAhead, SegmentPlan } from './performance/plan-ahead.ts'
export { planAhead } from './performance/plan-ahead.ts'
export type { CommandContext } from './performance/resolve-command.ts'
export { findCue, isLockedOut, resolveCommand } from './performance/resolve-command.ts'
export type { PassedEdges } from './performance/schedule.ts'
export { passedEdges, schedule } from './performance/schedule.ts'
export type { CueTimes, SegmentSpan } from './performance/spans.ts'
export { cueTimes, positionToAtMs, segmentSpans } from './performance/spans.ts'
export type { EdgeItem, Plan } from './plan.ts'
export type { BarBeat, SongTime } from './song-time.ts'
export { createSongTime } from './song-time.ts'
export type { TempoMap } from './tempo-map.ts'
export { createTempoMap } from './tempo-map.ts'
export type { Timecode, TimecodeRate } from './timecode.ts'
export {
  formatTimecode,
  framesPerDay,
  framesToMs,
  framesToTimecode,
  msToFrames,
  msToTimecode,
  parseTimecode,
  timecodeRates,
  timecodeToFrames,
  timecodeToMs,
} from './timecode.ts'
export type { Beats, Ms, Samples, Seconds } from './units.ts'
export { beats, ms, msToSeconds, samples, seconds, secondsToMs } from './units.ts'
