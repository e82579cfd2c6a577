/** The way of files from this computer into the show. */
import type { SendFileAnswer, SendFileOptions } from '@ghostlight/engine/client'
import { createContext, useContext } from 'react'

export type SendFile = (file: File, options: SendFileOptions) => Promise<SendFileAnswer>
const noDoor: SendFile = async () => ({ ok: false, reason: 'no-connection', message: 'There is no engine.' })
export const FileDoor = createContext<SendFile>(noDoor)
export const useFileDoor = (): SendFile => useContext(FileDoor)

/** How long a sound or film is, whole milliseconds; null when this browser cannot play it. */
export function lengthOfMedia(file: File): Promise<number | null> {
  return new Promise((resolve) => {
    const element = document.createElement(file.type.startsWith('audio/') ? 'audio' : 'video')
    const url = URL.createObjectURL(file)
    const done = (seconds: number): void => {
      URL.revokeObjectURL(url)
      element.removeAttribute('src')
      resolve(Number.isFinite(seconds) && seconds > 0 ? Math.round(seconds * 1000) : null)
    }
    element.preload = 'metadata'
    element.onloadedmetadata = () => done(element.duration)
    element.onerror = () => done(Number.NaN)
    element.src = url
  })
}
