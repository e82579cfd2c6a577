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
    en: 'For example HH OW1 T AA0 R UW0. There are:',
    ja: 'For example ほたる for 蛍.',
    es: 'For example “chou” for “show”.',
  },
  hear: 'Hear it',
  hearOne: (word: string) => `Hear ${word}`,
  add: 'Add',
  remove: (word: string) => `Remove ${word}`,
  asked: 'Words that the singers guess',
  empty: 'No word of its own yet.',
  noWord: 'Which word?',
  unknownSounds: (unknown: string) => `There is no sound “${unknown}”; those above there are.`,
  problem: {
    empty: 'How is it sung?',
    notKana: 'A reading is written in kana.',
    notLetters: 'Letters only, please.',
  },
}
