import { type VoiceDesign, voiceDesigns } from '@ghostlight/voice'
import { Play, RotateCcw, Square } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { Button, Input, Label, Radio, RadioGroup, TextField } from 'react-aria-components'
import { formatMs, formatPitch, wordsIn } from '../../format.ts'
import { useKeys } from '../../shell/use-keys.ts'
import { StateMark } from '../../show/StateMark.tsx'
import { useShowDoor } from '../../show-context.tsx'
import { useWords } from '../../words/words-context.tsx'
import { HandSlider } from '../HandSlider.tsx'
import type { SungLanguage } from '../syllables.ts'
import type { DraftDoor } from '../use-draft.ts'
import { useTypedWords } from '../use-typed-words.ts'
import { SpectrogramLegend, SpectrogramView } from './SpectrogramView.tsx'
import { expressionNames, plainExpression, type TakeWish, takesToSing } from './take.ts'
import { type TakeName, takeNames, useTakes } from './use-takes.ts'

const lines: Readonly<Record<SungLanguage, string>> = {
  en: 'Give me your answer do',
  ja: 'さくら さくら そらは',
  es: 'canta la luna clara',
}
const languages = ['en', 'ja', 'es'] as const
const noLexicon: Readonly<Record<string, string>> = {}
/** Long enough to type a word, short enough to feel at once. */
const afterTypingMs = 220

function firstWish(language: SungLanguage): TakeWish {
  return {
    singer: Object.keys(voiceDesigns)[0] ?? '',
    language,
    line: lines[language],
    keyPitch: 62,
    bpm: 100,
    expression: plainExpression,
  }
}

