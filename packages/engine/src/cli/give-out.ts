/** What a verb has to say: to a file with `--out`, else to standard output. The ending of the file says the form. */
import { writeFileSync } from 'node:fs'
import { extname } from 'node:path'
import { fileOf, Misuse } from './options.ts'

export type PrintedForm = 'text' | 'json' | 'csv' | 'html'

/** The first form that is asked for by its option, else the one that the ending of `--out` names, else text. */
export function printedFormOf(options: Readonly<Record<string, unknown>>): PrintedForm {
  const forms = ['json', 'csv', 'html'] as const
  const out = fileOf(options.out)
  const ending = out === null ? '' : extname(out).slice(1).toLowerCase()
  return forms.find((form) => options[form] === true) ?? forms.find((form) => form === ending) ?? 'text'
}

export function giveOut(text: string, options: Readonly<Record<string, unknown>>): void {
  if (options.out === true) throw new Misuse('Where to? --out <file>')
  const out = fileOf(options.out)
  if (out === null) {
    process.stdout.write(text)
    return
  }
  try {
    writeFileSync(out, text)
  } catch (error) {
    throw new Misuse(`${out} cannot be written: ${error instanceof Error ? error.message : String(error)}`)
  }
  console.error(`Written: ${out}`)
}
