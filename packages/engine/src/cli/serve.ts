/** `ghostlight serve [show]`: runs the show server until it is told to stop. */
import { networkInterfaces } from 'node:os'
import { relative } from 'node:path'
import { renderUnicodeCompact } from 'uqr'
import { createMachineClock } from '../clock/machine-clock.ts'
import { askForPrecedence, askForRealtimeMain } from '../outputs/realtime.ts'
import { BadOption, BrokenShow, type RunningServer } from '../running-server.ts'
import type { ServeOptions } from '../serve-options.ts'
import { startShowServer } from '../server.ts'
import { createFileLayer } from '../store/file-layer.ts'
import { findGhostlight, ShowInUse } from '../store/serving-note.ts'
import { isLoopback } from '../web/request-guard.ts'
import { printIssues } from './check.ts'

function outsideAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flat()
  return all.flatMap((one) => (one !== undefined && !one.internal && one.family === 'IPv4' ? [one.address] : []))
}

function printReady(server: RunningServer, options: ServeOptions): void {
  const open = !isLoopback(options.host)
  const anywhere = options.host === '0.0.0.0' || options.host === '::'
  const name = anywhere ? (outsideAddresses()[0] ?? '127.0.0.1') : options.host
  const shown = name.includes(':') ? `[${name}]` : name
  const page = (port: number, path: string, key: string | undefined) =>
    `http://${shown}:${port}${path}${key === undefined ? '' : `#key=${key}`}`
  console.log(`Ghostlight is ready: ${server.title}`)
  console.log(`  console  ${page(server.port, '/console', server.keys?.operator)}`)
  console.log(`  stage    ${page(server.port, '/stage', server.keys?.stage)}`)
  console.log(`  live     ${page(server.audiencePort, '/live', undefined)}`)
  console.log(
    server.oscPort === null ? '  OSC in   closed: the port is taken (see --osc-port)' : `  OSC in   udp ${shown}:${server.oscPort}`,
  )
  if (server.keys !== null) {
    console.log(`  authors  ${page(server.port, '/console', server.keys.author)}`)
    if (open) console.log(`\n${renderUnicodeCompact(page(server.port, '/console', server.keys.operator))}`)
  }
  if (server.heldOnStart) console.log('  The show was interrupted and is held where it was: resume in the console, or locate.')
  else if (server.continued) console.log('  The performance goes on where it was.')
}

export async function serve(options: ServeOptions, { readyJson }: { readonly readyJson: boolean }): Promise<number> {
  // From the start: after a crash in mid-show nothing matters more than being back.
  askForPrecedence()
  let server: RunningServer
  try {
    server = await startShowServer(options, { files: createFileLayer(), machine: createMachineClock() })
  } catch (error) {
    if (error instanceof BrokenShow) {
      printIssues(error.issues, options.showFolder)
      console.error('The show is not served until its errors are mended.')
      return 1
    }
    if (error instanceof BadOption) {
      console.error(error.message)
      return 2
    }
    if (error instanceof ShowInUse) {
      console.error(
        `A Ghostlight already answers at ${error.address}/console with this show. Use that one; one show is served by one engine at a time.`,
      )
      return 1
    }
    const { code, message } = error as NodeJS.ErrnoException
    if (code !== 'EADDRINUSE') throw error
    const port = new RegExp(`:${options.port + 2}\\b`).test(message) ? options.port + 2 : options.port
    const other = await findGhostlight(options.host, options.port)
    if (other !== null)
      console.error(
        `A Ghostlight already answers at ${other}/console. Use that one, or start this one elsewhere: --port ${options.port + 10}`,
      )
    else
      console.error(`Port ${port} is taken by another program. Choose another: --port ${options.port + 10} (the next but one is used too)`)
    return 1
  }
  askForRealtimeMain()
  // Whoever started it may have gone, and its pipe with it: what is said there then is lost. As an exception it would be said there again.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  // Whatever slipped through every fence: a running show is worth more than a clean end. Said on the console of the crew, and here.
  const lastResort = (error: unknown) => server.unexpected('the engine', error instanceof Error ? error : new Error(String(error)))
  process.on('uncaughtException', lastResort)
  process.on('unhandledRejection', lastResort)
  const toldToStop = new Promise<void>((stop) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop())
  })
  if (readyJson) {
    console.log(
      JSON.stringify({
        ready: true,
        port: server.port,
        audiencePort: server.audiencePort,
        oscPort: server.oscPort,
        keys: server.keys,
        performanceId: server.performanceId,
        continued: server.continued,
        pid: process.pid,
      }),
    )
  } else {
    for (const line of server.warnings.length > 0
      ? [`Warnings: ${server.warnings.length}; see "npm run ghostlight -- check ${relative(process.cwd(), options.showFolder) || '.'}".`]
      : [])
      console.log(line)
    printReady(server, options)
  }
  await toldToStop
  // A second signal ends it at once.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
  await server.stop()
  return 0
}
