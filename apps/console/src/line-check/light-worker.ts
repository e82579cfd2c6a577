/** Plays the light of a whole show through beside the page: it takes seconds, and GO must not wait for it. */
import { lightFindings } from '@ghostlight/light'
import { compileEdition, type EditionData } from '@ghostlight/timeline'

self.onmessage = ({ data }: MessageEvent<EditionData>) => self.postMessage(lightFindings(compileEdition(data, 'check')))
