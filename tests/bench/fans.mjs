// So many fans in a process of their own: they say hello, ask for the time once a second and take what comes. node fans.mjs <port> <count>
import { io } from 'socket.io-client'

const [port, count] = process.argv.slice(2).map(Number)
let here = 0
for (let n = 0; n < count; n++) {
  // A connection each: on one shared connection a hundred fans would be one.
  const socket = io(`http://127.0.0.1:${port}/audience`, { forceNew: true, transports: ['websocket'] })
  socket.on('connect', async () => {
    await socket.emitWithAck('hello', { protocolVersion: 1, kind: 'live', name: `fan ${n}`, output: null, key: null, language: 'en' })
    if (++here === count) console.log('here')
  })
  setTimeout(() => setInterval(() => socket.emit('ping_clock', performance.now(), () => {}), 1000), (1000 * n) / count)
}
