/**
 * Letter-to-sound rules for English words that the lexicon lacks: names, slang, invented words.
 * A rule reads: letters, what must stand to the left, what must stand to the right, the phonemes. The first that fits wins, so
 * longer and more particular spellings come first. Contexts are regular expressions tried at the edge of the letters.
 * Stress is not known here; the vowel of "the first syllable that is not a prefix" would be a guess, so all full vowels are kept full,
 * which is what a sung note wants anyway.
 */

type Rule = readonly [letters: string, left: string, right: string, phonemes: string]

const vowelLetter = '[aeiouy]'
const consonant = '[bcdfghjklmnpqrstvwxz]'
/** Silent e after one consonant makes the vowel before it long: make, hope. Also with the endings that swallow the e. */
const magic = `${consonant}(?:e(?:s|d|r|rs|ly|less|ful|ment)?$|ing$|y$)`

const rules: readonly Rule[] = [
  // a
  ['augh', '', 't', 'AO'],
  ['air', '', '', 'EH R'],
  ['are', '', '$', 'EH R'],
  ['ar', '', `(?!${vowelLetter}|r)`, 'AA R'],
  ['ai', '', '', 'EY'],
  ['ay', '', '', 'EY'],
  ['au', '', '', 'AO'],
  ['aw', '', '', 'AO'],
  ['all', '', '', 'AO L'],
  ['alk', '', '', 'AO K'],
  ['alm', '', '', 'AA M'],
  ['ange', '', '$', 'EY N JH'],
  ['able', '.', '$', 'AH B AH L'],
  ['age', '..', '$', 'IH JH'],
  ['al', '..', '$', 'AH L'],
  ['a', '[^w]w', `${consonant}(?!e)`, 'AA'],
  ['a', '^', '$', 'AH'],
  ['a', '', `(?:${magic}|ble$|tion)`, 'EY'],
  ['a', '.', '$', 'AH'],
  ['a', '', '', 'AE'],
  // b
  ['bb', '', '', 'B'],
  ['b', 'm', '$', ''],
  ['b', '', '', 'B'],
  // c
  ['ch', '', 'r', 'K'],
  ['ch', '', '', 'CH'],
  ['ck', '', '', 'K'],
  ['cc', '', '[eiy]', 'K S'],
  ['cc', '', '', 'K'],
  ['cia', '', '', 'SH AH'],
  ['cious', '', '', 'SH AH S'],
  ['c', 's', '[eiy]', ''],
  ['c', '', '[eiy]', 'S'],
  ['c', '', '', 'K'],
  // d
  ['dge', '', '', 'JH'],
  ['dd', '', '', 'D'],
  ['d', '', '', 'D'],
  // e
  ['eigh', '', '', 'EY'],
  ['ear', '', `(?=n|th|ch|ly)`, 'ER'],
  ['ear', '', '', 'IY R'],
  ['eer', '', '', 'IY R'],
  ['ee', '', '', 'IY'],
  ['ea', '', '(?:d|th|lth|ven)$', 'EH'],
  ['ea', '', '', 'IY'],
  ['ei', 'c', '', 'IY'],
  ['ei', '', '', 'EY'],
  ['ey', '', '$', 'IY'],
  ['ey', '', '', 'EY'],
  ['eu', '', '', 'Y UW'],
  ['ew', '[rlj]', '', 'UW'],
  ['ew', '', '', 'Y UW'],
  ['ere', '', '$', 'IY R'],
  ['er', '', `(?!${vowelLetter}|r)`, 'ER'],
  ['ed', '[td]', '$', 'AH D'],
  ['ed', '[pkfshxc]', '$', 'T'],
  ['ed', `${vowelLetter}.*[^aeioutd]`, '$', 'D'],
  ['es', '(?:s|z|x|ch|sh|[cg])', '$', 'AH Z'],
  ['e', `${vowelLetter}.*[^l]`, 's?$', ''],
  ['e', `${vowelLetter}.*${consonant}`, '(?:ly|less|ful|ment|ness)$', ''],
  ['el', '..', '$', 'AH L'],
  ['en', '..', '$', 'AH N'],
  ['e', '', magic, 'IY'],
  ['e', `^${consonant}*`, '$', 'IY'],
  ['e', '', '', 'EH'],
  // f g
  ['ff', '', '', 'F'],
  ['f', '', '', 'F'],
  ['gh', '^', '', 'G'],
  ['gh', '[oa]u', '$', 'F'],
  ['gh', '', '', ''],
  ['gg', '', '', 'G'],
  ['gn', '^', '', 'N'],
  ['gn', '', '$', 'N'],
  ['g', '^', '(?:et|ir|iv|ift)', 'G'],
  ['g', '', '[eiy]', 'JH'],
  ['g', '', '', 'G'],
  // h
  ['h', '', `(?!${vowelLetter})`, ''],
  ['h', '', '', 'HH'],
  // i
  ['igh', '', '', 'AY'],
  ['ight', '', '', 'AY T'],
  ['ign', '', '$', 'AY N'],
  ['ild', '', '$', 'AY L D'],
  ['ind', '', '$', 'AY N D'],
  ['ie', '^.{1,2}', '[sd]?$', 'AY'],
  ['ie', '', '', 'IY'],
  ['ique', '', '$', 'IY K'],
  ['ir', '', `(?!${vowelLetter}|r)`, 'ER'],
  ['ire', '', '', 'AY ER'],
  ['ing', '.', '$', 'IH NG'],
  ['i', '[st]', '(?:on|ous|al)', ''],
  ['i', '', magic, 'AY'],
  ['i', '.', '[aou]', 'IY'],
  ['i', '', '$', 'IY'],
  ['i', '', '', 'IH'],
  // j k l m n
  ['j', '', '', 'JH'],
  ['kn', '^', '', 'N'],
  ['kk', '', '', 'K'],
  ['k', '', '', 'K'],
  ['le', consonant, '$', 'AH L'],
  ['les', consonant, '$', 'AH L Z'],
  ['ll', '', '', 'L'],
  ['l', '', '', 'L'],
  ['mm', '', '', 'M'],
  ['m', '', '', 'M'],
  ['nn', '', '', 'N'],
  ['ng', '', '(?:$|s$|[^aeiouy])', 'NG'],
  ['n', '', '[kgx]', 'NG'],
  ['n', 'm', '$', ''],
  ['n', '', '', 'N'],
  // o
  ['ought', '', '', 'AO T'],
  ['ough', '', '$', 'OW'],
  ['ould', '', '$', 'UH D'],
  ['ound', '', '', 'AW N D'],
  ['ous', '.', '$', 'AH S'],
  ['our', '', '$', 'AW ER'],
  ['ou', '', '', 'AW'],
  ['oo', '', 'k', 'UH'],
  ['oor', '', '', 'AO R'],
  ['oo', '', '', 'UW'],
  ['oar', '', '', 'AO R'],
  ['oa', '', '', 'OW'],
  ['oi', '', '', 'OY'],
  ['oy', '', '', 'OY'],
  ['own', '', '$', 'AW N'],
  ['ow', '.', '$', 'OW'],
  ['ow', '', '', 'AW'],
  ['ore', '', '$', 'AO R'],
  ['or', 'w', '', 'ER'],
  ['or', '...', '$', 'ER'],
  ['or', '', `(?!r)`, 'AO R'],
  ['old', '', '', 'OW L D'],
  ['oll', '', '$', 'OW L'],
  ['ost', '', '$', 'OW S T'],
  ['on', '..', '$', 'AH N'],
  ['oe', '', 's?$', 'OW'],
  ['o', '', magic, 'OW'],
  ['o', '', '$', 'OW'],
  ['o', '', '', 'AA'],
  // p q r s
  ['ph', '', '', 'F'],
  ['pp', '', '', 'P'],
  ['ps', '^', '', 'S'],
  ['p', '', '', 'P'],
  ['que', '', '$', 'K'],
  ['qu', '', '', 'K W'],
  ['q', '', '', 'K'],
  ['rr', '', '', 'R'],
  ['rh', '^', '', 'R'],
  ['r', '', '', 'R'],
  ['sch', '', '', 'S K'],
  ['sh', '', '', 'SH'],
  ['ssion', '', '', 'SH AH N'],
  ['sion', vowelLetter, '', 'ZH AH N'],
  ['sion', '', '', 'SH AH N'],
  ['ss', '', '', 'S'],
  ['sten', '', '$', 'S AH N'],
  ['stle', '', '$', 'S AH L'],
  ['s', '(?:[bdglmnrvw]|[aeiouy])', '$', 'Z'],
  ['s', vowelLetter, `(?:e$|y$|${vowelLetter})`, 'Z'],
  ['s', '', '', 'S'],
  // t u v w x y z
  ['tch', '', '', 'CH'],
  ['the', '^', '$', 'DH AH'],
  ['th', '^', '(?:is|at|en|ere|ey|em|ou|y$)', 'DH'],
  ['th', '', 'er', 'DH'],
  ['th', '', '', 'TH'],
  ['tion', '', '', 'SH AH N'],
  ['ture', '.', '$', 'CH ER'],
  ['tt', '', '', 'T'],
  ['t', '', '', 'T'],
  ['ur', '', `(?!${vowelLetter}|r)`, 'ER'],
  ['ure', '', '$', 'Y UH R'],
  ['ue', '[rl]', '$', 'UW'],
  ['ue', '', '$', 'Y UW'],
  ['ui', '', '', 'UW'],
  ['u', 'q', '', ''],
  ['u', 'g', `${vowelLetter}`, ''],
  ['u', '[rljs]', magic, 'UW'],
  ['u', '', magic, 'Y UW'],
  ['u', '^', `${consonant}i`, 'Y UW'],
  ['u', '', '$', 'UW'],
  ['u', '[bp]', '(?:ll|sh|tch)', 'UH'],
  ['u', '', '', 'AH'],
  ['v', '', '', 'V'],
  ['wh', '', 'o(?!a)', 'HH'],
  ['wh', '', '', 'W'],
  ['wr', '^', '', 'R'],
  ['w', '', `(?!${vowelLetter})`, ''],
  ['w', '', '', 'W'],
  ['x', '^', '', 'Z'],
  ['x', '', '', 'K S'],
  ['y', '^', vowelLetter, 'Y'],
  ['y', `^${consonant}*`, '$', 'AY'],
  ['y', '', '$', 'IY'],
  ['y', '', magic, 'AY'],
  ['y', '', vowelLetter, 'Y'],
  ['y', '', '', 'IH'],
  ['zz', '', '', 'Z'],
  ['z', '', '', 'Z'],
]

const compiled = new Map<string, { letters: string; left: RegExp | null; right: RegExp | null; phonemes: readonly string[] }[]>()
for (const [letters, left, right, phonemes] of rules) {
  const list = compiled.get(letters[0]!) ?? []
  list.push({
    letters,
    left: left === '' ? null : new RegExp(`(?:${left})$`),
    right: right === '' ? null : new RegExp(`^(?:${right})`),
    phonemes: phonemes === '' ? [] : phonemes.split(' '),
  })
  compiled.set(letters[0]!, list)
}

/**
 * @param word letters a–z only, lower case; longer than 40 letters is cut.
 * @returns ARPAbet without stress digits; empty for a word without letters.
 */
export function spellingToArpabet(word: string): readonly string[] {
  const text = word.slice(0, 40)
  const out: string[] = []
  let at = 0
  while (at < text.length) {
    const before = text.slice(0, at)
    const rule = compiled
      .get(text[at]!)
      ?.find(
        (r) =>
          text.startsWith(r.letters, at) && (r.left?.test(before) ?? true) && (r.right?.test(text.slice(at + r.letters.length)) ?? true),
      )
    if (rule) out.push(...rule.phonemes)
    at += rule ? rule.letters.length : 1
  }
  return out
}
