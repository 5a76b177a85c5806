import { DataTable } from '@cucumber/cucumber'
import { describe, expect, it } from 'vitest'
import { callService, carryHeaders, expectResponseHeader } from '../../support/world/calls.js'
import {
  askAndGiveUp,
  askElsewhere,
  askForOtp,
  askRepeatedly,
  askWithBody,
  expectFailure,
  expectRefusalWith,
  useOwnTenant,
} from '../../support/world/otp-requests.js'
import { meetCitizen } from '../../support/world/people.js'
import { bodyOf, httpServer } from '../http/servers.js'
import { thrownBy, worldWith } from './world-with.js'

const citizens = { registered: ['9876543210', '9876543211'], unregistered: [] }

/** A scenario with a citizen, and a user-otp that answers with that. */
async function asking(status = 201, body = '{}') {
  const seen: { readonly body: string; readonly headers: NodeJS.Dict<string | string[]> }[] = []
  const url = await httpServer(async (request, response) => {
    seen.push({ body: await bodyOf(request), headers: request.headers })
    response.writeHead(status, { 'content-type': 'application/json' }).end(body)
  })
  const services = { 'user-otp': url, 'user-otp-oss': `${url}/oss` }
  const { world } = worldWith({ services, citizens: citizens, tenantId: 'pb.amritsar' })
  const { mobileNumber } = meetCitizen(world, true)
  return { world, seen, url, mobileNumber }
}

const table = (...rows: string[][]) => new DataTable(rows)

describe('a request for an OTP', () => {
  it('has the usual body, or other parts: typed, with variables, or left out', async () => {
    const { world, seen, mobileNumber } = await asking()
    await askForOtp(world, 'login')
    await askForOtp(
      world,
      'login',
      table(
        ['path', 'value'],
        ['otp.tenantId', '#notpresent'],
        ['otp.type', 'null'],
        ['requestInfo.msgId', '1-#(mobile)'],
      ),
    )
    expect(seen.map(({ body }) => JSON.parse(body))).toEqual([
      { otp: { mobileNumber, tenantId: 'pb.amritsar', type: 'login', userType: 'CITIZEN' } },
      { otp: { mobileNumber, type: null, userType: 'CITIZEN' }, requestInfo: { msgId: `1-${mobileNumber}` } },
    ])
  })

  it('with a body of the feature is sent as it stands, but for the variables', async () => {
    const { world, seen, mobileNumber } = await asking()
    await askWithBody(world, '{"otp":{"mobileNumber":#(mobile),,')
    expect(seen[0]?.body).toBe(`{"otp":{"mobileNumber":${mobileNumber},,`)
    expect(seen[0]?.headers['content-type']).toBe('application/json')
  })

  it('carries the headers that a step before it gives, and the next one does not', async () => {
    const { world, seen } = await asking()
    carryHeaders(world, [
      ['X-Of', '#(mobile)'],
      ['Accept', '#notpresent'],
    ])
    await askForOtp(world, 'login')
    await callService(world, 'user-otp', { method: 'GET', path: '/' })
    expect(seen.map(({ headers }) => [headers['x-of'], headers.accept])).toEqual([
      [world.variables.get('mobile'), undefined],
      [undefined, 'application/json, text/plain, */*'],
    ])
  })

  it('may go elsewhere, and be for a tenant that nobody else has', async () => {
    const { world, url } = await asking()
    askElsewhere(world, 'user-otp-oss')
    useOwnTenant(world)
    await askForOtp(world, 'login')
    expect(world.exchange().url).toBe(`${url}/oss/user-otp/v1/_send`)
    expect(world.tenantId).toMatch(/^kata[0-9a-f]{12}\.city$/)
    expect(world.variables.get('tenant')).toBe(world.tenantId)
  })

  it('that comes several times at once must be accepted each time', async () => {
    const { world, seen } = await asking(400)
    await expect(askRepeatedly(world, 'login', 3)).rejects.toMatchObject({ verdict: 'CONTRACT' })
    expect(seen).toHaveLength(3)
  })

  it('that comes several times at once carries the headers each time, and the one after it does not', async () => {
    const { world, seen } = await asking()
    carryHeaders(world, [['X-Of', 'me']])
    await askRepeatedly(world, 'login', 2)
    await askForOtp(world, 'login')
    expect(seen.map(({ headers }) => headers['x-of'])).toEqual(['me', 'me', undefined])
  })

  it.each([0, -1])('is not made %s times', async (times) => {
    const { world, seen } = await asking(201)
    await expect(askRepeatedly(world, 'login', times)).rejects.toMatchObject({ code: 'TABLE_INVALID' })
    expect(seen).toEqual([])
  })

  it('of a client that gives up has an end, and is what may cause messages', async () => {
    const url = await httpServer(() => undefined)
    const { world } = worldWith({ services: { 'user-otp': url }, citizens })
    meetCitizen(world, true)
    await askAndGiveUp(world, 'login', 20)
    expect(world.trigger).toMatchObject({ name: 'POST /user-otp/v1/_send', kind: 'call' })
  })

  it('that was not answered leaves no response of one before it', async () => {
    let isAnswering = true
    const url = await httpServer((_request, response) => void (isAnswering && response.writeHead(201).end('{}')))
    const { world } = worldWith({ services: { 'user-otp': url }, citizens })
    meetCitizen(world, true)
    await askForOtp(world, 'login')
    isAnswering = false
    await askAndGiveUp(world, 'login', 20)
    for (const service of [undefined, 'user-otp']) {
      expect(thrownBy(() => world.exchange(service))).toMatchObject({
        code: 'NOTHING_KEPT',
        message: [
          'The step speaks of "the response", but the latest call was not answered.',
          'That call is POST /user-otp/v1/_send; an answer from before is none to it.',
          'Judge what the call caused, or put the step before it.',
        ].join('\n'),
      })
    }
    expect(['response', 'responseStatus', 'responseHeaders'].filter((name) => world.variables.has(name))).toEqual([])
    isAnswering = true
    await askForOtp(world, 'login')
    expect(world.exchange('user-otp').status).toBe(201)
  })

  it('of a client that gives up in vain is no such request', async () => {
    const answering = await asking()
    await expect(askAndGiveUp(answering.world, 'login', 5000)).rejects.toMatchObject({
      code: 'VALUE_IMPOSSIBLE',
      message: [
        'The client was to give up after 5000 ms.',
        'The answer came before that.',
        'Write a shorter time, or have the service take longer.',
      ].join('\n'),
    })
  })
})

