// Voicebanks from their folders: reading, analysing, packing. Loads zod and yaml; pages never need it.
export { analyse, analysisVersion } from './analysis/analyse.ts'
export { createFrames, type Frames, packedFrameBytes, packFrames, unpackFrames } from './frames.ts'
export { type MakeVoiceOptions, makeVoice } from './make-voice.ts'
export { type BankFolder, type BankSample, readVoicebank, type Voicebank } from './read-bank.ts'
export { packVoice, voiceFileVersion } from './voice-file.ts'
export { type ReadRecording, type Recording, readWav } from './wav.ts'
