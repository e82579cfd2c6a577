/** The cue list: numbers, chains, groups, and what every kind of cue names. */
import { isInRing } from '../../compile-edition.ts'
import type { Cue, CueActionOf, Picture } from '../../document/cue.ts'
import type { Show } from '../../document/show.ts'
import type { Song } from '../../document/song.ts'
import type { Venue } from '../../document/venue.ts'
import { inOrder } from '../../order.ts'
import { checkAnchor } from './check-anchor.ts'
import type { CheckOptions } from './options.ts'
import { noSuch, type Report } from './report.ts'

export interface CueCheck {
  readonly report: Report
  readonly show: Show
  readonly songs: Readonly<Record<string, Song>>
  readonly venue: Venue
  readonly options: CheckOptions
}

export function checkCues(check: CueCheck): void {
  const { report, show } = check
  const numbers = new Map<string, string>()
  // Children run with their group; the list is what is left.
  const order = inOrder(show.cues)
  const listed = order.filter((id) => show.cues[id]!.groupId === undefined)
  let previous: string | null = null
  for (const id of order) {
    const cue = show.cues[id]!
    const path = `show.cues.${id}`
    const twin = numbers.get(plainNumber(cue.number))
    if (twin !== undefined)
      report.error(`${path}.number`, 'duplicate-cue-number', `cue ${cue.number} is there twice: "${twin}" has the same number`)
    else if (previous !== null && compareNumbers(previous, cue.number) > 0) {
      report.warning(`${path}.number`, 'cue-out-of-order', `cue ${cue.number} runs after cue ${previous}`)
    }
    numbers.set(plainNumber(cue.number), id)
    previous = cue.number
    const followed = listed.slice(listed.indexOf(id) + 1).some((later) => show.cues[later]!.armed)
    if (cue.continueMode !== 'none' && cue.groupId === undefined && !followed) {
      report.warning(`${path}.continueMode`, 'nothing-follows', `cue ${cue.number} continues, but no armed cue follows it`)
    }
    checkGroup(check, path, id, cue)
    if (cue.anchor !== undefined) checkAnchor(check, path, cue, cue.anchor)
    checkAction(check, `${path}.action`, cue)
  }
}

function checkGroup({ report, show }: CueCheck, path: string, id: string, cue: Cue): void {
  if (cue.action.kind === 'group' && !Object.values(show.cues).some((other) => other.groupId === id)) {
    report.warning(path, 'empty-group', `the group ${cue.number} has no cues; set "groupId": "${id}" on those that belong to it`)
  }
  if (cue.groupId === undefined) return
  const groups = Object.keys(show.cues).filter((other) => show.cues[other]!.action.kind === 'group')
  if (!groups.includes(cue.groupId)) report.error(`${path}.groupId`, 'unknown-group', noSuch('group cue', cue.groupId, groups))
  else if (isInRing(show, id))
    report.error(`${path}.groupId`, 'group-ring', `cue ${cue.number} is in a ring of groups: following them leads back to where it began`)
  if (cue.anchor !== undefined)
    report.warning(`${path}.anchor`, 'anchor-in-group', 'a cue in a group fires with its group; anchor the group instead')
}

function checkAction(check: CueCheck, path: string, cue: Cue): void {
  const { report, show, venue } = check
  const { action } = cue
  switch (action.kind) {
    case 'segment':
      checkSegmentStart(check, path, cue, action)
      return
    case 'look':
      if (!Object.hasOwn(show.looks, action.look))
        report.error(`${path}.look`, 'unknown-look', noSuch('look', action.look, Object.keys(show.looks)))
      return
    case 'osc':
      action.messages.forEach((message, index) => {
        if (message.targetId === undefined || Object.hasOwn(venue.targets, message.targetId)) return
        report.error(`${path}.messages.${index}.targetId`, 'unknown-target', noSuch('target', message.targetId, Object.keys(venue.targets)))
      })
      return
    case 'performer':
      checkPerformer(check, path, action)
      return
    case 'output':
      checkOutputId(check, `${path}.outputId`, action.outputId, 'screen')
      checkPicture(check, `${path}.picture`, action.picture)
      return
    case 'sound':
      checkOutputId(check, `${path}.outputId`, action.outputId, 'sound')
      checkFile(check, `${path}.file`, action.file)
      return
    case 'soundFade':
    case 'soundStop': {
      const sounds = Object.keys(show.cues).filter((id) => show.cues[id]!.action.kind === 'sound')
      if (action.cueId !== undefined && !sounds.includes(action.cueId))
        report.error(`${path}.cueId`, 'unknown-cue', noSuch('sound cue', action.cueId, sounds))
      return
    }
    case 'vamp':
      checkVamp(check, path, action)
      return
    case 'command':
      checkCommand(check, path, action)
      return
    case 'camera':
    case 'release':
    case 'releaseLooks':
    case 'hold':
    case 'wait':
    case 'group':
    case 'note':
      return
  }
}

