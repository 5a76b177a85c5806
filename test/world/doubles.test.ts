import { DataTable } from '@cucumber/cucumber'
import { describe, expect, it } from 'vitest'
import {
  answerFor,
  letTimePass,
  slowDown,
  takeDown,
  takeKafkaAway,
  tellAddress,
  tellOfCitizen,
  tellRules,
  tellTexts,
} from '../../support/world/doubles.js'
import { askElsewhere, useOwnTenant } from '../../support/world/otp-requests.js'
import { citizenOf, meetCitizen } from '../../support/world/people.js'
import { bodyOf, httpServer } from '../http/servers.js'
import { worldWith } from './world-with.js'

/** A scenario with a citizen and a tenant of its own among doubles, and what they are told. */
async function telling(status = 204, answer = '') {
  const told: string[] = []
  const url = await httpServer(async (request, response) => {
    told.push(`${request.method} ${request.url} ${await bodyOf(request)}`.trimEnd())
    response.writeHead(status, { 'content-type': 'application/json' }).end(answer)
  })
  const doubles = ['user-otp', 'user-otp-oss', 'egov-otp', 'egov-user']
  const names = doubles.map((name) => [`${name}-control`, `${url}/${name}`] as const)
  const citizens = { registered: ['9876543210'], unregistered: [] }
  const services = { ...Object.fromEntries(names), 'user-otp-oss': url, 'user-otp-central': url }
  const made = worldWith({ services, citizens })
  meetCitizen(made.world, true)
  return { ...made, told }
}

describe('what a double is told', () => {
  it('of a citizen is forgotten when the scenario ends', async () => {
    const { world, told, warnings } = await telling()
    await tellAddress(world)
    expect(citizenOf(world).emailAddress).toBe('9876543210@example.org')
    await tellOfCitizen(world, '{"mobileNumber":null,"emailId":"a@example.org"}')
    expect(world.variables.get('email')).toBe('a@example.org')
    await answerFor(world, 'egov-otp', { as: 'down' })
    await answerFor(world, 'egov-user', { as: 200, body: '{"user":["#(mobile)"]}' })
    await takeKafkaAway(world, { waitMs: 5 })
    await letTimePass(world, 60_000)
    await world.close()
    expect(told).toEqual([
      'PUT /egov-user/_control/users/9876543210 {"emailId":"9876543210@example.org"}',
      'PUT /egov-user/_control/users/9876543210 {"mobileNumber":null,"emailId":"a@example.org"}',
      'PUT /egov-otp/_control/failures/9876543210 {"as":"down"}',
      'PUT /egov-user/_control/failures/9876543210 {"as":200,"body":{"user":["9876543210"]}}',
      'PUT /user-otp/_control/kafka/9876543210 {"waitMs":5}',
      'POST /egov-otp/_control/clock {"forwardMs":60000,"identity":"9876543210"}',
      'DELETE /user-otp/_control/kafka/9876543210',
      'DELETE /egov-user/_control/failures/9876543210',
      'DELETE /egov-otp/_control/failures/9876543210',
      'DELETE /egov-user/_control/users/9876543210',
      'DELETE /egov-user/_control/users/9876543210',
    ])
    expect(warnings).toEqual([])
  })

  it('of a tenant is told of one that the scenario has for itself', async () => {
    const { world, told } = await telling()
    useOwnTenant(world)
    const state = world.tenantId.split('.')[0]
    await tellTexts(
      world,
      new DataTable([
        ['locale', 'code', 'message'],
        ['hi_IN', 'sms.login.otp.msg', 'null'],
      ]),
    )
    await tellRules(world, '[]')
    await takeDown(world, 'MDMS')
    await slowDown(world, 5)
    await world.close()
    expect(told).toEqual([
      `PUT /user-otp/_control/texts/${state} [{"locale":"hi_IN","code":"sms.login.otp.msg","message":null}]`,
      `PUT /user-otp/_control/mobile-rules/${state} []`,
      `PUT /user-otp/_control/mdms/${state} {"as":"down"}`,
      `PUT /user-otp/_control/delays/${state} {"localizationMs":5}`,
      `PUT /user-otp/_control/delays/${state} {"localizationMs":0}`,
      `DELETE /user-otp/_control/mdms/${state}`,
      `PUT /user-otp/_control/mobile-rules/${state} []`,
      `PUT /user-otp/_control/texts/${state} []`,
    ])
  })

  it('goes to the user-otp that is asked, and to no other one', async () => {
    const { world, told } = await telling()
    askElsewhere(world, 'user-otp-oss')
    await takeKafkaAway(world, { waitMs: 5 })
    expect(told).toEqual(['PUT /user-otp-oss/_control/kafka/9876543210 {"waitMs":5}'])
    askElsewhere(world, 'user-otp-central')
    await expect(takeKafkaAway(world, { waitMs: 5 })).rejects.toMatchObject({
      code: 'SERVICE_UNKNOWN',
      facts: { service: 'user-otp-central-control' },
    })
    await world.close()
    expect(told.at(-1)).toBe('DELETE /user-otp-oss/_control/kafka/9876543210')
  })

  it('of a tenant that others use as well is refused', async () => {
    const { world, told } = await telling()
    await expect(tellRules(world, '[]')).rejects.toMatchObject({
      code: 'VALUE_IMPOSSIBLE',
      message: [
        'What user-otp looks up could not be changed.',
        `Other scenarios use the tenant "${world.tenantId}" at the same time.`,
        'Put `Given a tenant of its own` before it.',
      ].join('\n'),
    })
    expect(told).toEqual([])
  })

  it('must be a double that the step is for', async () => {
    const { world } = await telling()
    await expect(answerFor(world, 'user-otp', { as: 500 })).rejects.toMatchObject({
      code: 'VALUE_IMPOSSIBLE',
      message: '"user-otp" cannot be told what to do.\nThe step is for egov-otp and egov-user.\nWrite one of these.',
    })
  })

  it('may not be taken: what stands there is no double', async () => {
    const { world } = await telling(404, 'Not Found')
    await expect(tellAddress(world)).rejects.toMatchObject({
      code: 'CONTROL_REFUSED',
      message: [
        'The double of egov-user could not be told what to do.',
        'It answered 404 to PUT /egov-user/_control/users/9876543210: Not Found',
        'Only a double has control calls: `egov-user-control` must be the address of one.',
      ].join('\n'),
    })
  })
})
