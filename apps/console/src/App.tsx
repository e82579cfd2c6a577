import type { ShowConnection } from '@ghostlight/engine/client'
import { useState } from 'react'
import { EditDesk } from './edit/EditDesk.tsx'
import { SayProvider } from './say.tsx'
import { AskResume, ConnectionBanner, Threshold } from './shell/Banners.tsx'
import { PreviewFrame } from './shell/PreviewFrame.tsx'
import { RehearsalProvider, useRehearsal } from './shell/rehearsal.tsx'
import { TopBar } from './shell/TopBar.tsx'
import type { Mode } from './show/go-key.ts'
import { ShowDesk } from './show/ShowDesk.tsx'
import { ShowProvider, useShow } from './show-context.tsx'
import { WordsProvider } from './words/words-context.tsx'

export interface AppProps {
  readonly connection: ShowConnection
  /** Port of the crew's socket, told to the preview, which lives on another port. */
  readonly crewPort: string
  /** Somebody typed a key: connect again with it. */
  readonly onKey: (key: string) => void
}

export function App({ connection, crewPort, onKey }: AppProps) {
  return (
    <WordsProvider>
      <ShowProvider connection={connection}>
        <SayProvider>
          <Console crewPort={crewPort} onKey={onKey} />
        </SayProvider>
      </ShowProvider>
    </WordsProvider>
  )
}

function Console({ crewPort, onKey }: Omit<AppProps, 'connection'>) {
  const show = useShow()
  const origin = show.assetOrigin()
  if (show.edition() === null) return <Threshold onKey={onKey} />
  return (
    <RehearsalProvider origin={origin}>
      <Rooms origin={origin} crewPort={crewPort} />
    </RehearsalProvider>
  )
}

/** Show mode and Edit mode; the preview belongs to both and is never unmounted between them. */
function Rooms({ origin, crewPort }: { readonly origin: string | null; readonly crewPort: string }) {
  const [mode, setMode] = useState<Mode>('show')
  const rehearsal = useRehearsal()
  const enter = (next: Mode): void => {
    // Show mode looks at what is on air, and makes no sound of its own.
    if (next === 'show') rehearsal.follow()
    setMode(next)
  }
  return (
    <div className="console" data-mode={mode}>
      <TopBar mode={mode} onMode={enter} />
      <div className="banners">
        <ConnectionBanner mode={mode} />
        <AskResume />
      </div>
      <main className="room" data-mode={mode}>
        {mode === 'show' ? <ShowDesk key="show" /> : <EditDesk key="edit" />}
        <PreviewFrame key="preview" origin={origin} crewPort={crewPort} />
      </main>
    </div>
  )
}