function checkSegmentStart({ report, show, songs }: CueCheck, path: string, cue: Cue, action: CueActionOf<'segment'>): void {
  const segment = Object.hasOwn(show.setlist, action.segmentId) ? show.setlist[action.segmentId] : undefined
  if (!segment) {
    report.error(`${path}.segmentId`, 'unknown-segment', noSuch('segment', action.segmentId, Object.keys(show.setlist)))
    return
  }
  const song = songs[segment.songId]
  if (song && action.startBeats !== undefined && action.startBeats >= song.lengthBeats) {
    report.error(
      `${path}.startBeats`,
      'beyond-end',
      `starts at beat ${action.startBeats}, but "${segment.songId}" is ${song.lengthBeats} beats long`,
    )
  }
  if (song && action.startSectionId !== undefined && !Object.hasOwn(song.sections, action.startSectionId)) {
    report.error(`${path}.startSectionId`, 'unknown-section', noSuch('section', action.startSectionId, Object.keys(song.sections)))
  }
  if (action.startSectionId !== undefined && action.startBeats !== undefined) {
    report.warning(`${path}.startBeats`, 'two-starts', 'a section to start at is named too, and counts; take one of them out')
  }
  if (cue.continueMode === 'autoFollow' && segment.kind === 'vamp') {
    report.warning(path, 'follows-vamp', `cue ${cue.number} waits for the end of a vamp, which comes only after a devamp`)
  }
}

function checkPerformer({ report, show, options }: CueCheck, path: string, action: CueActionOf<'performer'>): void {
  if (!Object.hasOwn(show.performers, action.performerId))
    report.error(`${path}.performerId`, 'unknown-performer', noSuch('performer', action.performerId, Object.keys(show.performers)))
  const faces = Object.keys(action.expressions ?? {})
  if (action.move === undefined && faces.length === 0)
    report.error(path, 'empty-override', 'names neither a move nor an expression: it does nothing')
  const { moves, expressions } = options.known ?? {}
  if (action.move !== undefined && moves && !moves.includes(action.move))
    report.error(`${path}.move`, 'unknown-move', noSuch('move', action.move, moves))
  for (const name of faces) {
    if (expressions && !expressions.includes(name))
      report.warning(`${path}.expressions.${name}`, 'unknown-expression', noSuch('expression', name, expressions))
  }
}

function checkOutputId({ report, venue }: CueCheck, path: string, outputId: string | undefined, kind: 'screen' | 'sound'): void {
  const outputs = Object.keys(venue.outputs).filter((id) => venue.outputs[id]!.kind === kind)
  if (outputId !== undefined && !outputs.includes(outputId))
    report.error(path, 'unknown-output', noSuch(`${kind} output`, outputId, outputs))
}

function checkPicture(check: CueCheck, path: string, picture: Picture): void {
  if (picture.kind !== 'media') return
  checkFile(check, `${path}.file`, picture.file)
  if (picture.media === 'video' && !picture.durationMs)
    check.report.error(
      `${path}.durationMs`,
      'video-without-length',
      'say how long the video is, so that every output knows where in it the show is',
    )
}

function checkFile({ report, options }: CueCheck, path: string, file: string): void {
  if (!options.filesPresent || options.filesPresent.has(file)) return
  report.error(path, 'missing-file', `the file "${file}" is not in the show folder`)
}

function checkVamp({ report, songs }: CueCheck, path: string, action: CueActionOf<'vamp'>): void {
  const { sectionId } = action
  if (sectionId === undefined) return
  const known = [...new Set(Object.values(songs).flatMap((song) => Object.keys(song.sections)))].sort()
  if (!known.includes(sectionId)) report.error(`${path}.sectionId`, 'unknown-section', noSuch('section', sectionId, known))
}

/** Verbs that need a word more, and which. */
const NEEDS: Readonly<Record<string, 'levelUnit' | 'cueId' | 'outputClass'>> = {
  grandMaster: 'levelUnit',
  standBy: 'cueId',
  arm: 'cueId',
  disarm: 'cueId',
  muteOn: 'outputClass',
  muteOff: 'outputClass',
}

function checkCommand({ report, show }: CueCheck, path: string, action: CueActionOf<'command'>): void {
  const needs = NEEDS[action.command]
  if (needs !== undefined && action[needs] === undefined)
    report.error(`${path}.${needs}`, 'incomplete-command', `${action.command} does nothing without "${needs}"`)
  if (action.cueId !== undefined && !Object.hasOwn(show.cues, action.cueId))
    report.error(`${path}.cueId`, 'unknown-cue', noSuch('cue', action.cueId, Object.keys(show.cues)))
}

/** Cue numbers compare part by part: 2 < 2.5 < 10; 2.50 is another cue than 2.5, 02 the same as 2. */
const plainNumber = (number: string): string => number.split('.').map(Number).join('.')

function compareNumbers(a: string, b: string): number {
  const left = a.split('.').map(Number)
  const right = b.split('.').map(Number)
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? -1) - (right[i] ?? -1)
    if (difference !== 0) return difference
  }
  return 0
}
