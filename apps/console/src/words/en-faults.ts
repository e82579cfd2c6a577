/** Faults in words. The engine names each by a code and what it is about; English keeps the engine's own sentence, which has the details. */
export interface FaultAbout {
  /** Name of the target, file, page or reason; '' when the code says it all. */
  readonly about: string
  /** Triggers on its list. */
  readonly count: number
  /** The engine's own words, in English. */
  readonly message: string
}
type Tell = Readonly<Record<string, (fault: FaultAbout) => string>>

export const faultsEn = {
  heading: 'Faults',
  none: 'No faults',
  count: (count: number) => (count === 1 ? '1 fault' : `${count} faults`),
  acknowledge: 'Acknowledge',
  fire: 'Fire',
  fireEdge: (edge: string) => `Fire ${edge}`,
  times: (count: string) => `${count} times`,
  since: (time: string) => `since ${time}`,
  over: 'over',
  announced: (message: string) => `Fault: ${message}`,
  code: {
    'target-down': 'Target down',
    'target-unknown-host': 'Target not found',
    'target-waiting': 'Target keeps us waiting',
    'journal-failed': 'Journal cannot be written',
    'journal-unreadable': 'Journal cannot be read',
    'sound-locked': 'Sound locked',
    'edges-skipped': 'Triggers skipped',
    'edges-uncertain': 'Triggers uncertain',
    'edge-refused': 'Trigger refused',
    'torn-journal': 'Journal was torn',
    'edition-missing': 'Edition missing',
    'edits-set-aside': 'Edits set aside',
    'edits-unreadable': 'History of edits lost',
    'edits-not-saved': 'Edits not saved',
    'engine-error': 'Error in the engine',
    'plan-failed': 'Planning failed',
    'output-thread-died': 'Output thread ended',
    'folder-unwritable': 'Folder cannot be written',
    'audience-down': 'Audience server down',
    'osc-in': 'Bad OSC came in',
    'osc-in-closed': 'No OSC in',
    'osc-stranger': 'OSC from a stranger',
    'page-trouble': 'Trouble on a page',
    'bad-report': 'A page sends nonsense',
    timecode: 'Timecode refused',
  } as Readonly<Record<string, string>>,
  tell: {} as Tell,
}
