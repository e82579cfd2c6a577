import { describe, expect, it } from 'vitest'
import { createOscSenders } from './osc-senders.ts'

function senders(allow: readonly string[]) {
  const made = createOscSenders(allow)
  if ('wrong' in made) throw new Error(made.wrong)
  return made
}

describe('who may command by OSC', () => {
  it('this machine always, nobody else when nobody is named', () => {
    const list = senders([])
    for (const own of ['127.0.0.1', '127.3.2.1', '::1', '::ffff:127.0.0.1']) expect(list.mayCommand(own), own).toBe(true)
    for (const other of ['192.168.1.20', '::ffff:192.168.1.20', 'fe80::1%eth0', '0.0.0.0', '', 'desk']) {
      expect(list.mayCommand(other), other).toBe(false)
    }
  })
  it('those that are named, alone or by their network', () => {
    const list = senders(['192.168.1.20', '10.1.0.0/16', 'fd00::/8'])
    for (const named of ['192.168.1.20', '::ffff:192.168.1.20', '10.1.200.3', 'fd12::9']) expect(list.mayCommand(named), named).toBe(true)
    for (const other of ['192.168.1.21', '10.2.0.1', 'fe80::1']) expect(list.mayCommand(other), other).toBe(false)
  })
  it.each(['desk', '192.168.1', '10.0.0.0/33', '10.0.0.0/x', '10.0.0.0/8/8', ''])('says which entry is no address: %j', (text) => {
    expect(createOscSenders(['127.0.0.1', text])).toEqual({ wrong: text })
  })
})
