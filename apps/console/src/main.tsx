import { connect, type ShowConnection, sendFile } from '@ghostlight/engine/client'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '@fontsource/noto-sans-jp/400.css'
import '@fontsource/noto-sans-jp/500.css'
import '@fontsource/noto-sans-jp/700.css'
import './style/index.css'
import { App } from './App.tsx'

/** The key of a link such as /console#key=…; taken out of the address bar at once, so that it is not shown to a room or kept in a bookmark. */
function keyFromAddress(): string | null {
  const key = new URLSearchParams(location.hash.slice(1)).get('key')
  if (key !== null) {
    sessionStorage.setItem('ghostlight.key', key)
    history.replaceState(null, '', location.pathname + location.search)
  }
  return sessionStorage.getItem('ghostlight.key')
}

function open(key: string | null): ShowConnection {
  const name = new URLSearchParams(location.search).get('name') ?? 'Console'
  return connect({
    url: location.origin,
    hello: { kind: 'console', name, output: null, key, language: document.documentElement.lang },
    audience: false,
  })
}

const root = createRoot(document.getElementById('root') as HTMLElement)
let key = keyFromAddress()
let connection = open(key)
function render(): void {
  root.render(
    <StrictMode>
      <App
        connection={connection}
        crewPort={location.port}
        sendFile={(file, options) => sendFile(location.origin, key, file, options)}
        onKey={(typed) => {
          key = typed
          sessionStorage.setItem('ghostlight.key', key)
          connection.dispose()
          connection = open(key)
          render()
        }}
      />
    </StrictMode>,
  )
}
render()
