/** A file from this computer into the show folder. */

/** Stable words; two are said by this page. 'no-connection': no engine, or the way to it broke. 'cancelled': by whoever sent it. */
export type SendFileRefusal =
  | 'not-allowed'
  | 'show-locked'
  | 'unknown-kind'
  | 'too-long'
  | 'disk'
  | 'no-connection'
  | 'cancelled'
  | 'foreign-origin'
  | 'wrong-method'
  | 'not-bytes'
export type SendFileAnswer =
  /** Where it lies in the show folder: what documents name it by. */
  { readonly ok: true; readonly path: string } | { readonly ok: false; readonly reason: SendFileRefusal; readonly message: string }

export interface SendFileOptions {
  /** 0 to 1: how much of it has left. At 1 the engine still has to write the last of it. */
  readonly onProgress: (sentUnit: number) => void
  /** Aborted: what has arrived is thrown away. */
  readonly signal: AbortSignal
}

/** @param url  of the engine. @param key  null on loopback. Never rejects. */
export function sendFile(url: string, key: string | null, file: File, { onProgress, signal }: SendFileOptions): Promise<SendFileAnswer> {
  return new Promise((resolve) => {
    const refuse = (reason: SendFileRefusal, message: string): void => resolve({ ok: false, reason, message })
    if (signal.aborted) return refuse('cancelled', 'Sending was cancelled.')
    // fetch does not say how far it has come.
    const request = new XMLHttpRequest()
    const cancel = (): void => request.abort()
    request.upload.onprogress = ({ loaded, lengthComputable, total }) => {
      if (lengthComputable && total > 0) onProgress(Math.min(1, loaded / total))
    }
    request.onload = () => {
      try {
        resolve(JSON.parse(request.responseText) as SendFileAnswer)
      } catch {
        refuse('no-connection', `The engine gave no answer that could be read (${request.status}).`)
      }
    }
    request.onerror = () => refuse('no-connection', 'The file could not be sent: the connection broke.')
    request.onabort = () => refuse('cancelled', 'Sending was cancelled.')
    request.onloadend = () => signal.removeEventListener('abort', cancel)
    signal.addEventListener('abort', cancel)
    request.open('PUT', new URL(`/api/v1/files?name=${encodeURIComponent(file.name)}`, url))
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    if (key !== null) request.setRequestHeader('Authorization', `Bearer ${key}`)
    request.send(file)
  })
}
