/**
 * Gives a show behind a port that is open already: builds the parts, joins them, opens the other doors, and closes all of them again.
 * Every `if` about music or cues belongs elsewhere; what stands here is who is told what by whom, and in which order things begin.
 */
import type { Server } from 'node:http'
import { join } from 'node:path'
import { type Edition, type Entry, momentAt, ms } from '@ghostlight/timeline'
import { type AudienceProcess, startAudienceProcess } from './audience/audience-process.ts'
import type { MachineClock } from './clock/machine-clock.ts'
import { createDraftMaker } from './draft/draft-maker.ts'
import { createEditDesk } from './draft/edit-desk.ts'
import { createThreadedMaker } from './draft/threaded-maker.ts'
import { createFaultRegister } from './faults.ts'
import { giveOutputs } from './give-outputs.ts'
import { createSocketHub } from './hub/socket-hub.ts'
import { feedbackOf } from './inputs/feedback-of.ts'
import { createFileDoor, longestFile } from './inputs/file-door.ts'
import { createHttpApi } from './inputs/http-api.ts'
import { type OscInput, openOscInput } from './inputs/osc-input.ts'
import { createOscSenders } from './inputs/osc-senders.ts'
import { createTimecodeInput } from './inputs/timecode-input.ts'
import { mainThreadMode } from './outputs/realtime.ts'
import type { ConnectionInfo, ShowStatus } from './protocol/index.ts'
import { performanceReport } from './report/performance-report.ts'
import { createThreadedReport, onReportThread } from './report/threaded-report.ts'
import { createCommandGate } from './runner/command-gate.ts'
import { readinessFor } from './runner/draft-readiness.ts'
import { createFaders, throughFaders } from './runner/faders.ts'
import { openOrContinue } from './runner/open-performance.ts'
import { createPassedOver } from './runner/passed-over.ts'
import { createShowLock } from './runner/show-lock.ts'
import { createShowRunner, type ShowRunner } from './runner/show-runner.ts'
import { BadOption, BrokenShow, type RunningServer } from './running-server.ts'
import type { ServeOptions } from './serve-options.ts'
import { createAssetStore } from './store/asset-store.ts'
import { createEditionLibrary } from './store/edition-library.ts'
import type { FileLayer } from './store/file-layer.ts'
import { openJournal } from './store/journal.ts'
import { loadKeys } from './store/keys.ts'
import { makerHash } from './store/maker-hash.ts'
import { createHeartbeat } from './store/performance-folder.ts'
import { openSentRecord } from './store/sent-record.ts'
import { noteServing } from './store/serving-note.ts'
import type { ShowReading } from './store/show-store.ts'
import { sweepCache } from './store/sweep-cache.ts'
import { engineFile } from './web/built-files.ts'
import { firstNeeds } from './web/first-needs.ts'
import { createPages } from './web/pages.ts'
import { isLoopback, type RequestGuard } from './web/request-guard.ts'
import { type Handler, hostnameOf, sendRedirect } from './web/responses.ts'
import { createShowFiles } from './web/show-files.ts'

const heartbeatMs = 250
const journalRetryMs = 1000
/** The thread that makes drafts is no part of being back quickly, and should be there before somebody edits. */
const warmAfterMs = 2000
const journalShortBytes = 256 * 1024

export interface ServerParts {
  readonly files: FileLayer
  readonly machine: MachineClock
}
/** The engine's port, open already, and who fills it. */
export interface FrontDoor {
  readonly http: Server
  readonly handlers: Handler[]
  readonly guard: RequestGuard
  readonly ports: { http: number; audience: number }
}

/** Every edition that folding a log needs. */
const editionsNamedBy = (entries: readonly Entry[]): ReadonlySet<string> =>
  new Set(entries.flatMap(({ decision }) => (decision.kind === 'open' || decision.kind === 'adopt' ? [decision.edition] : [])))

