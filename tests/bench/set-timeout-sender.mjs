// The reference: what one writes first. Sends COUNT datagrams to 127.0.0.1:PORT with a setTimeout for each next deadline.
//   node set-timeout-sender.mjs PORT START_NS STEP_MS COUNT
// The n-th, an OSC message "/timeout ,i <n>", is due at START_NS + n × STEP_MS of the monotonic clock (process.hrtime).
import { createSocket } from 'node:dgram'

const [port, startNs, stepMs, count] = [Number(process.argv[2]), BigInt(process.argv[3]), Number(process.argv[4]), Number(process.argv[5])]
const socket = createSocket('udp4')
const packet = Buffer.from('/timeout\0\0\0\0,i\0\0\0\0\0\0', 'latin1')

function next(n) {
  if (n === count) return socket.close()
  const dueMs = Number(startNs - process.hrtime.bigint()) / 1e6 + n * stepMs
  setTimeout(() => {
    packet.writeInt32BE(n, packet.length - 4)
    socket.send(packet, port, '127.0.0.1', () => next(n + 1))
  }, dueMs)
}
next(0)
