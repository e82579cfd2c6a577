// Loaded into an engine with --require: from one SIGUSR2 to the next its main thread stands still for 30 of every 100 ms.
const { isMainThread } = require('node:worker_threads')
if (isMainThread && process.argv.includes('serve')) {
  let blocks = false
  process.on('SIGUSR2', () => {
    blocks = !blocks
  })
  const still = new Int32Array(new SharedArrayBuffer(4))
  setInterval(() => {
    if (blocks) Atomics.wait(still, 0, 0, 30)
  }, 100).unref()
}
