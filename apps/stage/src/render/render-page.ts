/** The page behind `ghostlight render`: does what the command line asks, and gives back what it made by HTTP. */

import type { RenderedPart, RenderOpened, RenderRequest } from '@ghostlight/engine/protocol'
import { Rendering } from './rendering.tsx'

async function put(name: string, body: BodyInit): Promise<void> {
  const answer = await fetch(`/out/${name}`, { method: 'PUT', body })
  if (!answer.ok) throw new Error(`writing ${name}: ${answer.status}`)
}

let rendering: Rendering | null = null
const page = {
  /** 0 of how many frames are drawn; the command line looks at it while a part is made. */
  drawn: 0,
  async open(request: RenderRequest): Promise<RenderOpened> {
    rendering = await Rendering.of(request)
    await rendering.open()
    return { frames: rendering.frames, parts: rendering.parts, codecs: rendering.codecs }
  },
  async part(index: number): Promise<RenderedPart> {
    const { bytes, told } = await rendering!.part(index, (frame) => {
      page.drawn = frame
    })
    await put(`part-${index}`, bytes)
    return told
  },
  async join(): Promise<void> {
    const bytes = await rendering!.join(async (index) => (await fetch(`/out/part-${index}`)).arrayBuffer())
    await put('video', bytes)
  },
  async still(positionMs: number): Promise<string> {
    const { png, pixels } = await rendering!.still(positionMs)
    await put('still', png)
    return pixels
  },
}

declare global {
  interface Window {
    ghostlightRender?: typeof page
  }
}
window.ghostlightRender = page
