// Says every five seconds that a long step is still going on; ends when its parent closes the pipe or goes away.
const what = process.argv[2] || 'working'
const sinceMs = Date.now()
setInterval(() => {
  process.stderr.write('  … still ' + what + ', ' + Math.round((Date.now() - sinceMs) / 1000) + ' s\n')
}, 5000)
process.stdin.on('end', () => {
  process.exit(0)
})
process.stdin.resume()
