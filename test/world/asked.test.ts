import { describe, expect, it } from 'vitest'
import { expectAsked } from '../../support/world/doubles.js'
import { meetCitizen } from '../../support/world/people.js'
import { httpServer } from '../http/servers.js'
import { worldWith } from './world-with.js'

/** A scenario with a citizen that has called somebody so long ago, and what a double then says that it was asked. */
async function telling(calls: readonly object[], calledMsAgo = 1000) {
  const told: string[] = []
  const url = await httpServer((request, response) => {
    told.push(`${request.method} ${request.url}`)
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(calls))
  })
  const services = { 'egov-otp-control': `${url}/egov-otp`, 'egov-user-control': `${url}/egov-user` }
  const { world } = worldWith({ services, citizens: { registered: ['9876543210'], unregistered: [] } })
  meetCitizen(world, true)
  if (calledMsAgo >= 0)
    world.causes.push({ name: 'POST /user-otp/v1/_send', at: Date.now() - calledMsAgo, kind: 'call' })
  return { world, told }
}

describe('what a neighbour has been asked', () => {
  const calls = [
    { path: '/a', agoMs: 1 },
    { path: '/user/_search', headers: {}, body: { tenantId: 'pb' }, agoMs: 0 },
  ]

  it('is its latest call for the number', async () => {
    const { world, told } = await telling(calls)
    await expectAsked(world, 'egov-user', '{"path":"/user/_search","body":{"tenantId":"pb"}}')
    expect(told).toEqual(['GET /egov-user/_control/calls/9876543210'])
    await expect(expectAsked(world, 'egov-user', '{"path":"//user/_search"}')).rejects.toMatchObject({
      verdict: 'CONTRACT',
      message: [
        'The latest call of egov-user is not the expected one.',
        '  call.path   equals   expected "//user/_search"   actual "/user/_search"',
        'Check which egov-user the service under test is configured with.',
      ].join('\n'),
    })
  })

  it('may be nothing', async () => {
    const { world } = await telling([])
    await expect(expectAsked(world, 'egov-otp', '{"path":"/otp/v1/_create"}')).rejects.toMatchObject({
      message:
        'egov-otp was not called for the number.\nCheck which egov-otp the service under test is configured with.',
    })
  })

  it('is nothing where the latest call was there before the first one of the scenario', async () => {
    const { world } = await telling([{ path: '/user/_search', agoMs: 600_000 }])
    await expect(expectAsked(world, 'egov-user', '{"path":"/user/_search"}')).rejects.toMatchObject({
      verdict: 'CONTRACT',
      message: expect.stringContaining('egov-user was not called for the number.'),
    })
  })

  it('is not asked where the scenario has called nobody', async () => {
    const { world, told } = await telling(calls, -1)
    await expect(expectAsked(world, 'egov-user', '{"path":"/a"}')).rejects.toMatchObject({
      code: 'NOTHING_KEPT',
      message: [
        'The step asks what "egov-user" was asked, but the scenario has called nobody yet.',
        'What was asked before was for another scenario.',
        'Put a line such as `When a "login" OTP is requested` before it.',
      ].join('\n'),
    })
    expect(told).toEqual([])
  })
})
