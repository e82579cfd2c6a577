/** Looks words up in the whole English dictionary beside the page: it is 5 MB of program, fetched once, when somebody types a new word. */
import { lexiconOf } from '@ghostlight/voice/lexicon'

addEventListener('message', ({ data }: MessageEvent<readonly string[]>) => postMessage({ asked: data, found: lexiconOf(data) }))
