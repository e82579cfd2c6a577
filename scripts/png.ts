import { crc32, deflateSync } from 'node:zlib'

/** 8-bit RGB, rows from the top. Source: PNG specification (ISO/IEC 15948), one IDAT, filter "Sub" for every row. */
export function png(widthPx: number, heightPx: number, rgb: Uint8Array): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const frame = Buffer.alloc(8)
    frame.writeUInt32BE(data.length, 0)
    frame.writeUInt32BE(crc32(body) >>> 0, 4)
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(widthPx, 0)
  header.writeUInt32BE(heightPx, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const rows = Buffer.alloc(heightPx * (1 + widthPx * 3))
  for (let y = 0; y < heightPx; y++) {
    const at = y * (1 + widthPx * 3)
    rows[at] = 1
    for (let x = 0; x < widthPx * 3; x++) rows[at + 1 + x] = rgb[y * widthPx * 3 + x]! - (x < 3 ? 0 : rgb[y * widthPx * 3 + x - 3]!)
  }
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))])
}
