declare const __GHOSTLIGHT_MAKER_HASH__: string | undefined

/** Names the code that makes generated assets, so that a cached one is used only while its maker is the same. Set by the build. */
export const makerHash: string = typeof __GHOSTLIGHT_MAKER_HASH__ === 'string' ? __GHOSTLIGHT_MAKER_HASH__ : `source-${process.pid}`
