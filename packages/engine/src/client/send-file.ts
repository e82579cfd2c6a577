/** A file from this computer into the show folder. */

/** Stable words; 'no-connection' is said by this page: no engine, or the way to it broke. */
export type SendFileRefusal =
  | 'not-allowed'
  | 'show-locked'
  | 'unknown-kind'
  | 'too-long'
  | 'disk'
  | 'no-connection'
  | 'foreign-origin'
  | 'wrong-method'
  | 'not-bytes'
export type SendFileAnswer =
  /** Where it lies in the show folder: what documents name it by. */
  { readonly ok: true; readonly path: string } | { readonly ok: false; readonly reason: SendFileRefusal; readonly message: string }

/** @param url  of the engine. @param key  null on loopback. Never rejects. */
export async function sendFile(url: string, key: string | null, file: File): Promise<SendFileAnswer> {
  try {
    const response = await fetch(new URL(`/api/v1/files?name=${encodeURIComponent(file.name)}`, url), {
      method: 'PUT',
      headers: { 'Content-Type': 'application/octet-stream', ...(key === null ? {} : { Authorization: `Bearer ${key}` }) },
      body: file,
    })
    return (await response.json()) as SendFileAnswer
  } catch (error) {
    return { ok: false, reason: 'no-connection', message: `The file could not be sent: ${(error as Error).message}.` }
  }
}
