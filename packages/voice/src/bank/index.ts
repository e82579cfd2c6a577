// Singing with a voicebank that was analysed before. Light: pages load it. Reading and analysing banks is behind `bank-import`.
export { renderBankPhrase } from './render.ts'
export { type BankShelf, type LaidUnits, layUnits, type MissingAlias, type Unit } from './units.ts'
export { type BankVoice, openVoice } from './voice-file.ts'
