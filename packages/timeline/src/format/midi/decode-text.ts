/** Text in MIDI files has no stated encoding. UTF-8 is recognised by its form; anything else needs somebody who knows. */

/** Text of bytes that are well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates), else null. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  let text = ''
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at]!
    const length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0
    if (length === 0 || at + length > bytes.length) return null
    let code = length === 1 ? first : first & (0x7f >> length)
    for (let i = 1; i < length; i++) {
      const byte = bytes[at + i]!
      if ((byte & 0xc0) !== 0x80) return null
      code = code * 64 + (byte & 0x3f)
    }
    if ((length === 3 && code < 0x800) || (length === 4 && code < 0x10000) || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
      return null
    text += String.fromCodePoint(code)
    at += length
  }
  return text
}

/** ISO 8859-1: every byte is a letter. The last resort. */
export function decodeLatin1(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}

/**
 * Reads texts whose encoding is not UTF-8, all of a file at once so that a guess has something to go by (Shift-JIS, EUC-KR, GBK …).
 * Returns one string per text, or null when it cannot tell.
 */
export type LegacyDecoder = (texts: readonly Uint8Array[]) => readonly string[] | null

/** Texts of a file in one encoding: UTF-8 when all of them are, else what the decoder says, else Latin-1. */
export function decodeTexts(
  texts: readonly Uint8Array[],
  decodeLegacy: LegacyDecoder | null,
): { readonly strings: readonly string[]; readonly encoding: 'utf-8' | 'legacy' | 'latin1' } {
  const utf8 = texts.map(decodeUtf8)
  if (utf8.every((text) => text !== null)) return { strings: utf8, encoding: 'utf-8' }
  const legacy = decodeLegacy?.(texts) ?? null
  if (legacy && legacy.length === texts.length) return { strings: legacy, encoding: 'legacy' }
  return { strings: texts.map(decodeLatin1), encoding: 'latin1' }
}
