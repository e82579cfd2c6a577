import type { Credit, Edition } from '@ghostlight/timeline'
import { useEffect, useRef } from 'react'
import { type PageLanguage, textIn, wordsOf } from '../words/words.ts'

/** Who made what: the show and every song of the setlist. */
export function Credits({
  edition,
  language,
  onClose,
}: {
  readonly edition: Edition
  readonly language: PageLanguage
  readonly onClose: () => void
}) {
  const words = wordsOf(language)
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  const songs = edition.segmentOrder.flatMap((id) => {
    const segment = edition.show.setlist[id]
    const song = segment && edition.songs[segment.songId]
    return song ? [song] : []
  })
  return (
    <dialog ref={dialog} className="credits" aria-label={words.credits} onClose={onClose}>
      <button type="button" onClick={() => dialog.current?.close()}>
        {words.close}
      </button>
      <CreditList title={textIn(edition.show.title, language)} credits={edition.show.credits} />
      {[...new Set(songs)].map((song) => (
        <CreditList key={song.id} title={textIn(song.title, language)} credits={song.credits} />
      ))}
    </dialog>
  )
}

function CreditList({
  title,
  credits,
}: {
  readonly title: string
  readonly credits: Readonly<Record<string, Credit & { readonly order: string }>>
}) {
  const inOrder = Object.entries(credits).sort(([, a], [, b]) => (a.order < b.order ? -1 : 1))
  if (inOrder.length === 0) return null
  return (
    <section>
      <h2>{title}</h2>
      <dl>
        {inOrder.map(([id, credit]) => (
          <div key={id}>
            <dt>{credit.role}</dt>
            <dd>
              {credit.name} <span className="small">{credit.licence}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