describe('the answer to it', () => {
  const fields = [{ code: 'OTP.A', message: '#a #b', field: 'otp.a' }]
  const refusal = { responseInfo: null, error: { code: 400, message: 'No', description: null, fields } }
  const rows = table(['code', 'field', 'message'], ['OTP.A', 'otp.a', '#a #b'])

  it('is a refusal with exactly these fields', async () => {
    const { world } = await asking(400, JSON.stringify(refusal))
    await askForOtp(world, 'login')
    expectRefusalWith(world, 'No', rows)
    expect(thrownBy(() => expectRefusalWith(world, 'Not', rows))).toMatchObject({
      verdict: 'CONTRACT',
      message: expect.stringContaining('  response.error.message   equals   expected "Not"   actual "No"'),
    })
    const more = table(['code', 'field', 'message'], ['OTP.A', 'otp.a', '#a #b'], ['OTP.B', 'otp.b', 'b'])
    expect(thrownBy(() => expectRefusalWith(world, 'No', more))).toMatchObject({ verdict: 'CONTRACT' })
  })

  it('is judged by a table of those columns alone', async () => {
    const { world } = await asking(400, JSON.stringify(refusal))
    await askForOtp(world, 'login')
    expectRefusalWith(world, 'No', table(['message', 'code', 'field'], ['#a #b', 'OTP.A', 'otp.a']))
    for (const heading of [
      ['code', 'field', 'msg'],
      ['code', 'field'],
      ['code', 'field', 'message', 'more'],
    ]) {
      expect(thrownBy(() => expectRefusalWith(world, 'No', table(heading, heading)))).toMatchObject({
        code: 'TABLE_INVALID',
        message: [
          'The table of the step cannot be read.',
          `Its first row is | ${heading.join(' | ')} |`,
          'Write the heading | code | field | message | above the rows.',
        ].join('\n'),
      })
    }
  })

  it('is none where the status is another one, whatever the body says', async () => {
    const { world } = await asking(200, JSON.stringify(refusal))
    await askForOtp(world, 'login')
    expect(thrownBy(() => expectRefusalWith(world, 'No', rows))).toMatchObject({
      message: expect.stringContaining('answered 200 where 400 was expected.'),
    })
  })

  it.each([
    ['not JSON', 'not JSON', true],
    ['not JSON', 'not', false],
    ['', '', true],
    ['', 'a', false],
    ['a', '', false],
  ])('that is 500 with %j says %j: %s', async (body, text, isSo) => {
    const { world } = await asking(500, body)
    await askForOtp(world, 'login')
    const judged = () => expectFailure(world, text)
    if (isSo) judged()
    else expect(thrownBy(judged)).toMatchObject({ verdict: 'CONTRACT' })
  })

  it('has headers, in whatever letter case', async () => {
    const { world } = await asking()
    await askForOtp(world, 'login')
    expectResponseHeader(world, 'Content-Type', '#regex application/.*')
    expectResponseHeader(world, 'X-None', '#notpresent')
    expect(thrownBy(() => expectResponseHeader(world, 'Content-Type', 'text/plain'))).toMatchObject({
      verdict: 'CONTRACT',
      message: expect.stringContaining("  headers['content-type']   equals   "),
    })
  })
})
