import { describe, expect, it } from 'vitest'
import { citizenOf, meetCitizen, meetNumber } from '../../support/world/people.js'
import { thrownBy, worldWith } from './world-with.js'

const settings = { citizens: { registered: ['9876543210', '9876543211'], unregistered: ['9123456780'] } }

describe('a citizen', () => {
  it('gets a number that nobody else holds until the scenario ends', async () => {
    const { world, worker } = worldWith(settings)
    const numbers = [meetCitizen(world, true, 'Asha'), meetCitizen(world, true, 'Binod')].map(
      ({ mobileNumber }) => mobileNumber,
    )
    expect([...numbers].sort()).toEqual(settings.citizens.registered)
    expect(thrownBy(() => meetCitizen(world, true))).toMatchObject({ code: 'NUMBERS_USED_UP' })
    expect(world.citizens).toHaveLength(2)
    await world.close()
    expect(numbers).toContain(worker.leases.lease('registered'))
  })

  it('is registered or not, as the step says, and their number is `mobile`', () => {
    const { world } = worldWith(settings)
    expect(meetCitizen(world, false)).toEqual({ name: undefined, mobileNumber: '9123456780', isRegistered: false })
    expect(world.variables.get('mobile')).toBe('9123456780')
  })

  it('has a number that is masked from then on', () => {
    const { world } = worldWith(settings)
    expect(world.mask('to 919123456780')).toBe('to 919123456780')
    meetCitizen(world, false)
    expect(world.mask('to 919123456780')).toBe('to 9191••••••80')
  })

  it('with a number of the feature has it masked, and nobody leases it', async () => {
    const { world, warnings } = worldWith(settings)
    expect(meetNumber(world, '9000000001')).toEqual({
      name: undefined,
      mobileNumber: '9000000001',
      isRegistered: false,
    })
    expect([world.mask('9000000001'), world.variables.get('mobile')]).toEqual(['90••••••01', '9000000001'])
    await world.close()
    expect(warnings).toEqual([])
  })

  it('is found by name, and without one is the latest', () => {
    const { world } = worldWith(settings)
    const asha = meetCitizen(world, true, 'Asha')
    const latest = meetCitizen(world, true)
    expect([citizenOf(world, 'Asha'), citizenOf(world)]).toEqual([asha, latest])
  })
})

describe('a name', () => {
  it('belongs to one citizen of a scenario, and the second one holds no number', () => {
    const { world, worker } = worldWith(settings)
    meetCitizen(world, true, 'Asha')
    expect(thrownBy(() => meetCitizen(world, true, 'Asha'))).toMatchObject({
      code: 'CITIZEN_UNKNOWN',
      message: [
        'A second citizen cannot be called "Asha".',
        'The scenario has already met somebody of that name.',
        'Give each citizen of a scenario a name of their own.',
      ].join('\n'),
    })
    expect(worker.leases.lease('registered')).toMatch(/^987654321[01]$/)
  })

  it('that nobody has is told with the near one', () => {
    const { world } = worldWith(settings)
    meetCitizen(world, true, 'Asha')
    meetCitizen(world, true, 'Binod')
    expect(thrownBy(() => citizenOf(world, 'Ahsa'))).toMatchObject({
      code: 'CITIZEN_UNKNOWN',
      message: 'Nobody is called "Ahsa".\nThe scenario knows Asha, Binod.\nDid you mean "Asha"?',
      facts: { name: 'Ahsa', names: ['Asha', 'Binod'] },
    })
  })

  it('that is far from every other is told with the line to add', () => {
    const { world } = worldWith(settings)
    expect(thrownBy(() => citizenOf(world, 'Asha'))).toMatchObject({
      message: [
        'Nobody is called "Asha".',
        'The scenario has no named citizens.',
        'Put `Given a registered citizen "Asha"` before it.',
      ].join('\n'),
    })
  })
})

it('a step about a citizen before any was met says which line to add', () => {
  const { world } = worldWith(settings)
  expect(thrownBy(() => citizenOf(world))).toMatchObject({
    code: 'CITIZEN_UNKNOWN',
    message: [
      'The step speaks of a citizen, but nobody has been met.',
      'The scenario has no named citizens.',
      'Put `Given a registered citizen` before it.',
    ].join('\n'),
  })
})
