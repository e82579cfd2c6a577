/**
 * A screen and a loudspeaker that exist only as data, and one recorder for both: Xvfb, a PulseAudio null sink, and one ffmpeg that stamps
 * pictures and sound with the same clock as they come. Everything lives in one temporary folder and ends with `stop`.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

export interface Recording {
  readonly widthPx: number
  readonly heightPx: number
  /** Grey pictures, row by row, one after another. */
  readonly pictures: Uint8Array
  /** When each picture was taken, seconds of the recorder's clock. */
  readonly pictureAtS: readonly number[]
  /** Mono, −1 to 1. */
  readonly sound: Float32Array
  readonly sampleRateHz: number
  /** When the first sample was heard, seconds of the same clock. */
  readonly soundFromS: number
}

const RATE_HZ = 48_000
/** One grey picture is taken this often at most; the machine may not manage. */
export const GRABS_PER_S = 60
const SINK = 'hall'

/** Debian packages by the program they bring. */
const programs: Readonly<Record<string, string>> = {
  Xvfb: 'xvfb',
  pulseaudio: 'pulseaudio',
  pactl: 'pulseaudio-utils',
  ffmpeg: 'ffmpeg',
  ffprobe: 'ffmpeg',
}

/** Packages that are not installed. */
export function missingPackages(): readonly string[] {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const absent = Object.entries(programs).filter(([program]) => !folders.some((folder) => existsSync(join(folder, program))))
  return [...new Set(absent.map(([, name]) => name))]
}

export interface Hall {
  /** Environment for whoever is to be seen and heard here. */
  readonly env: Readonly<Record<string, string>>
  /** Begins a recording of the whole screen; the function returned ends it and reads it. */
  record(): Promise<() => Promise<Recording>>
  stop(): Promise<void>
}

