/**
 * The known word nearest to a mistyped one, or null when none is near: at most a third of the letters (at least one, from three letters on) differ.
 * Distance: optimal string alignment (Damerau 1964): insert, delete, replace, swap neighbours.
 */
export function nearestWord(word: string, known: readonly string[]): string | null {
  let best: string | null = null
  // Of one or two letters every letter counts.
  let bestDistance = (word.length < 3 ? 0 : Math.max(1, Math.floor(word.length / 3))) + 1
  for (const candidate of known) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase())
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

function editDistance(a: string, b: string): number {
  const width = b.length + 1
  const row = (i: number) => i * width
  const d = new Int32Array((a.length + 1) * width)
  for (let i = 0; i <= a.length; i++) d[row(i)] = i
  for (let j = 0; j <= b.length; j++) d[j] = j
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let distance = Math.min(d[row(i - 1) + j]! + 1, d[row(i) + j - 1]! + 1, d[row(i - 1) + j - 1]! + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) distance = Math.min(distance, d[row(i - 2) + j - 2]! + 1)
      d[row(i) + j] = distance
    }
  }
  return d[row(a.length) + b.length]!
}
