/**
 * Everything a target would refuse, before the show: each message is tried against each target that would get it, each universe
 * against what its protocol can number. Nothing is sent.
 */
import { isIP } from 'node:net'
import type { ArtnetTarget, Edition, Issue, OscArg, OscTarget, SacnTarget, Target } from '@ghostlight/timeline'
import { OscError } from '../osc/encode.ts'
import { profiles } from '../osc/profile/profiles.ts'
import { triggerPackets } from '../osc/trigger-packets.ts'
import { ARTNET_LAST_PORT_ADDRESS } from './artnet.ts'
import { wireUniverse } from './state-address-book.ts'

interface NamedMessage {
  readonly path: string
  readonly address: string
  readonly args: readonly OscArg[]
  readonly targetId: string | null
}

/**
 * @param show  its documents; an edition has them.
 * @returns     problems in the order of cues, songs, targets. Targets that are not enabled are left out.
 */
export function preflight({ show, songs, venue }: Pick<Edition, 'show' | 'songs' | 'venue'>): Issue[] {
  const issues: Issue[] = []
  const targets = Object.entries(venue.targets).filter(([, target]) => target.enabled)
  const messages = [...messagesOf({ show, songs })]
  for (const message of messages) issues.push(...tryMessage(message, targets))
  for (const [id, target] of targets) issues.push(...(target.kind === 'osc' ? checkOsc(id, target) : checkUniverses(id, target)))
  return [...issues, ...doubleUniverses(targets)]
}

function* messagesOf({ show, songs }: Pick<Edition, 'show' | 'songs'>): Generator<NamedMessage> {
  for (const [id, cue] of Object.entries(show.cues)) {
    if (cue.action.kind !== 'osc') continue
    for (const [index, message] of cue.action.messages.entries()) {
      yield { path: `show.cues.${id}.action.messages.${index}`, ...message, targetId: message.targetId ?? null }
    }
  }
  for (const [songId, song] of Object.entries(songs)) {
    for (const [trackId, track] of Object.entries(song.tracks)) {
      if (track.kind !== 'osc') continue
      for (const [id, message] of Object.entries(track.messages)) {
        yield { path: `songs/${songId}.tracks.${trackId}.messages.${id}`, ...message, targetId: message.targetId ?? null }
      }
    }
  }
}

function tryMessage(message: NamedMessage, targets: readonly (readonly [string, Target])[]): Issue[] {
  const issues: Issue[] = []
  for (const [id, target] of targets) {
    if (message.targetId !== null && message.targetId !== id) continue
    if (target.kind !== 'osc') {
      if (message.targetId === id) {
        const protocol = target.kind === 'sacn' ? 'sACN' : 'Art-Net'
        issues.push(error(message.path, 'not-an-osc-target', `"${target.name}" speaks ${protocol}, which carries levels and no messages`))
      }
      continue
    }
    try {
      const packets = triggerPackets(target, message)
      // Sent to everybody, it is meant for those who understand it.
      if (typeof packets === 'string' && message.targetId === id) {
        issues.push(warning(message.path, 'target-ignores', `"${target.name}" would do nothing: ${packets}`))
      }
    } catch (refused) {
      if (!(refused instanceof OscError)) throw refused
      const code = refused.code === 'too-long' ? 'packet-too-long' : 'bad-osc'
      issues.push(error(message.path, code, refused.message))
      // What cannot be written at all is the same for everyone.
      if (refused.code !== 'too-long') break
    }
  }
  return issues
}

function checkOsc(id: string, target: OscTarget): Issue[] {
  const issues: Issue[] = []
  const path = `venue.targets.${id}`
  const profile = profiles[target.profile]
  const transport = target.transport ?? 'udp'
  if (target.bundles === true && !profile.bundles) {
    issues.push(error(`${path}.bundles`, 'bundle-refused', `"${target.name}" (${profile.name}) does not take bundles; leave "bundles" out`))
  }
  if (!profile.transports.includes(transport)) {
    const choices = profile.transports.join(' or ')
    issues.push(
      error(`${path}.transport`, 'transport-refused', `"${target.name}" (${profile.name}) is reached over ${choices}, not ${transport}`),
    )
  }
  if (target.prefix !== undefined && target.profile !== 'grandMa3') {
    issues.push(warning(`${path}.prefix`, 'prefix-unused', `only grandMA3 has a prefix; "${target.name}" is ${profile.name}`))
  }
  const usual = { 3032: 'tcpLength', 3037: 'tcpSlip' }[target.port]
  if (target.profile === 'eos' && usual !== undefined && usual !== transport) {
    issues.push(warning(`${path}.transport`, 'unusual-port', `Eos expects ${usual} on port ${target.port}, but this is ${transport}`))
  }
  const deaf = target.universes.find((universe) => profile.slot(target, universe, 1) === null)
  if (deaf !== undefined) {
    const advice = `"${target.name}" (${profile.name}) takes no DMX levels over OSC; send universe ${deaf} as sACN or Art-Net`
    issues.push(warning(`${path}.universes`, 'no-levels-over-osc', advice))
  }
  return issues
}

function checkUniverses(id: string, target: SacnTarget | ArtnetTarget): Issue[] {
  const issues: Issue[] = []
  const path = `venue.targets.${id}`
  const [first, last, protocol] = target.kind === 'sacn' ? [1, 63999, 'sACN'] : [0, ARTNET_LAST_PORT_ADDRESS, 'Art-Net']
  for (const universe of target.universes) {
    const number = wireUniverse(target, universe)
    if (number >= first && number <= last) continue
    const message = `universe ${universe} would be number ${number} on the wire, but ${protocol} counts from ${first} to ${last}`
    issues.push(error(`${path}.universes`, 'universe-out-of-range', message))
  }
  if (target.kind === 'sacn' && target.interface !== undefined && isIP(target.interface) !== 4) {
    issues.push(error(`${path}.interface`, 'bad-interface', `"${target.interface}" is not an IPv4 address of a network card`))
  }
  return issues
}

/** Two targets that tell one receiver the same universe: it would see both as one source, with jumping sequence numbers. */
function doubleUniverses(targets: readonly (readonly [string, Target])[]): Issue[] {
  const issues: Issue[] = []
  const owners = new Map<string, string>()
  for (const [id, target] of targets) {
    if (target.kind === 'osc') continue
    for (const universe of target.universes) {
      const place = `${target.kind} ${target.host}:${target.port} ${wireUniverse(target, universe)}`
      const owner = owners.get(place)
      if (owner === undefined) owners.set(place, id)
      else if (owner !== id) {
        const message = `universe ${wireUniverse(target, universe)} goes to ${target.host}:${target.port} already, from target "${owner}"`
        issues.push(error(`venue.targets.${id}.universes`, 'universe-sent-twice', message))
      }
    }
  }
  return issues
}

const error = (path: string, code: string, message: string): Issue => ({ path, code, severity: 'error', message })
const warning = (path: string, code: string, message: string): Issue => ({ path, code, severity: 'warning', message })
