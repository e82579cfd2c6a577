/** Why a command was refused, in English: the code with what it is about. Numbers and names come from the engine; without them it is said plainly. */
import type { Refusal, SaidValues } from '@ghostlight/timeline'

/** ", " between the names. */
const few = (known: string | number | undefined): string => {
  const names = String(known ?? '').split(', ')
  return names.length > 6 ? `${names.slice(0, 6).join(', ')}, …` : names.join(', ')
}
const and = (told: string, known: string | number | undefined): string =>
  known === undefined || known === '' ? told : `${told} There is: ${few(known)}.`

export const refusalEn: Readonly<Record<Refusal, (said: SaidValues) => string>> = {
  'nothing-standing-by': () => 'Nothing is standing by.',
  'unknown-cue': ({ cue }) => (cue === undefined ? 'There is no such cue.' : `There is no cue ${cue}.`),
  'unknown-segment': ({ segment, known }) =>
    and(segment === undefined ? 'There is no such segment.' : `There is no segment “${segment}”.`, known),
  'unexpected-cue': ({ expected, standby }) =>
    standby === undefined
      ? 'Another cue is standing by now. Look again, then press GO.'
      : `Cue ${standby} is standing by now, not ${expected}. Look again, then press GO.`,
  'locked-out': ({ lockOutMs }) =>
    lockOutMs === undefined
      ? 'GO is locked for a moment, so that one press is one GO.'
      : `GO is locked for ${Number(lockOutMs) / 1000} s after a GO, so that one press is one GO.`,
  'not-allowed': () => 'Your role may not do this.',
  'nothing-running': () => 'Nothing is running.',
  'already-held': () => 'It is held already.',
  'not-held': () => 'Nothing is held.',
  'no-vamp': () => 'No vamp is running.',
  'already-leaving': ({ pass }) =>
    pass === undefined ? 'It is leaving the vamp already.' : `It is leaving the vamp already, after pass ${pass}.`,
  'first-cue': () => 'This is the first cue.',
  'nothing-to-undo': () => 'There is no GO to undo.',
  'bad-command': ({ field, given, least, most }) =>
    field === 'draft'
      ? 'The draft is on air already.'
      : field === undefined
        ? 'The engine did not understand this command.'
        : most === undefined
          ? `“${field}” cannot be ${given === undefined ? 'this' : given}.`
          : `“${field}” goes from ${least} to ${most}; ${given} was given.`,
  'unknown-output': ({ output, known }) =>
    and(output === undefined ? 'There is no such output.' : `There is no output “${output}”.`, known),
  'unknown-edge': () => 'This trigger is not on the list any more.',
  disarmed: ({ cue }) => (cue === undefined ? 'This cue is disarmed.' : `Cue ${cue} is disarmed.`),
  'assets-missing': ({ loading, absent }) =>
    [
      'A required output does not have everything yet.',
      ...(loading === undefined || loading === '' ? [] : [`Still loading: ${few(loading)}.`]),
      ...(absent === undefined || absent === '' ? [] : [`No page: ${few(absent)}.`]),
    ].join(' '),
  'bad-position': ({ positionMs, lengthMs }) =>
    lengthMs === undefined
      ? 'This place is outside the song.'
      : `${(Number(positionMs) / 1000).toFixed(1)} s is outside the song, which is ${(Number(lengthMs) / 1000).toFixed(1)} s long.`,
  'no-section': ({ why, known }) => {
    switch (why) {
      case 'ended':
        return 'The song is over: nothing of it can repeat.'
      case 'passed':
        return 'That section is over. Locate back to it first.'
      case 'in-vamp':
        return 'A vamp is on there already.'
      default:
        return and('No section can repeat here.', known)
    }
  },
  'unknown-fixture': ({ fixture }) => (fixture === undefined ? 'There is no such fixture.' : `There is no fixture “${fixture}”.`),
  'not-taken': ({ what }) => (what === undefined ? 'Nothing is taken by hand.' : `${what} is not taken by hand.`),
  'no-connection': () => 'The engine did not answer. Look at the show before you ask again.',
}