/** Every singer on a typed line, two takes side by side, with their pictures. Space plays the take in hand, X changes over. */
export function SingerDesk({ draft }: { readonly draft: DraftDoor }) {
  const { words, language } = useWords()
  const typed = useTypedWords(draft.base?.lexicon ?? noLexicon)
  const { knows, lookUp } = typed
  const takes = useTakes(typed.lexicon)
  const [hand, setHand] = useState<TakeName>('a')
  const [wishes, setWishes] = useState<Readonly<Record<TakeName, TakeWish>>>(() => {
    const own = firstWish(language === 'ja' ? 'ja' : 'en')
    return { a: own, b: { ...own, singer: Object.keys(voiceDesigns)[1] ?? own.singer } }
  })
  const wish = wishes[hand]
  const { sing } = takes
  const door = useShowDoor()
  const performers = draft.body?.show.performers
  const singers = useMemo(
    () => [
      ...Object.entries(voiceDesigns as Readonly<Record<string, VoiceDesign>>).map(([id, design]) => ({
        id,
        name: words.singer.name[id] ?? design.name,
        character: words.singer.character[id] ?? design.character,
      })),
      ...Object.entries(performers ?? {}).flatMap(([id, { name, singer }]) =>
        singer.kind === 'bank'
          ? [{ id: `bank:${id}`, name: singer.folder.split('/').at(-1) ?? '', character: words.singer.bankOf(wordsIn(name, language)) }]
          : [],
      ),
    ],
    [performers, words, language],
  )
  const nameOf = (id: string): string => singers.find((one) => one.id === id)?.name ?? id
  const bankUrl = useCallback(
    (singer: string): string | null => (singer.startsWith('bank:') ? (door.assetUrl(`voice:${singer.slice(5)}`) ?? '') : null),
    [door],
  )
  const sungLast = useRef<Partial<Record<TakeName, TakeWish>>>({})
  useEffect(() => {
    const timer = setTimeout(
      () => {
        const { ripe, unknown } = takesToSing(wishes, sungLast.current, knows)
        // They are sung when the dictionary has answered.
        for (const { line, language: of } of unknown) lookUp(line, of)
        for (const name of ripe) {
          sungLast.current[name] = wishes[name]
          sing(name, wishes[name], bankUrl(wishes[name].singer))
        }
      },
      sungLast.current.a === undefined ? 0 : afterTypingMs,
    )
    return () => clearTimeout(timer)
  }, [wishes, sing, bankUrl, knows, lookUp])

  const change = (part: Partial<TakeWish>): void => setWishes((all) => ({ ...all, [hand]: { ...all[hand], ...part } }))
  // Both takes sing one line, so that only the voice differs; everything else belongs to the take.
  const changeLine = (part: Pick<TakeWish, 'line'> | Pick<TakeWish, 'language' | 'line'>): void =>
    setWishes((all) => ({ a: { ...all.a, ...part }, b: { ...all.b, ...part } }))
  const turn = (): void => (takes.sounding === null ? takes.play(hand) : takes.stop())
  const over = (): void => {
    const other = hand === 'a' ? 'b' : 'a'
    setHand(other)
    if (takes.sounding !== null) takes.play(other)
  }
  useKeys({ mode: 'edit', letterKeys: false, onKey: (meaning) => meaning === 'play' && turn() })
  const latestOver = useRef(over)
  latestOver.current = over
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'x' || event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return
      if (event.target instanceof HTMLElement && event.target.closest('input:not([type=range]):not([type=radio]), textarea, select')) return
      event.preventDefault()
      latestOver.current()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])

  const spanMs = Math.max(
    1000,
    ...takeNames.map((name) => ((takes.sung[name]?.samples.length ?? 0) * 1000) / (takes.sung[name]?.sampleRateHz ?? 1)),
  )
  const issues = takes.sung[hand]?.issues ?? []
  const missing = takes.sung[hand]?.missing ?? []
  const signed = new Intl.NumberFormat(language, { style: 'percent', signDisplay: 'exceptZero', maximumFractionDigits: 0 })
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="panel singer-hand" aria-label={words.singer.heading} tabIndex={0}>
        <RadioGroup
          className="singer-takes"
          aria-label={words.singer.take}
          value={hand}
          onChange={(value) => setHand(value === 'b' ? 'b' : 'a')}
        >
          {takeNames.map((name) => (
            <Radio key={name} value={name} className="switch-part">
              {words.singer.takeName(name.toUpperCase())}
            </Radio>
          ))}
        </RadioGroup>
        <RadioGroup className="singers" value={wish.singer} onChange={(singer) => change({ singer })}>
          <Label>{words.singer.singer}</Label>
          {singers.map(({ id, name, character }) => (
            <Radio key={id} value={id} className="singer">
              <span className="singer-name">{name}</span>
              <span className="quiet">{character}</span>
            </Radio>
          ))}
        </RadioGroup>
        {expressionNames.map((name) => (
          <HandSlider
            key={name}
            label={words.singer.slider[name]}
            ends={words.singer.sliderEnds[name]}
            value={wish.expression[name]}
            min={-1}
            max={1}
            step={0.05}
            said={signed.format(wish.expression[name])}
            onChange={(value) => change({ expression: { ...wish.expression, [name]: value } })}
          />
        ))}
        <HandSlider
          label={words.singer.key}
          value={wish.keyPitch}
          min={48}
          max={74}
          step={1}
          said={formatPitch(wish.keyPitch)}
          onChange={(keyPitch) => change({ keyPitch })}
        />
        <HandSlider
          label={words.singer.tempo}
          value={wish.bpm}
          min={50}
          max={180}
          step={2}
          said={`${wish.bpm} bpm`}
          onChange={(bpm) => change({ bpm })}
        />
        <Button className="button button-small" onPress={() => change({ expression: plainExpression })}>
          <RotateCcw aria-hidden="true" size={16} />
          {words.singer.reset}
        </Button>
      </section>
      <section className="panel singer-line" aria-label={words.singer.line}>
        <label className="field chooser">
          <span>{words.singer.language}</span>
          <select
            className="select"
            value={wish.language}
            onChange={(event) => {
              const next = languages.find((one) => one === event.target.value) ?? 'en'
              changeLine({ language: next, line: lines[next] })
            }}
          >
            {languages.map((one) => (
              <option key={one} value={one}>
                {words.singer.languageName[one]}
              </option>
            ))}
          </select>
        </label>
        <TextField className="field singer-text" value={wish.line} onChange={(line) => changeLine({ line })}>
          <Label>{words.singer.line}</Label>
          <Input lang={wish.language} autoComplete="off" spellCheck={false} />
        </TextField>
        <Button className="button" onPress={turn} isDisabled={takes.sung[hand] === null} aria-keyshortcuts="Space">
          {takes.sounding === null ? <Play aria-hidden="true" size={18} /> : <Square aria-hidden="true" size={18} />}
          {takes.sounding === null ? words.singer.play(hand.toUpperCase()) : words.edit.stop}
        </Button>
        <Button className="button" onPress={over} aria-keyshortcuts="X">
          {words.singer.over} <kbd>X</kbd>
        </Button>
        <p className="singer-state" role="status">
          {takes.failed !== null ? (
            <StateMark mark="fault" word={words.singer.failed(takes.failed)} />
          ) : takes.singing ? (
            <StateMark mark="preWait" word={words.singer.singing} />
          ) : missing.length > 0 ? (
            <StateMark mark="warning" word={words.singer.missing(missing.join(' '))} />
          ) : issues.length > 0 ? (
            <StateMark mark="warning" word={issues.map(({ code, message }) => words.singer.issue[code] ?? message).join(' ')} />
          ) : (
            <StateMark mark="done" word={words.singer.took(formatMs(takes.sung[hand]?.tookMs ?? null, language))} />
          )}
        </p>
      </section>
      <section className="panel singer-pictures" aria-labelledby="singer-pictures-heading">
        <header className="panel-head">
          <h2 id="singer-pictures-heading">{words.singer.pictures}</h2>
          <span className="spring" />
          <SpectrogramLegend floorDb={takes.sung.a?.spectrogram.floorDb ?? -70} />
        </header>
        {takeNames.map((name) => {
          const sung = takes.sung[name]
          const label = `${words.singer.takeName(name.toUpperCase())} · ${nameOf(wishes[name].singer)}`
          return (
            <div key={name} className="singer-picture" data-take={name} data-hand={name === hand} data-sounding={name === takes.sounding}>
              <p>
                {label} {name === takes.sounding && <StateMark mark="running" word={words.singer.sounds} />}
              </p>
              {sung === null || sung.samples.length === 0 ? (
                <p className="empty">{takes.singing ? words.singer.singing : words.singer.nothing}</p>
              ) : (
                <SpectrogramView
                  sung={sung}
                  label={label}
                  spanMs={spanMs}
                  sounding={name === takes.sounding}
                  progressUnit={takes.progressUnit}
                />
              )}
            </div>
          )
        })}
      </section>
    </>
  )
}
