/**
 * `npm run bench receivers`: do lighting programs that nobody here wrote follow a show? First light is played into OLA (OSC; sACN and
 * Art-Net) and QLC+ (OSC), their channels are read back and held against the plan that the pure packages make from the log.
 * The plan has a value for every channel at each instant at which light is worked out. A channel is right when it is within 2 of the
 * value of one of those instants in the last 400 ms; how old that instant is, for the oldest channel of a question, is told beside it.
 * Beside each desk a program of our own receives the same packets (`receivers-tap.ts`): what is right there and wrong at the desk was lost
 * or kept waiting behind our socket.
 * Receivers that are not installed are left out and named (Debian: ola, qlcplus). OLA needs to be started as root.
 *
 *   --with <ola-osc|ola-lines|qlcplus>   only this one
 *   --seconds <n>                        of the song; 20 otherwise
 *   --engine <main.js>                   the built engine; dist/engine/main.js otherwise
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { follow, type Receiver } from './receivers-watch.ts'

const wait = (forMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, forMs))

const target = <More extends { readonly port: number }>(more: More) => ({
  order: 'a',
  name: 'bench',
  host: '127.0.0.1',
  latencyMs: 0,
  universes: [1],
  enabled: true,
  ...more,
})

async function startOla(plugins: Readonly<Record<string, string>>, patches: readonly string[][]): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'ghostlight-ola-'))
  const conf = join(folder, 'conf')
  mkdirSync(conf)
  const all =
    'artnet dummy e131 espnet ftdidmx gpio karate kinet milinst nanoleaf opendmx openpixelcontrol osc pathport renard sandnet shownet spi stageprofi uartdmx usbdmx usbpro usbserial dmx4linux'
  for (const plugin of all.split(' ')) {
    const own = plugins[plugin]
    writeFileSync(join(conf, `ola-${plugin}.conf`), own === undefined ? 'enabled = false\n' : `enabled = true\n${own}`)
  }
  spawnSync('chown', ['-R', 'olad', folder])
  chmodSync(folder, 0o755)
  const args = [
    '-u',
    'olad',
    '--',
    'timeout',
    '180',
    'olad',
    '-c',
    conf,
    '--no-register-with-dns-sd',
    '-i',
    'lo',
    '-l',
    '1',
    '-p',
    '9090',
    '-r',
    '9010',
  ]
  const child = spawn('runuser', args, { stdio: 'ignore' })
  const stop = () => {
    child.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }))
    child.kill()
  }
  for (let tries = 0; spawnSync('ola_dev_info', [], { stdio: 'ignore' }).status !== 0; tries++) {
    if (tries === 50) {
      stop()
      throw new Error('OLA did not start; is another one running, or is this not root?')
    }
    await wait(200)
  }
  for (const patch of patches) spawnSync('ola_patch', patch)
  return stop
}

const readOla = (universe: number) => async (): Promise<readonly number[]> => {
  const answer = await fetch(`http://127.0.0.1:9090/get_dmx?u=${universe}`)
  return ((await answer.json()) as { dmx: number[] }).dmx
}

async function olaOsc(): Promise<Receiver> {
  const osc = 'input_ports = 2\noutput_ports = 1\nport_0_address = /other/%d\nport_1_address = /ghostlight/dmx/1\nudp_listen_port = 7770\n'
  const stop = await startOla(
    { osc, dummy: 'dummy_device_count = 1\n' },
    ['-d 2 -i -p 1 -u 1', '-d 1 -p 0 -u 1'].map((patch) => patch.split(' ')),
  )
  return {
    name: 'OLA over OSC',
    targets: { osc: target({ kind: 'osc', profile: 'generic', port: 7770 }) },
    asked: { osc: { read: readOla(1), kind: 'generic', port: 7770 } },
    stop,
  }
}

async function olaLines(): Promise<Receiver> {
  const e131 =
    'ip = 127.0.0.1\ncid = 00010203-0405-0607-0809-0a0b0c0d0e0f\ninput_ports = 3\noutput_ports = 0\nprepend_hostname = false\nignore_preview = false\n'
  const artnet =
    'ip = 127.0.0.1\nshort_name = ola\nlong_name = ola\nnet = 0\nsubnet = 0\noutput_ports = 4\nuse_loopback = true\nalways_broadcast = false\nuse_limited_broadcast = false\n'
  const stop = await startOla(
    { e131, artnet },
    ['-d 2 -i -p 0 -u 1', '-d 1 -i -p 0 -u 2'].map((patch) => patch.split(' ')),
  )
  return {
    name: 'OLA over sACN and Art-Net',
    targets: {
      sacn: target({ kind: 'sacn', port: 5568 }),
      artnet: target({ kind: 'artnet', port: 6454, universeOffset: 1 }),
    },
    asked: {
      sACN: { read: readOla(1), kind: 'sacn', port: 5568 },
      'Art-Net': { read: readOla(2), kind: 'artnet', port: 6454 },
    },
    stop,
  }
}

/** What QLC+ knows an OSC path by: CRC-16/X-25 of its bytes. */
function pathNumber(path: string): number {
  let crc = 0xffff
  for (const byte of Buffer.from(path)) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0x8408 : crc >> 1
  }
  return crc ^ 0xffff
}

const QLC_CHANNELS = 128
/** Asks the web interface of QLC+ for its channels whenever a line comes. A process of its own: Node 20 has WebSocket behind a flag. */
const qlcReader = `
const ws = new WebSocket('ws://127.0.0.1:9999/qlcplusWS')
ws.onopen = () => { console.log('open'); process.stdin.on('data', () => ws.send('QLC+API|getChannelsValues|1|1|${QLC_CHANNELS}')) }
ws.onmessage = ({ data }) => console.log(String(data))
ws.onerror = () => process.exit(1)
`

