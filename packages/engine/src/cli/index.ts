/** The verbs of `ghostlight`. */
import { resolve } from 'node:path'
import { motionKindOf } from '@ghostlight/avatar/import'
import { cac } from 'cac'
import { isBankFolder } from '../vocals/bank-folder.ts'
import { check } from './check.ts'
import { cuesAsHtml } from './cue-sheet.ts'
import { cuesAsCsv } from './cue-table.ts'
import { allCues, cuesAsText, doesOf } from './cues.ts'
import { exportScore } from './export.ts'
import { giveOut, printedFormOf } from './give-out.ts'
import { importInto } from './import.ts'
import { importAvatar } from './import-avatar.ts'
import { importBank } from './import-bank.ts'
import { importCues } from './import-cues.ts'
import { importFixture } from './import-fixture.ts'
import { importMotion } from './import-motion.ts'
import { openShow } from './open-show.ts'
import { fileOf, languageOf, Misuse, numberOf, portOf, rawOption, readingOf, sampleFormatOf, spanOf, textOf, textsOf } from './options.ts'
import { plan } from './plan.ts'
import { render } from './render.ts'
import { replay } from './replay.ts'
import { report } from './report.ts'
import { serve } from './serve.ts'
import { sing } from './sing.ts'
import { stems } from './stems.ts'
import { timecode } from './timecode.ts'

