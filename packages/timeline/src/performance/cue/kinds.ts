/** The table of cue kinds. To add one: its shape in `document/cue.ts`, its file here, its line below. */
import type { CueAction } from '../../document/cue.ts'
import { camera } from './camera.ts'
import { command } from './command.ts'
import type { CueKind } from './cue-kind.ts'
import { group } from './group.ts'
import { hold } from './hold.ts'
import { look, releaseLooks } from './look.ts'
import { output } from './output.ts'
import { performer } from './performer.ts'
import { note, osc, wait } from './quiet.ts'
import { release } from './release.ts'
import { segment } from './segment.ts'
import { sound, soundFade, soundStop } from './sound.ts'
import { vamp } from './vamp.ts'

const kinds: { readonly [K in CueAction['kind']]: CueKind<K> } = {
  camera,
  command,
  group,
  hold,
  look,
  note,
  osc,
  output,
  performer,
  release,
  releaseLooks,
  segment,
  sound,
  soundFade,
  soundStop,
  vamp,
  wait,
}

/** The kind of an action. The action goes back in as the argument of what is asked, so that the two always belong together. */
export const kindOf = (action: CueAction): CueKind<CueAction['kind']> => kinds[action.kind] as unknown as CueKind<CueAction['kind']>