/** QLC+ has a slider for each channel, which was taught the path that our profile sends it to. */
async function qlcPlus(): Promise<Receiver> {
  const folder = mkdtempSync(join(tmpdir(), 'ghostlight-qlc-'))
  const workspace = join(folder, 'bench.qxw')
  const sliders = Array.from({ length: QLC_CHANNELS }, (_, n) => {
    const look =
      '<WindowState Visible="True" X="10" Y="10" Width="60" Height="200"/><SliderMode ValueDisplayStyle="Exact" ClickAndGoType="None" Monitor="false">Level</SliderMode>'
    const input = `<Input Universe="0" Channel="${pathNumber(`/0/dmx/${n}`)}"/>`
    return `<Slider Caption="${n}" ID="${n}" WidgetStyle="Slider" InvertedAppearance="false">${look}<Level LowLimit="0" HighLimit="255" Value="0"><Channel Fixture="0">${n}</Channel></Level><Playback><Function>4294967295</Function></Playback>${input}</Slider>`
  })
  writeFileSync(
    workspace,
    `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE Workspace>
<Workspace xmlns="http://www.qlcplus.org/Workspace" CurrentWindow="VirtualConsole">
 <Creator><Name>Q Light Controller Plus</Name><Version>4.12.6</Version><Author>bench</Author></Creator>
 <Engine>
  <InputOutputMap><Universe Name="Universe 1" ID="0"><Input Plugin="OSC" UID="127.0.0.1" Line="0"><PluginParameters UniverseChannels="512"/></Input></Universe></InputOutputMap>
  <Fixture><Manufacturer>Generic</Manufacturer><Model>Generic</Model><Mode>Generic</Mode><ID>0</ID><Name>Channels</Name><Universe>0</Universe><Address>0</Address><Channels>512</Channels></Fixture>
 </Engine>
 <VirtualConsole>
  <Frame Caption=""><Appearance><FrameStyle>None</FrameStyle></Appearance>${sliders.join('')}</Frame>
  <Properties><Size Width="1920" Height="1080"/><GrandMaster ChannelMode="Intensity" ValueMode="Reduce" SliderMode="Normal"/></Properties>
 </VirtualConsole>
 <SimpleDesk><Engine/></SimpleDesk>
</Workspace>
`,
  )
  const child = spawn('timeout', ['180', 'qlcplus', '-n', '-m', '-p', '-w', '-wp', '9999', '-o', workspace], {
    stdio: 'ignore',
    env: { ...process.env, QT_QPA_PLATFORM: 'offscreen', HOME: folder },
  })
  let reader: ChildProcess | null = null
  const stop = () => {
    child.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }))
    child.kill()
    reader?.kill()
  }
  const answers: ((line: string) => void)[] = []
  const line = () => new Promise<string>((resolve) => answers.push(resolve))
  for (let tries = 0; ; tries++) {
    if (tries === 40) {
      stop()
      throw new Error('QLC+ did not open its web interface within 40 s')
    }
    await wait(1000)
    const asking = spawn(process.execPath, [
      ...(process.versions.node.startsWith('20.') ? ['--experimental-websocket'] : []),
      '-e',
      qlcReader,
    ])
    const opened = await new Promise<boolean>((resolve) => {
      asking.stdout.once('data', () => resolve(true))
      asking.once('exit', () => resolve(false))
    })
    if (!opened) continue
    reader = asking
    let text = ''
    asking.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
        answers.shift()?.(text.slice(0, end))
        text = text.slice(end + 1)
      }
    })
    break
  }
  return {
    name: 'QLC+ over OSC',
    targets: { qlc: target({ kind: 'osc', profile: 'qlcPlus', port: 7700 }) },
    asked: {
      OSC: {
        kind: 'qlcPlus',
        port: 7700,
        // Fifty times a second it zeroes its intensity channels and lets its faders write them; its web interface does not wait for that.
        rebuilds: true,
        read: async () => {
          reader?.stdin?.write('?\n')
          const parts = (await line()).split('|')
          // "QLC+API|getChannelsValues|1|153|…|2|0|…": number, value, kind.
          return Array.from({ length: QLC_CHANNELS }, (_, n) => Number(parts[2 + n * 3 + 1] ?? 0))
        },
      },
    },
    stop,
  }
}

const receivers: Readonly<Record<string, { readonly needs: string; readonly start: () => Promise<Receiver> }>> = {
  'ola-osc': { needs: 'olad', start: olaOsc },
  'ola-lines': { needs: 'olad', start: olaLines },
  qlcplus: { needs: 'qlcplus', start: qlcPlus },
}

/** @returns 0; 1 when a channel was wrong or nothing could be tried. */
export async function main(args: readonly string[]): Promise<number> {
  const option = (name: string): string | null => {
    const at = args.indexOf(name)
    return at < 0 ? null : (args[at + 1] ?? null)
  }
  const only = option('--with')
  const engineFile = option('--engine') ?? 'dist/engine/main.js'
  const songSeconds = Number(option('--seconds') ?? 20)
  if (!existsSync(engineFile)) {
    console.error(`no engine at ${engineFile}; build it first: npm run build`)
    return 1
  }
  let tried = 0
  let off = 0
  for (const [id, { needs, start }] of Object.entries(receivers)) {
    if (only !== null && only !== id) continue
    if (spawnSync('which', [needs], { stdio: 'ignore' }).status !== 0) {
      console.log(`${id}: left out, ${needs} is not installed`)
      continue
    }
    const receiver = await start()
    try {
      tried++
      off += await follow(receiver, engineFile, songSeconds)
    } finally {
      receiver.stop()
      await wait(500)
    }
  }
  return tried > 0 && off === 0 ? 0 : 1
}
