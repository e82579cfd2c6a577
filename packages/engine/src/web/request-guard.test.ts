import { describe, expect, it } from 'vitest'
import { createRequestGuard, hostNames } from './request-guard.ts'

const guard = createRequestGuard(hostNames('127.0.0.1', ['stage.local']), () => [4400, 4402])

describe('the request guard', () => {
  it.each(['127.0.0.1:4400', 'localhost:4400', '[::1]:4402', 'STAGE.local:4400'])('answers to %s', (host) => {
    expect(guard.isAllowedHost(host)).toBe(true)
  })
  it.each(['evil.example:4400', '127.0.0.1:80', 'localhost', '127.0.0.1.evil.example:4400', 'localhost:4400/x', '', undefined])(
    'does not answer to %s',
    (host) => {
      expect(guard.isAllowedHost(host)).toBe(false)
    },
  )
  it('lets pages of its own ports talk, and what is no browser', () => {
    expect(guard.isAllowedOrigin('http://localhost:4402')).toBe(true)
    expect(guard.isAllowedOrigin(undefined)).toBe(true)
  })
  it.each(['null', 'http://evil.example', 'http://localhost:3000', 'https://localhost:4400', 'file://'])(
    'lets no page of %s talk',
    (origin) => {
      expect(guard.isAllowedOrigin(origin)).toBe(false)
    },
  )
})