/** @throws BrokenShow, BadOption, or NodeJS.ErrnoException 'EADDRINUSE' for the second port */
export async function giveShow(
  options: ServeOptions,
  { files, machine }: ServerParts,
  reading: ShowReading,
  { http, handlers, guard, ports }: FrontDoor,
): Promise<RunningServer> {
  if (reading.documents === null) throw new BrokenShow(reading.issues)
  let nowMs = () => ms(0)
  const faults = createFaultRegister(() => nowMs())
  /** The show goes on; the stack goes where a developer will find it. */
  function unexpected(where: string, error: Error): void {
    console.error(`Unexpected, in ${where}:`, error)
    faults.raise({ code: 'engine-error', subject: where, message: `Something went wrong in ${where}: ${error.message}. The show goes on.` })
  }

  const stateFolder = join(options.showFolder, '.ghostlight')
  const cacheFolder = join(stateFolder, 'cache')
  let canWrite = true
  try {
    files.makeFolder(join(stateFolder, 'performances'))
    files.makeFolder(cacheFolder)
  } catch (error) {
    canWrite = false
    faults.raise({
      code: 'folder-unwritable',
      subject: stateFolder,
      message: `Nothing can be written to ${stateFolder}: ${(error as Error).message}. The show runs; its log will not outlive it.`,
    })
  }
  const assets = createAssetStore(options.showFolder, { cacheFolder: canWrite ? cacheFolder : null, makerHash, files })
  const library = createEditionLibrary(canWrite ? cacheFolder : null, files)
  const places = { folder: options.showFolder, venueFile: options.venueFile, cacheFolder: canWrite ? cacheFolder : null }
  const maker = createThreadedMaker({ file: engineFile('draft-thread.js'), places, here: createDraftMaker(places, files) })
  let lockedBy = (): string | null => null
  const desk = await createEditDesk({
    stateFolder,
    documents: reading.documents,
    maker,
    onMade(made) {
      assets.learn(made.newFiles)
      library.put(made)
    },
    lockedBy: () => lockedBy(),
    shortBytes: journalShortBytes,
    files,
    faults,
    onListenerTrouble: (error) => unexpected('a listener to the draft', error),
  })
  const editionOf = (hash: string): Edition | null => library.get(hash)?.edition ?? null
  const draftEdition = (): Edition => library.get(desk.draft().hash)!.edition
  const edition = (hash: string): Edition => editionOf(hash) ?? draftEdition()

  const opened = openOrContinue({
    folder: join(stateFolder, 'performances'),
    files,
    machine,
    draft: draftEdition(),
    editionOf,
    faults,
    fresh: options.fresh,
  })
  nowMs = opened.time.nowMs
  try {
    files.makeFolder(opened.folder)
  } catch {
    // Said already; the journal says it again for each entry.
  }
  const onTrouble = (subject: string) => (error: Error | null) => {
    if (error === null) faults.over('journal-failed', subject)
    else
      faults.raise({
        code: 'journal-failed',
        subject,
        message: `${subject} cannot be written (${error.message}). Cues work; what happens now is not yet on the disk.`,
      })
  }
  const journal = openJournal<Entry>({
    path: join(opened.folder, 'log.ndjson'),
    files,
    onTrouble: onTrouble('The log'),
    retryMs: journalRetryMs,
  })
  const record = openSentRecord({
    path: join(opened.folder, 'sent.ndjson'),
    files,
    onTrouble: onTrouble('The list of sent triggers'),
    retryMs: journalRetryMs,
    before: opened.sentBefore,
    shortBytes: journalShortBytes,
  })
  const heartbeat = createHeartbeat(opened.folder, files)
  const passedOver = createPassedOver(faults, record.passed)

  let runs = 0
  const runner = createShowRunner({
    gate: createCommandGate(),
    journal,
    nowMs,
    editionOf: edition,
    draft: draftEdition,
    readinessFor: (draft) => readinessFor({ hash: draft.hash, outputs: draft.venue.outputs }, hub.connections()),
    makeRunId: () => `r${opened.performance.epoch + 1}-${++runs}`,
    passedOver,
    onListenerTrouble: (error) => unexpected('a listener', error),
    performance: opened.performance,
    entries: opened.entries,
  })
  // Exactly the instant that the epoch's monotonic reading belongs to: the next life counts on from it.
  for (const decision of opened.decisions) await runner.enter(decision, { by: 'engine', atMs: ms(opened.atMs) })

  const timers = new Set<NodeJS.Timeout>()
  const faders = createFaders({
    nowMs,
    performance: runner.performance,
    later(act, afterMs) {
      const timer = setTimeout(() => {
        timers.delete(timer)
        act()
      }, afterMs)
      timers.add(timer)
    },
  })
  const forHands: ShowRunner = { ...runner, command: throughFaders(faders, runner) }

  const outputs = giveOutputs({
    oscOut: options.oscOut,
    venue: draftEdition().venue,
    runner,
    editionOf: edition,
    opened,
    nowMs,
    faults,
    record,
    passedOver,
  })
  const showLock = createShowLock(opened.entries)
  lockedBy = () => showLock.now()?.by ?? null
  const stops: (() => unknown)[] = [runner.onEntry((entry) => outputs.entriesChanged(entry.atMs)), runner.onEntry(showLock.take)]

  const keys = isLoopback(options.host) ? null : loadKeys(join(stateFolder, 'keys.json'), files)
  const moment = () => momentAt(edition, runner.performance(), nowMs())
  let audience: AudienceProcess | null = null
  const statusWith = (connections: readonly ConnectionInfo[]): ShowStatus => ({
    connections,
    performanceId: opened.id,
    epoch: runner.performance().epoch,
    seq: runner.performance().seq,
    showAtMs: nowMs(),
    audience: audience?.audience() ?? 0,
    targets: outputs.status(),
    faults: faults.list(),
    durable: journal.isDurable(),
    outputThread: outputs.timing(),
    mainThread: { priority: mainThreadMode().priority },
    draft: desk.info(null),
    showLock: showLock.now(),
    draftReadiness: desk.draft().hash === runner.performance().edition ? [] : readinessFor(desk.draft(), connections),
    timecode: timecode.state(),
    interruptedForMs: opened.heldOnStart ? opened.awayMs : null,
  })
  handlers.push(
    createFileDoor({ guard, keys, showFolder: options.showFolder, stateFolder, lockedBy: () => lockedBy(), longest: longestFile }),
    createHttpApi({
      runner: forHands,
      guard,
      keys,
      status: () => statusWith(hub.connections()),
      moment,
      performanceId: opened.id,
      report: createThreadedReport({
        folder: opened.folder,
        performanceId: opened.id,
        nowMs,
        entryCount: () => runner.performance().seq,
        here: () => performanceReport(runner.entriesSince(0), record.lines(), edition, nowMs()),
        onThread: onReportThread(engineFile('report-thread.js')),
      }),
    }),
    createPages(['console', 'stage'], () => [
      { path: '/console', app: 'console', file: 'index.html', frameAncestors: "'none'" },
      {
        path: '/stage',
        app: 'stage',
        file: 'stage.html',
        frameAncestors: "'self'",
        needs: (request) => firstNeeds(runner.edition(), `//${hostnameOf(request)}:${ports.audience}`),
      },
    ]),
    createShowFiles({
      edition: (hash) => library.get(hash)?.text ?? null,
      asset: assets.find,
      allowOrigin: (origin) => (origin !== undefined && guard.isAllowedOrigin(origin) ? origin : null),
    }),
    (request, response, url) => {
      if (url.pathname === '/') return sendRedirect(response, '/console')
      if (url.pathname !== '/live') return false
      return sendRedirect(response, `http://${hostnameOf(request)}:${ports.audience}/live`)
    },
  )
  const timecode = createTimecodeInput({
    edition: () => runner.edition(),
    momentAt: (atMs) => momentAt(edition, runner.performance(), atMs),
    nowMs,
    command: (command, asker) => runner.command(command, null, asker),
    onTrouble: (why) => faults.raise({ code: 'timecode', subject: '', message: why }),
  })
  const hub = createSocketHub({
    http,
    guard,
    keys,
    runner: forHands,
    desk,
    faults,
    venue: () => runner.edition().venue,
    performanceId: opened.id,
    nowMs,
    assetPort: () => ports.audience,
    status: statusWith,
    onTimecode: timecode.hear,
    waitForFormerSpeaker: opened.continued,
  })
  const senders = createOscSenders(options.oscAllow)
  if ('wrong' in senders) throw new BadOption(`--osc-allow takes addresses, or networks such as 192.168.1.0/24; got "${senders.wrong}".`)
  let osc: OscInput | null = null
  let timer: ReturnType<typeof setInterval> | null = null

  async function stop(): Promise<void> {
    for (const undo of stops) undo()
    for (const waiting of timers) clearTimeout(waiting)
    if (timer !== null) clearInterval(timer)
    const closing = [outputs.stop(), hub.stop(), osc?.stop(), audience?.stop(), desk.stop()]
    http.closeAllConnections() // the hub waits for them
    // One that will not close keeps neither the others nor the journal from it.
    const closed = await Promise.allSettled(closing)
    // A start that failed has not closed the performance it found.
    if (timer !== null) heartbeat.close(nowMs(), machine.wallMs())
    noteServing(stateFolder, null, files)
    await Promise.all([journal.close(), record.close()])
    for (const one of closed) if (one.status === 'rejected') throw one.reason
  }

  let askResume = false
  try {
    await outputs.begin()
    audience = await startAudienceProcess({
      file: engineFile('audience-server.js'),
      host: options.host,
      port: options.port === 0 ? 0 : ports.http + 2,
      crewPort: ports.http,
      performanceId: opened.id,
      hrtimeOrigin: opened.time.hrtimeOrigin,
      nowMs,
      delayMs: runner.edition().show.settings.audienceDelayMs,
      performance: runner.performance(),
      library,
      assets,
      onDeath: (why) => faults.raise({ code: 'audience-down', subject: '', message: why }),
      onAlive: () => faults.over('audience-down', ''),
    })
    ports.audience = audience.port()
    const fans = audience
    stops.push(
      // Fans hear of it a turn later, in the same order: a megabyte of edition for them must not stand before a GO.
      runner.onEntry((entry) => void setImmediate(() => fans.entry(entry))),
      runner.onEntry(() => void setImmediate(() => osc?.changed())),
      desk.subscribe(() => fans.assetsChanged()),
    )
    try {
      osc = await openOscInput({
        runner,
        faders,
        nowMs,
        senders,
        onStranger: (address, count) =>
          faults.raise({
            code: 'osc-stranger',
            subject: '',
            message: `${count} OSC packets came from addresses that may not command, the latest from ${address}. If it is yours, start with --osc-allow ${address}.`,
          }),
        feedback: () => feedbackOf(runner.edition(), moment()),
        host: options.host,
        port: options.oscPort,
        onTrouble: (from, why) => faults.raise({ code: 'osc-in', subject: from, message: `OSC from ${from}: ${why}` }),
      })
    } catch (error) {
      faults.raise({
        code: 'osc-in-closed',
        subject: '',
        message: `No OSC can come in on UDP port ${options.oscPort} (${(error as Error).message}). Choose another with --osc-port.`,
      })
    }
    heartbeat.beat(nowMs(), machine.wallMs())
    timer = setInterval(() => {
      heartbeat.beat(nowMs(), machine.wallMs())
      timecode.look()
      library.retryWrites()
    }, heartbeatMs)
    const warming = setTimeout(maker.warm, warmAfterMs)
    stops.push(() => clearTimeout(warming))
    sweepCache(cacheFolder, editionsNamedBy(runner.entriesSince(0)))
    const running = moment()
    askResume = running.askResume
    const isIdle = running.segment === null || running.segment.ended
    if (opened.continued && isIdle && runner.performance().edition !== desk.draft().hash) {
      await runner.command({ command: 'adopt', at: 'now', force: true }, null, { role: 'operator', name: 'engine' })
    }
  } catch (error) {
    await stop()
    throw error
  }

  return {
    port: ports.http,
    audiencePort: ports.audience,
    oscPort: osc?.port ?? null,
    keys,
    performanceId: opened.id,
    continued: opened.continued,
    heldOnStart: askResume,
    warnings: reading.issues,
    title: reading.documents.show.title.en ?? reading.documents.show.id,
    unexpected,
    stop,
  }
}
