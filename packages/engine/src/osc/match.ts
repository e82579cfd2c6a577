/**
 * OSC address patterns (`?`, `*`, `[a-z]`, `[!a-z]`, `{one,two}`) against one address, without regular expressions:
 * a set of positions is carried through the pattern, so the work is at most pattern length × address length.
 * `*` and `?` never cross a "/". Malformed patterns match nothing. Source: OSC Specification 1.0, "OSC Message Dispatching".
 */

/** True when the pattern names this address. A pattern without special characters matches only itself. */
export function matchesPattern(pattern: string, address: string): boolean {
  const patternParts = pattern.split('/')
  const addressParts = address.split('/')
  return patternParts.length === addressParts.length && patternParts.every((part, index) => matchesPart(part, addressParts[index]!))
}

function matchesPart(pattern: string, name: string): boolean {
  // at[k]: the pattern so far can have used up exactly the first k characters.
  let at = new Array<boolean>(name.length + 1).fill(false)
  at[0] = true
  for (let i = 0; i < pattern.length; ) {
    const next = new Array<boolean>(name.length + 1).fill(false)
    const sign = pattern[i]!
    if (sign === '*') {
      let reached = false
      for (let k = 0; k <= name.length; k++) {
        reached ||= at[k]!
        next[k] = reached
      }
      i++
    } else if (sign === '?') {
      for (let k = 0; k < name.length; k++) next[k + 1] = at[k]!
      i++
    } else if (sign === '[') {
      const end = pattern.indexOf(']', i + 1)
      if (end < 0) return false
      const set = pattern.slice(i + 1, end)
      for (let k = 0; k < name.length; k++) next[k + 1] = at[k]! && isInSet(set, name[k]!)
      i = end + 1
    } else if (sign === '{') {
      const end = pattern.indexOf('}', i + 1)
      if (end < 0) return false
      for (const word of pattern.slice(i + 1, end).split(',')) {
        for (let k = 0; k + word.length <= name.length; k++) {
          if (at[k] && name.startsWith(word, k)) next[k + word.length] = true
        }
      }
      i = end + 1
    } else if (sign === ']' || sign === '}') {
      return false
    } else {
      for (let k = 0; k < name.length; k++) next[k + 1] = at[k]! && name[k] === sign
      i++
    }
    at = next
  }
  return at[name.length]!
}

function isInSet(set: string, character: string): boolean {
  const not = set.startsWith('!')
  let found = false
  for (let i = not ? 1 : 0; i < set.length; i++) {
    const last = set[i + 2]
    if (set[i + 1] === '-' && last !== undefined) {
      found ||= character >= set[i]! && character <= last
      i += 2
    } else found ||= character === set[i]
  }
  return found !== not
}
