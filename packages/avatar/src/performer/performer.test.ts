import { validateBytes } from 'gltf-validator'
import { describe, expect, it } from 'vitest'
import { buildPerformer, performerLooks } from './index.ts'

describe.each(Object.keys(performerLooks))('the performer %s', (name) => {
  const bytes = buildPerformer(name)

  it('is valid glTF: the validator finds no error and no warning', async () => {
    const report = await validateBytes(bytes, { ignoredIssues: ['UNSUPPORTED_EXTENSION'], maxIssues: 20 })
    const found = report.issues.messages.filter((message) => message.severity < 2)
    expect(found).toEqual([])
  })
})
