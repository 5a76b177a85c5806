import { describe, expect, it } from 'vitest'
import { lacksService } from '../../support/world/needs.js'
import { thrownBy, worldWith } from './world-with.js'

const settings = { services: { 'egov-otp': 'http://127.0.0.1:1' }, knownServices: ['egov-otp', 'egov-user', 'billing'] }

describe('@needs', () => {
  it('of a service that is there changes nothing', () => {
    const { world, attachments } = worldWith(settings)
    expect(lacksService(world, ['@otp', '@needs=egov-otp'])).toBe(false)
    expect(lacksService(world, [])).toBe(false)
    expect(attachments).toEqual([])
  })

  it('of a service that the environment lacks skips the scenario and says why', () => {
    const { world, attachments } = worldWith(settings)
    expect(lacksService(world, ['@needs=egov-otp', '@needs=billing', '@needs=egov-user'])).toBe(true)
    expect(attachments).toEqual([
      {
        type: 'application/vnd.kata.skip+json',
        data: { service: 'billing', reason: 'the environment "qa" has no service "billing"' },
      },
    ])
  })

  it('of a name that no environment has is a mistake, even if another one would skip the scenario', () => {
    const { world, attachments } = worldWith(settings)
    const error = thrownBy(() => lacksService(world, ['@needs=billing', '@needs=egov-opt']))
    expect(error).toMatchObject({
      code: 'SERVICE_UNKNOWN',
      message: [
        'The tag @needs=egov-opt names a service that no environment has.',
        'kata.config.yaml knows egov-otp, egov-user, billing.',
        'Did you mean @needs=egov-otp?',
      ].join('\n'),
    })
    expect(attachments).toEqual([])
  })

  it.each(['toString', '__proto__', ''])('of %j is a mistake as well', (name) => {
    const { world } = worldWith({ services: {}, knownServices: [] })
    expect(thrownBy(() => lacksService(world, [`@needs=${name}`]))).toMatchObject({
      message: [
        `The tag @needs=${name} names a service that no environment has.`,
        'kata.config.yaml knows no services.',
        'Correct the tag, or add the service to an environment.',
      ].join('\n'),
    })
  })
})
