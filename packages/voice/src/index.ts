// Planning: notes and words in; phonemes, pitch and loudness on the clock out.

// Files.
export { alignmentOf, writeF0, writeLab } from './files/labels.ts'
export { type WavOptions, wavHead, wavPadding, wavSamples, writeWav } from './files/wav.ts'
// Singing: a phrase, or a whole track.
export { type Rendered, type RenderOptions, renderPhrase } from './formant/render-phrase.ts'
export { type VoiceDesign, voiceDesigns } from './formant/voice-design.ts'
export type { Lexicon } from './language/language.ts'
export { wordsOf } from './lyric.ts'
export { type PhonemeSpec, phonemeSpec, phonemeSymbols } from './phoneme.ts'
export { changedPhrases, createPhraseCache, type PhraseCache } from './phrase-cache.ts'
export type { PhonemeSpan, PhraseExpression, PhrasePlan, VocalPlan } from './plan.ts'
export { createPlanMemory, type PlanMemory } from './plan-memory.ts'
export { type PlanOptions, planVocal } from './plan-vocal.ts'
export { firstSoundMs, joinPhrases, type RenderedVocal, type RenderVocalOptions, renderVocal, VocalFlow } from './render-vocal.ts'
export { withDictionary } from './show-dictionary.ts'
export { trackSeed } from './track-seed.ts'
// The mouth.
export { type MouthShape, mouthAt } from './visemes.ts'
export { warmUp } from './warm-up.ts'
