/** A timer that browsers do not throttle in hidden tabs. Posts an empty message every `intervalMs`, sent to it once. */
self.onmessage = ({ data }: MessageEvent<number>) => {
  setInterval(() => self.postMessage(null), data)
}
