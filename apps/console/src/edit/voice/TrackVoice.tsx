import type { Performer, VocalTrack } from '@ghostlight/timeline'
import { voiceDesigns } from '@ghostlight/voice'
import { wordsIn } from '../../format.ts'
import { useWords } from '../../words/words-context.tsx'
import { songDeed } from '../edit-words.ts'
import { FormField } from '../FormField.tsx'
import type { NoteEdit } from '../note-edits.ts'
import type { DraftDoor } from '../use-draft.ts'
import { setTrack } from './voice-edits.ts'

const languages = ['ja', 'en', 'es'] as const
type Singer = Performer['singer']
const singerKey = (singer: Singer): string => (singer.kind === 'builtIn' ? `builtIn ${singer.design}` : `bank ${singer.folder}`)

/** Who sings this voice, with which singer, in which language. */
export function TrackVoice(props: {
  readonly trackId: string
  readonly track: VocalTrack
  readonly draft: DraftDoor
  readonly editable: boolean
  readonly onEdit: (edit: NoteEdit) => boolean
}) {
  const { trackId, track, draft, editable } = props
  const { words, language } = useWords()
  const performers = draft.body?.show.performers ?? {}
  const performer = performers[track.performerId]
  // Voicebanks that the show has; built-in singers are always there.
  const singers = new Map<string, Singer>()
  for (const design of Object.keys(voiceDesigns)) singers.set(`builtIn ${design}`, { kind: 'builtIn', design })
  for (const { singer } of Object.values(performers)) singers.set(singerKey(singer), singer)
  const nameOf = (singer: Singer): string =>
    singer.kind === 'bank'
      ? words.voice.bank(singer.folder.split('/').at(-1) ?? singer.folder)
      : (words.singer.name[singer.design] ?? singer.design)
  const edit = (change: NoteEdit): null => {
    props.onEdit(change)
    return null
  }
  const shared = { editable, optional: false, remark: null }
  return (
    <div className="fields form-grid">
      <FormField
        label={words.voice.performer}
        input={{ kind: 'options', of: Object.entries(performers).map(([id, one]) => [id, wordsIn(one.name, language)]) }}
        value={track.performerId}
        {...shared}
        onCommit={(value) => edit(setTrack(trackId, 'performerId', String(value)))}
      />
      <FormField
        label={words.voice.language}
        input={{ kind: 'options', of: languages.map((one) => [one, words.singer.languageName[one]]) }}
        value={track.language}
        {...shared}
        onCommit={(value) => edit(setTrack(trackId, 'language', value as VocalTrack['language']))}
      />
      {performer !== undefined && (
        <FormField
          label={words.voice.singerOf(wordsIn(performer.name, language))}
          input={{ kind: 'options', of: [...singers].map(([key, singer]) => [key, nameOf(singer)]) }}
          value={singerKey(performer.singer)}
          wide
          {...shared}
          onCommit={(value) => {
            const singer = singers.get(String(value))
            draft.edit({
              saying: songDeed('performerId'),
              recipe: (body) => {
                const own = body.show.performers[track.performerId]
                if (own !== undefined && singer !== undefined) own.singer = singer
              },
            })
            return null
          }}
        />
      )}
    </div>
  )
}
