// A PNG writer of our own: 8-bit RGB, row filter "up", LZ77 with fixed Huffman codes (RFC 1950, 1951, 2083). Pure, small,
// deterministic; flat colours and gradients shrink to a few per cent.

/** A picture under the brush: sRGB bytes, row by row from the top. */
export interface Raster {
  readonly width: number
  readonly height: number
  /** length width · height · 3 */
  readonly rgb: Uint8Array
}

export function encodePng(raster: Raster): Uint8Array {
  const { width, height, rgb } = raster
  const stride = width * 3
  const raw = new Uint8Array((stride + 1) * height)
  for (let y = 0; y < height; y++) {
    const out = y * (stride + 1)
    raw[out] = y === 0 ? 0 : 2
    for (let i = 0; i < stride; i++) raw[out + 1 + i] = (rgb[y * stride + i]! - (y === 0 ? 0 : rgb[(y - 1) * stride + i]!)) & 255
  }
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  header.set([8, 2, 0, 0, 0], 8)
  const chunks = [chunk('IHDR', header), chunk('IDAT', zlib(raw)), chunk('IEND', new Uint8Array(0))]
  const signature = [137, 80, 78, 71, 13, 10, 26, 10]
  const png = new Uint8Array(chunks.reduce((sum, c) => sum + c.length, signature.length))
  png.set(signature)
  let at = signature.length
  for (const c of chunks) {
    png.set(c, at)
    at += c.length
  }
  return png
}

function chunk(name: string, body: Uint8Array): Uint8Array {
  const out = new Uint8Array(12 + body.length)
  const view = new DataView(out.buffer)
  view.setUint32(0, body.length)
  for (let i = 0; i < 4; i++) out[4 + i] = name.charCodeAt(i)
  out.set(body, 8)
  view.setUint32(8 + body.length, crc32(out.subarray(4, 8 + body.length)))
  return out
}

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c >>> 0
})

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = crcTable[(crc ^ byte) & 255]! ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}

function adler32(bytes: Uint8Array): number {
  let a = 1
  let b = 0
  for (let from = 0; from < bytes.length; from += 2048) {
    // So many bytes at once stay below 2^31 before the remainder is taken.
    for (const byte of bytes.subarray(from, from + 2048)) {
      a += byte
      b += a
    }
    a %= 65521
    b %= 65521
  }
  return ((b << 16) | a) >>> 0
}

const lengthBase = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258]
const lengthExtra = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0]
const distanceBase = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385,
  24577,
]
const distanceExtra = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13]

function zlib(data: Uint8Array): Uint8Array {
  let out = new Uint8Array(data.length + 1024)
  let size = 2
  out[0] = 0x78
  out[1] = 0x9c
  let bits = 0
  let bitCount = 0
  const put = (value: number, count: number) => {
    bits |= value << bitCount
    bitCount += count
    while (bitCount >= 8) {
      if (size + 8 > out.length) {
        const larger = new Uint8Array(out.length * 2)
        larger.set(out)
        out = larger
      }
      out[size++] = bits & 255
      bits >>>= 8
      bitCount -= 8
    }
  }
  // Huffman codes are written most significant bit first.
  const putReversed = (value: number, count: number) => {
    let reversed = 0
    for (let i = 0; i < count; i++) reversed |= ((value >> i) & 1) << (count - 1 - i)
    put(reversed, count)
  }
  const putSymbol = (symbol: number) => {
    if (symbol < 144) putReversed(0x30 + symbol, 8)
    else if (symbol < 256) putReversed(0x190 + symbol - 144, 9)
    else if (symbol < 280) putReversed(symbol - 256, 7)
    else putReversed(0xc0 + symbol - 280, 8)
  }
  put(1, 1)
  put(1, 2)
  const head = new Int32Array(1 << 15).fill(-1)
  const previous = new Int32Array(data.length).fill(-1)
  const hashAt = (i: number) => ((data[i]! << 10) ^ (data[i + 1]! << 5) ^ data[i + 2]!) & 0x7fff
  const remember = (i: number) => {
    if (i + 2 >= data.length) return
    const hash = hashAt(i)
    previous[i] = head[hash]!
    head[hash] = i
  }
  let i = 0
  while (i < data.length) {
    let best = 0
    let bestAt = 0
    if (i + 2 < data.length) {
      let candidate = head[hashAt(i)]!
      for (let tries = 0; candidate >= 0 && tries < 5 && i - candidate <= 32768; tries++) {
        let n = 0
        while (n < 258 && i + n < data.length && data[candidate + n] === data[i + n]) n++
        if (n > best) {
          best = n
          bestAt = candidate
          if (n === 258) break
        }
        candidate = previous[candidate]!
      }
    }
    if (best < 3) {
      putSymbol(data[i]!)
      remember(i++)
      continue
    }
    let code = lengthBase.length - 1
    while (lengthBase[code]! > best) code--
    putSymbol(257 + code)
    put(best - lengthBase[code]!, lengthExtra[code]!)
    const distance = i - bestAt
    let distanceCode = distanceBase.length - 1
    while (distanceBase[distanceCode]! > distance) distanceCode--
    putReversed(distanceCode, 5)
    put(distance - distanceBase[distanceCode]!, distanceExtra[distanceCode]!)
    for (let k = 0; k < best; k++) remember(i + k)
    i += best
  }
  putSymbol(256)
  if (bitCount > 0) put(0, 8 - bitCount)
  const result = new Uint8Array(size + 4)
  result.set(out.subarray(0, size))
  new DataView(result.buffer).setUint32(size, adler32(data))
  return result
}
