/** The dictionary page in English. */
export const dictionaryEn = {
  heading: 'Dictionary',
  help: 'How this show sings words that the singers do not know, or that it wants otherwise.',
  reading: 'Reading the dictionary …',
  word: 'Word',
  sungAs: 'Sung as',
  sounds: { en: 'Sounds', ja: 'Reading in kana', es: 'Spelling that sounds so' },
  soundsOf: (word: string) => `How ${word} is sung`,
  hint: {
    en: 'Write one sound for each you hear: hotaru is H OW T AA R UW. A stress number after a vowel (OW1) may stand and changes nothing, except AH0, the weak sound AX. The sounds:',
    ja: 'For example ほたる for 蛍.',
    es: 'For example “chou” for “show”.',
  },
  hear: 'Hear it',
  hearOne: (word: string) => `Hear ${word}`,
  add: 'Add',
  remove: (word: string) => `Remove ${word}`,
  asked: 'Words that the singers guess',
  empty: 'This show has no words of its own yet.',
  noWord: 'Which word?',
  unknownSounds: (unknown: string) => `No sound is called “${unknown}”. Choose from the list of sounds above.`,
  problem: {
    empty: 'How is it sung?',
    notKana: 'A reading is written in kana.',
    notLetters: 'Letters only, please.',
  },
}
