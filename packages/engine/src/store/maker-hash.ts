declare const __GHOSTLIGHT_MAKER_HASH__: string | undefined
declare const __GHOSTLIGHT_LEXICON_HASH__: string | undefined

/** Names the code that makes generated assets, so that a cached one is used only while its maker is the same. Set by the build. */
export const makerHash: string = typeof __GHOSTLIGHT_MAKER_HASH__ === 'string' ? __GHOSTLIGHT_MAKER_HASH__ : `source-${process.pid}`

/** The same for pronunciations: the dictionary and how words are looked up in it. */
export const lexiconHash: string = typeof __GHOSTLIGHT_LEXICON_HASH__ === 'string' ? __GHOSTLIGHT_LEXICON_HASH__ : `source-${process.pid}`