/** @param argv as in process.argv. @returns exit code. */
export async function runCli(argv: readonly string[]): Promise<number> {
  const cli = cac('ghostlight')
  let result: Promise<number> | number | null = null
  const does =
    <Args extends unknown[]>(work: (...args: Args) => Promise<number> | number) =>
    (...args: Args) => {
      result = work(...args)
    }

  cli
    .command('serve [show]', 'Run the show server')
    .option('--venue <file>', 'Venue file in place of the one in the show')
    .option('--port <port>', 'Port of console and stage; the next but one serves the audience', { default: 4400 })
    .option('--host <address>', 'Address to listen on; anything but loopback needs the key that is printed', { default: '127.0.0.1' })
    .option('--osc-port <port>', 'UDP port for OSC in', { default: 4401 })
    .option('--osc-out <host:port>', 'One more OSC target that gets every universe; may be given again')
    .option('--osc-allow <address>', 'An address or network beside this machine that may command by OSC; may be given again')
    .option('--allow-host <name>', 'One more name that this machine answers to; may be given again')
    .option('--new', 'Open a new performance even if one could be continued')
    .option('--ready-json', 'Print the ports as one line of JSON when ready')
    .action(
      does((show: string | undefined, options: Record<string, unknown>) =>
        serve(
          {
            showFolder: resolve(show ?? 'shows/first-light'),
            venueFile: fileOf(options.venue),
            port: portOf(options.port, 'port', 4400),
            host: textOf(options.host) ?? '127.0.0.1',
            oscPort: portOf(options.oscPort, 'osc-port', 4401),
            oscOut: textsOf(options.oscOut),
            oscAllow: textsOf(options.oscAllow).flatMap((text) => text.split(',')),
            allowHost: textsOf(options.allowHost),
            fresh: options.new === true,
          },
          { readyJson: options.readyJson === true },
        ),
      ),
    )
  cli
    .command('check <show>', 'Name everything that is wrong with a show')
    .option('--venue <file>', 'Venue file in place of the one in the show')
    .option('--json', 'As JSON')
    .action(
      does((show: string, options: Record<string, unknown>) =>
        check(resolve(show), { venue: fileOf(options.venue), json: options.json === true }),
      ),
    )
  cli
    .command('cues <show>', 'The cue list')
    .option('--csv', 'As CSV')
    .option('--html', 'As a sheet to print')
    .option('--out <file>', 'Into a file; .csv and .html say the form')
    .action(
      does(async (show: string, options: Record<string, unknown>) => {
        const edition = await openShow(resolve(show), null)
        if (edition === null) return 1
        const form = printedFormOf(options)
        if (form === 'json') throw new Misuse('The cue list is written as text, .csv or .html.')
        const write = {
          csv: () => cuesAsCsv(edition, allCues(edition), (id) => doesOf(edition, id)),
          html: () => cuesAsHtml(edition),
          text: () => cuesAsText(edition),
        }
        giveOut(write[form](), options)
        return 0
      }),
    )
  cli
    .command('plan <show>', 'What leaves for each target after GO, and when')
    .option('--cue <number>', 'Only this cue')
    .option('--venue <file>', 'Venue file in place of the one in the show')
    .option('--until <seconds>', 'How far to look after GO')
    .option('--osc-out <host:port>', 'A target as given to serve; may be given again')
    .option('--in-order', 'As it is after a GO for every cue before it, instead of alone')
    .option('--all', 'Every message on a line of its own, not only how many')
    .option('--json', 'As JSON: every message')
    .action(
      does(async (show: string, options: Record<string, unknown>) => {
        const edition = await openShow(resolve(show), fileOf(options.venue))
        if (edition === null) return 1
        const until = textOf(options.until)
        return plan(edition, {
          cue: rawOption(argv, 'cue'),
          form: options.json === true ? 'json' : options.all === true ? 'all' : 'summary',
          untilMs: until === null ? null : Number(until) * 1000,
          inOrder: options.inOrder === true,
          oscOut: textsOf(options.oscOut),
        })
      }),
    )
  cli
    .command('report <performance>', 'What a performance did: a show (its latest), the folder of a performance, or its log')
    .option('--json', 'As JSON')
    .option('--csv', 'As CSV')
    .option('--html', 'As a sheet to print')
    .option('--out <file>', 'Into a file; .json, .csv and .html say the form')
    .action(does((path: string, options: Record<string, unknown>) => report(resolve(path), options)))
  cli
    .command('replay <log>', 'Read a performance back from its log')
    .option('--json', 'As JSON')
    .action(does((log: string, options: Record<string, unknown>) => replay(resolve(log), { json: options.json === true })))

  cli
    .command('timecode <show>', 'Write linear timecode of each segment as a WAV file')
    .option('--out <folder>', 'Where to')
    .option('--rate <rate>', '23.976, 24, 25, 29.97df, 29.97 or 30; what the venue says when left out, else 25')
    .option('--sample-rate <hertz>', 'Of the files', { default: 48000 })
    .option('--venue <file>', 'Venue file in place of the one in the show')
    .action(
      does(async (show: string, options: Record<string, unknown>) => {
        const out = fileOf(options.out)
        if (out === null) throw new Misuse('Where to? timecode <show> --out <folder>')
        const sampleRateHz = Number(textOf(options.sampleRate))
        if (!(sampleRateHz >= 8000 && sampleRateHz <= 192_000))
          throw new Misuse(`--sample-rate is from 8000 to 192000; got "${textOf(options.sampleRate)}".`)
        const edition = await openShow(resolve(show), fileOf(options.venue))
        return edition === null ? 1 : timecode(edition, { out, rate: rawOption(argv, 'rate'), sampleRateHz })
      }),
    )

  cli
    .command('stems <show> [song]', 'Render the band of a song, or of every song, to the recordings that the stage plays')
    .action(does((show: string, song: string | undefined) => stems(resolve(show), song ?? null)))

  cli
    .command('render <show>', 'A song as video with sound (.webm, .mp4), or one picture of it (.png), drawn picture by picture')
    .option('--out <file>', 'x.webm (VP9, AV1), x.mp4 (H.264, AV1, VP9; each where the browser can), x.png')
    .option('--venue <file>', 'Venue file in place of the one in the show')
    .option('--song <id>', 'Song; the first of the setlist when left out')
    .option('--output <id>', 'What this screen of the venue shows, pinned, masked and trimmed as it is')
    .option('--content', 'Of --output: the picture before it is pinned, as a media server wants it')
    .option('--camera', 'The hall through the camera of the show (this is what is drawn without --output)')
    .option('--from <seconds>', 'Where in the song to begin')
    .option('--to <seconds>', 'Where to end')
    .option('--fps <n>', 'Pictures a second; a minute of song is 3600 at 60, without a graphics card often a second each: 30 halves it', {
      default: 60,
    })
    .option('--size <w>x<h>', "Pixels; the screen's own, or 1920x1080")
    .option('--codec <name>', 'vp9, av1 or h264')
    .option('--bitrate <megabits>', 'Of the picture, per second')
    .option('--lyrics', 'With the words being sung')
    .option('--language <code>', 'Of the lyrics: en or ja', { default: 'en' })
    .action(
      does((show: string, options: Record<string, unknown>) => {
        const out = fileOf(options.out)
        if (out === null) throw new Misuse('Where to? render <show> --out song.webm')
        const codec = textOf(options.codec)
        if (codec !== null && codec !== 'vp9' && codec !== 'av1' && codec !== 'h264')
          throw new Misuse(`--codec is vp9, av1 or h264; got "${codec}".`)
        const language = textOf(options.language)
        if (language !== 'en' && language !== 'ja') throw new Misuse(`--language is en or ja; got "${language}".`)
        if (options.camera === true && textOf(options.output) !== null) throw new Misuse('Either --camera or --output.')
        if (options.content === true && textOf(options.output) === null) throw new Misuse('--content is for --output.')
        return render(resolve(show), {
          out,
          venue: fileOf(options.venue),
          song: textOf(options.song),
          output: textOf(options.output),
          content: options.content === true,
          from: numberOf(options.from, 'from'),
          to: numberOf(options.to, 'to'),
          fps: numberOf(options.fps, 'fps') ?? 60,
          size: textOf(options.size),
          codec: codec === 'h264' ? 'avc' : codec,
          bitrate: numberOf(options.bitrate, 'bitrate'),
          lyrics: options.lyrics === true,
          language,
        })
      }),
    )

  cli
    .command(
      'sing <score>',
      'Sing a score (song.json, MIDI, MusicXML, UST, USTX, VSQX, VPR, SVP, CCS, or {bpm, language, notes}) into a WAV file',
    )
    .option('--out <file>', 'WAV file to write')
    .option('--singer <voice>', 'Built-in voice, or the folder of an UTAU voicebank', { default: 'hotaru' })
    .option('--track <id>', 'Vocal track; the lead when left out')
    .option('--language <code>', 'ja, en or es, when the file does not say')
    .option('--verse <n>', 'MusicXML: the verse to sing; each repetition its own when left out')
    .option('--as-written', 'MusicXML: bars as written, repeats not played out')
    .option('--encoding <name>', 'Of the words, where the file does not state it: shift_jis, euc-kr, gbk, windows-1252 …')
    .option('--format <bits>', 'Of the samples: 16, 24 or float', { default: '24' })
    .option('--stems <folder>', 'Also write every vocal part as a WAV and a label file of its own into this folder')
    .option('--f0 <file>', 'Also write the intended pitch: "seconds hertz" every 5 ms inside vowels')
    .option('--lab <file>', 'Also write phonemes as an HTK label file')
    .option('--alignment <file>', 'Also write phrases, notes and phonemes as JSON')
    .action(
      does((score: string, options: Record<string, unknown>) => {
        const out = fileOf(options.out)
        if (out === null) throw new Misuse('Where to? sing <score> --out song.wav')
        return sing(resolve(score), {
          out,
          singer: textOf(options.singer) ?? 'hotaru',
          track: textOf(options.track),
          language: languageOf(options.language),
          reading: readingOf(options),
          format: sampleFormatOf(options.format),
          stems: fileOf(options.stems),
          f0: fileOf(options.f0),
          lab: fileOf(options.lab),
          alignment: fileOf(options.alignment),
        })
      }),
    )
  cli
    .command(
      'import <file>',
      'Make a score (MIDI, MusicXML, UST, USTX, VSQX, VPR, SVP, CCS) a song of a show, a motion (VRMA, BVH, GLB, VMD) the dance of a song, an avatar (VRM) the body of a performer, a fixture of the Open Fixture Library (JSON) a profile, the folder of an UTAU voicebank the voice of a performer, or take back an edited cue list (CSV)',
    )
    .option('--into <show>', 'Show folder; a new show is made when there is none')
    .option('--title <words>', 'Title; the name of the file when left out')
    .option('--id <id>', 'Name of the song inside the show')
    .option('--performer <id>', 'Who sings or dances; the first performer of the show when left out')
    .option('--song <id>', 'Motion: the song it is danced to; the first of the setlist when left out')
    .option('--at <beat>', 'Motion: the beat at which it begins', { default: 0 })
    .option('--take <name>', 'Motion: which animation of a .glb')
    .option('--trim <from:to>', 'Motion: only this part of the file, seconds')
    .option('--beats <n>', 'Motion: stretched so that once through lasts so many beats')
    .option('--times <n>', 'Motion: how often it is danced through', { default: 1 })
    .option('--mirror', 'Motion: left and right exchanged')
    .option('--legs <move>', 'Motion: the legs are those of a move of the library')
    .option('--copy', 'Voicebank: copy its files into the show; a link is made when left out')
    .option('--mode <name>', 'Fixture: only this mode; all of them when left out')
    .option('--language <code>', 'ja, en or es, when the script does not say')
    .option('--verse <n>', 'MusicXML: the verse to sing; each repetition its own when left out')
    .option('--as-written', 'MusicXML: bars as written, repeats not played out')
    .option('--encoding <name>', 'Of the words, where the file does not state it: shift_jis, euc-kr, gbk, windows-1252 …')
    .action(
      does((file: string, options: Record<string, unknown>) => {
        const into = fileOf(options.into)
        if (into === null) throw new Misuse('Into which show? import <file> --into <show>')
        if (isBankFolder(resolve(file)))
          return importBank(resolve(file), {
            into,
            id: textOf(options.id),
            performer: textOf(options.performer),
            copy: options.copy === true,
          })
        if (/\.csv$/i.test(file)) return importCues(resolve(file), into)
        if (/\.json$/i.test(file)) return importFixture(resolve(file), { into, mode: textOf(options.mode), id: textOf(options.id) })
        if (/\.qxf$/i.test(file))
          throw new Misuse(
            `${file} is a fixture of QLC+; export it from the Open Fixture Library (open-fixture-library.org) as JSON and import that.`,
          )
        if (/\.vrm$/i.test(file)) return importAvatar(resolve(file), { into, performer: textOf(options.performer) })
        if (motionKindOf(file) !== null) {
          const [song, take] = [textOf(options.song), textOf(options.take)]
          return importMotion(resolve(file), {
            into,
            song,
            take,
            performer: textOf(options.performer),
            atBeats: Number(textOf(options.at) ?? 0),
            trimS: spanOf(textOf(options.trim)),
            beats: numberOf(options.beats, 'beats'),
            times: numberOf(options.times, 'times') ?? 1,
            mirror: options.mirror === true,
            legs: textOf(options.legs),
          })
        }
        return importInto(resolve(file), {
          into,
          title: textOf(options.title),
          id: textOf(options.id),
          performer: textOf(options.performer),
          language: languageOf(options.language),
          reading: readingOf(options),
        })
      }),
    )

  cli
    .command('export <score>', 'Write a song or score for other programs: MIDI with lyrics, USTX, or the timing of its words')
    .option('--out <file>', '.mid, .ustx, or .json for phrases, words and characters in milliseconds')
    .option('--language <code>', 'ja, en or es, when the file does not say')
    .option('--verse <n>', 'MusicXML: the verse to sing; each repetition its own when left out')
    .option('--as-written', 'MusicXML: bars as written, repeats not played out')
    .option('--encoding <name>', 'Of the words, where the file does not state it: shift_jis, euc-kr, gbk, windows-1252 …')
    .action(
      does((score: string, options: Record<string, unknown>) => {
        const out = fileOf(options.out)
        if (out === null) throw new Misuse('Where to? export <score> --out song.mid')
        return exportScore(resolve(score), { out, language: languageOf(options.language), reading: readingOf(options) })
      }),
    )

  cli.help()
  cli.version('0.1.0')
  try {
    cli.parse([...argv], { run: false })
    if (cli.matchedCommand === undefined) {
      if (cli.options.help === true || cli.options.version === true) return 0
      const verb = cli.args[0]
      if (verb !== undefined) console.error(`There is no verb "${verb}".\n`)
      cli.outputHelp()
      return verb === undefined ? 0 : 2
    }
    if (cli.options.help === true) return 0
    cli.runMatchedCommand()
  } catch (error) {
    const wrong = error instanceof Misuse || (error instanceof Error && error.name === 'CACError')
    if (!wrong) throw error
    console.error(error.message)
    return 2
  }
  try {
    return (await result) ?? 0
  } catch (error) {
    if (!(error instanceof Misuse)) throw error
    console.error(error.message)
    return 2
  }
}