/** @throws Error when one of the programs does not come up. */
export async function openHall(folder: string, size: { readonly widthPx: number; readonly heightPx: number }): Promise<Hall> {
  const children: ChildProcess[] = []
  const stop = async () => {
    for (const child of children.reverse()) await end(child, 'SIGTERM')
  }
  try {
    const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', `${size.widthPx}x${size.heightPx}x24`, '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    })
    children.push(screen)
    const display = `:${await firstLine(screen, 3, 'Xvfb')}`

    const home = join(folder, 'pulse')
    mkdirSync(home, { recursive: true, mode: 0o700 })
    const socket = join(home, 'native')
    const pulseEnv = { HOME: home, XDG_RUNTIME_DIR: home, PULSE_RUNTIME_PATH: home }
    const modules = [
      // Without norewinds the monitor hears what was later taken back.
      `module-null-sink sink_name=${SINK} norewinds=1 rate=${RATE_HZ} channels=2`,
      `module-native-protocol-unix socket=${socket} auth-anonymous=1`,
    ]
    const args = [
      '-n',
      '--daemonize=no',
      '--exit-idle-time=-1',
      '--use-pid-file=no',
      '--log-level=error',
      ...modules.flatMap((m) => ['-L', m]),
    ]
    const pulse = spawn('pulseaudio', args, { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...pulseEnv } })
    children.push(pulse)
    const server = `unix:${socket}`
    await up('PulseAudio', pulse, () => spawnSync('pactl', ['-s', server, 'info'], { stdio: 'ignore', timeout: 3000 }).status === 0)

    const env = { DISPLAY: display, PULSE_SERVER: server, PULSE_SINK: SINK }
    return { env, record: () => record(join(folder, 'recording.nut'), { ...size, env }), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function record(
  file: string,
  { widthPx, heightPx, env }: { readonly widthPx: number; readonly heightPx: number; readonly env: Readonly<Record<string, string>> },
): Promise<() => Promise<Recording>> {
  const queue = ['-thread_queue_size', '2048']
  const args = [
    ...['-hide_banner', '-loglevel', 'warning', '-nostdin', '-y', '-copyts'],
    ...[...queue, '-f', 'pulse', '-sample_rate', String(RATE_HZ), '-channels', '1', '-fragment_size', '960', '-i', `${SINK}.monitor`],
    ...[...queue, '-f', 'x11grab', '-draw_mouse', '0', '-framerate', String(GRABS_PER_S), '-video_size', `${widthPx}x${heightPx}`],
    ...['-i', env['DISPLAY']!, '-map', '0:a', '-map', '1:v'],
    // The stamps of the devices themselves, to the microsecond.
    ...['-fps_mode', 'passthrough', '-enc_time_base:v', '1:1000000', '-c:v', 'rawvideo', '-pix_fmt', 'gray', '-c:a', 'pcm_s16le', file],
  ]
  const child = spawn('ffmpeg', args, { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...env } })
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8')
  })
  await up('ffmpeg', child, () => existsSync(file))
  return async () => {
    await end(child, 'SIGINT')
    const stamps = (stream: string) =>
      run('ffprobe', ['-v', 'error', '-select_streams', stream, '-show_entries', 'packet=pts_time,size', '-of', 'csv=p=0', file])
        .toString('utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => line.split(',').map(Number))
    const pictures = run('ffmpeg', [
      '-v',
      'error',
      '-i',
      file,
      '-map',
      '0:v',
      '-fps_mode',
      'passthrough',
      '-enc_time_base',
      '1:1000000',
      '-f',
      'rawvideo',
      '-',
    ])
    const pcm = run('ffmpeg', ['-v', 'error', '-i', file, '-map', '0:a', '-f', 's16le', '-'])
    const sound = Float32Array.from(new Int16Array(pcm.buffer, pcm.byteOffset, pcm.length >> 1), (value) => value / 32_768)
    const pictureAtS = stamps('v').map(([atS]) => atS!)
    if (pictures.length !== pictureAtS.length * widthPx * heightPx || sound.length === 0) {
      throw new Error(`the recording is damaged (${pictureAtS.length} stamps, ${pictures.length} bytes, ${sound.length} samples)\n${said}`)
    }
    // Stamps of single packets jitter with the machine; their median does not.
    let before = 0
    const froms = stamps('a').map(([atS, bytes]) => {
      const from = atS! - before / RATE_HZ
      before += bytes! / 2
      return from
    })
    froms.sort((a, b) => a - b)
    return { widthPx, heightPx, pictures, pictureAtS, sound, sampleRateHz: RATE_HZ, soundFromS: froms[froms.length >> 1]! }
  }
}

function run(program: string, args: readonly string[]): Buffer {
  const { status, stdout, stderr } = spawnSync(program, args, { maxBuffer: 2 ** 30 })
  if (status !== 0) throw new Error(`${program} failed: ${stderr.toString('utf8').trim()}`)
  return stdout
}

async function up(name: string, child: ChildProcess, ready: () => boolean): Promise<void> {
  let said = ''
  const hear = (chunk: Buffer) => {
    said += chunk.toString('utf8')
  }
  child.stderr?.on('data', hear)
  for (let tries = 0; tries < 100; tries++) {
    if (child.exitCode !== null) break
    if (ready()) {
      child.stderr?.off('data', hear)
      child.stderr?.resume()
      return
    }
    await new Promise((resume) => setTimeout(resume, 100))
  }
  throw new Error(`${name} did not come up: ${said.trim() || 'it says nothing'}`)
}

function firstLine(child: ChildProcess, fd: number, name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const late = setTimeout(() => reject(new Error(`${name} did not come up`)), 10_000)
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`${name} ended`)))
    child.stderr?.resume()
    child.stdio[fd]!.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8')
      const newline = said.indexOf('\n')
      if (newline < 0) return
      clearTimeout(late)
      resolve(said.slice(0, newline).trim())
    })
  })
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill(signal)
  const hurry = setTimeout(() => child.kill('SIGKILL'), 5000)
  await gone
  clearTimeout(hurry)
}
