import { avatarBudget } from '@ghostlight/avatar/import'
import { type DragEvent, useCallback, useEffect, useRef, useState } from 'react'
import { fill, type PageLanguage } from '../words/words.ts'
import { FitPanel } from './FitPanel.tsx'
import type { Fit } from './fit.ts'
import { type AvatarFacts, FittingRoom, type MotionFacts } from './fitting-room.ts'
import { whyIn } from './refusal.ts'
import { tryWords } from './words.ts'

/** Drop an avatar and a motion, see them dance, read what came along and what did not. */
export function TryPage({ language }: { readonly language: PageLanguage }) {
  const words = tryWords(language)
  const canvas = useRef<HTMLCanvasElement>(null)
  const room = useRef<FittingRoom | null>(null)
  const [avatar, setAvatar] = useState<AvatarFacts | null>(null)
  const [motion, setMotion] = useState<MotionFacts | null>(null)
  const [fit, setFit] = useState<Fit | null>(null)
  const [reading, setReading] = useState<string | null>(null)
  const [calls, setCalls] = useState(0)
  const [refusals, setRefusals] = useState<readonly string[]>([])
  const look = useCallback(() => {
    setAvatar(room.current?.avatar ?? null)
    setMotion(room.current?.motion ?? null)
    setFit(room.current?.fit ?? null)
  }, [])

  useEffect(() => {
    const made = new FittingRoom(canvas.current!)
    room.current = made
    Object.assign(window, { __ghostlightTry: made })
    made.borrow().then(look, look)
    const timer = setInterval(() => setCalls(made.drawCalls), 500)
    return () => {
      clearInterval(timer)
      made.dispose()
    }
  }, [look])

  const refuse = useCallback(
    (file: string, error: unknown) => {
      setRefusals((before) => [...before, fill(words.refused, { file, why: whyIn(language, error) })])
    },
    [words, language],
  )
  const take = useCallback(
    async (files: readonly File[]) => {
      setRefusals([])
      for (const file of files) {
        setReading(file.name)
        // Reading a long file takes a while: the page says so first.
        await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted, 0)))
        await room.current?.take(file).catch((error: unknown) => refuse(file.name, error))
        look()
      }
      setReading(null)
    },
    [look, refuse],
  )
  const drop = (event: DragEvent) => {
    event.preventDefault()
    void take([...event.dataTransfer.files])
  }
  const number = new Intl.NumberFormat(language)
  const megabytes = (bytes: number) => `${number.format(Math.round(bytes / 1e5) / 10)} MB`
  return (
    <main className="try" onDragOver={(event) => event.preventDefault()} onDrop={drop} lang={language}>
      <canvas ref={canvas} role="img" aria-label={words.picture} />
      <section>
        <h1>{words.title}</h1>
        <p>{words.hint}</p>
        <label className="files">
          <span>{words.choose}</span>
          <input
            type="file"
            multiple
            accept=".vrm,.vrma,.bvh,.vmd,.glb"
            onChange={(event) => {
              void take([...(event.target.files ?? [])])
              // The same file may be chosen again after it was changed.
              event.target.value = ''
            }}
          />
        </label>
        {refusals.map((refusal) => (
          <p key={refusal} className="refusal" role="alert">
            ✕ {refusal}
          </p>
        ))}
        <div role="status">
          {reading !== null && <p>⋯ {fill(words.reading, { file: reading })}</p>}
          <h2>{words.avatar}</h2>
          <p>{avatar ? avatar.name : words.nothing}</p>
          {avatar && avatar.authors.length > 0 && <p className="small">{fill(words.by, { authors: avatar.authors.join(', ') })}</p>}
          {avatar && (
            <p className="small">
              {fill(words.facts, {
                triangles: number.format(avatar.load.triangles),
                calls: number.format(Math.max(calls, avatar.load.drawCalls)),
                bones: number.format(avatar.load.bones),
                size: megabytes(avatar.load.bytes),
                pictures: megabytes(avatar.load.textureBytes),
                height: avatar.heightM.toFixed(2),
                expressions: number.format(avatar.expressions),
                springs: number.format(avatar.springs),
              })}
            </p>
          )}
          {avatar?.over.map((kind) => (
            <p key={kind}>
              ▲{' '}
              {fill(words.over[kind], {
                is: kind.endsWith('ytes') ? megabytes(avatar.load[kind]) : number.format(avatar.load[kind]),
                most: kind.endsWith('ytes') ? megabytes(avatarBudget[kind]) : number.format(avatarBudget[kind]),
              })}
            </p>
          ))}
          {avatar && avatar.missingBones.length > 0 && (
            <p className="small">{fill(words.missing, { bones: avatar.missingBones.join(', ') })}</p>
          )}
          <h2>{words.motion}</h2>
          <p>{motion ? motion.name : avatar ? words.ownDance : words.nothing}</p>
          {motion && (
            <p className="small">
              {fill(words.length, { seconds: (motion.lengthMs / 1000).toFixed(1), bones: number.format(motion.bones) })}
            </p>
          )}
          {motion && motion.unmapped.length > 0 && (
            <details className="small">
              <summary>▲ {fill(words.unmapped, { count: number.format(motion.unmapped.length) })}</summary>
              {motion.unmapped.join(', ')}
            </details>
          )}
          {motion && !avatar && <p>▲ {words.needsAvatar}</p>}
        </div>
        {motion && fit && room.current && (
          <FitPanel motion={motion} fit={fit} room={room.current} words={words} changed={look} refused={refuse} />
        )}
      </section>
    </main>
  )
}
