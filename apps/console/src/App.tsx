import type { ShowConnection } from '@ghostlight/engine/client'
import { useState } from 'react'
import { ControllersDesk } from './controllers/ControllersDesk.tsx'
import { ControllersProvider } from './controllers/controllers-context.tsx'
import { FileDoor, type SendFile } from './edit/cues/file-door.tsx'
import { EditRoom } from './edit/EditRoom.tsx'
import { LineCheckDesk } from './line-check/LineCheckDesk.tsx'
import { SayProvider } from './say.tsx'
import { AskResume, ConnectionBanner, LockBanner, MutedBanner, Threshold } from './shell/Banners.tsx'
import { PreviewFrame } from './shell/PreviewFrame.tsx'
import { modeOf, type Page } from './shell/pages.ts'
import { RehearsalProvider, useRehearsal } from './shell/rehearsal.tsx'
import { TopBar } from './shell/TopBar.tsx'
import { useGo } from './show/GoPanel.tsx'
import { ShowDesk } from './show/ShowDesk.tsx'
import { ShowProvider, useShow } from './show-context.tsx'
import { WordsProvider } from './words/words-context.tsx'

export interface AppProps {
  readonly connection: ShowConnection
  /** Port of the crew's socket, told to the preview, which lives on another port. */
  readonly crewPort: string
  /** Puts a file of this computer into the show folder. */
  readonly sendFile: SendFile
  /** Somebody typed a key: connect again with it. */
  readonly onKey: (key: string) => void
}

export function App({ connection, crewPort, sendFile, onKey }: AppProps) {
  return (
    <WordsProvider>
      <ShowProvider connection={connection}>
        <SayProvider>
          <FileDoor value={sendFile}>
            <Console crewPort={crewPort} onKey={onKey} />
          </FileDoor>
        </SayProvider>
      </ShowProvider>
    </WordsProvider>
  )
}

function Console({ crewPort, onKey }: Pick<AppProps, 'crewPort' | 'onKey'>) {
  const show = useShow()
  const origin = show.assetOrigin()
  if (show.edition() === null) return <Threshold onKey={onKey} />
  return (
    <RehearsalProvider origin={origin}>
      <Rooms origin={origin} crewPort={crewPort} />
    </RehearsalProvider>
  )
}

/** The pages; the preview belongs to several and is never unmounted between them. */
function Rooms({ origin, crewPort }: { readonly origin: string | null; readonly crewPort: string }) {
  const [page, setPage] = useState<Page>('show')
  const mode = modeOf(page)
  const rehearsal = useRehearsal()
  const hand = useGo()
  const enter = (next: Page): void => {
    // Only Edit mode hears the draft; elsewhere the preview looks at what is on air and makes no sound of its own.
    if (modeOf(next) !== 'edit') rehearsal.follow()
    setPage(next)
  }
  return (
    <ControllersProvider onGo={hand.go}>
      <div className="console" data-mode={mode}>
        <TopBar page={page} onPage={enter} />
        <div className="banners">
          <ConnectionBanner mode={mode} />
          <AskResume />
          <MutedBanner />
          {mode === 'edit' && <LockBanner />}
        </div>
        <main className="room" data-mode={mode} data-page={page}>
          {mode === 'show' ? (
            <ShowDesk key="show" hand={hand} />
          ) : mode === 'edit' ? (
            <EditRoom key="edit" page={page} />
          ) : page === 'check' ? (
            <LineCheckDesk key="check" />
          ) : (
            <ControllersDesk key="controllers" />
          )}
          <PreviewFrame key="preview" origin={origin} crewPort={crewPort} />
        </main>
      </div>
    </ControllersProvider>
  )
}
