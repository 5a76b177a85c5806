import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { callService, expectBody, expectRefusal, expectStatus } from '../../support/world/calls.js'
import { bodyOf, httpServer, unusedUrl } from '../http/servers.js'
import { thrownBy, worldWith } from './world-with.js'

/** A scenario that has called a service which answers with that. */
async function answered(status: number, body: unknown) {
  const seen: string[] = []
  const url = await httpServer(async (request, response) => {
    seen.push(`${request.method} ${request.url} ${await bodyOf(request)}`)
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  const made = worldWith({ services: { billing: url } })
  made.world.variables.set('amount', 5)
  await callService(made.world, 'billing', { method: 'post', path: '/bills?a=1', body: '{"amount":"#(amount)"}' })
  return { ...made, seen, url }
}

describe('a call', () => {
  it('is sent as the step has it, and its answer is "the response"', async () => {
    const { world, seen } = await answered(201, { id: 7 })
    expect(seen).toEqual(['POST /bills?a=1 {"amount":5}'])
    expect(world.variables.get('response')).toEqual({ id: 7 })
    expect(world.variables.get('responseStatus')).toBe(201)
    expect(world.variables.get('responseHeaders')).toMatchObject({ 'content-type': 'application/json' })
    expect(world.exchange().status).toBe(201)
  })

  it('is what may have caused a message', async () => {
    const { world } = await answered(201, {})
    const at = world.exchange().startedAt.getTime()
    expect(world.trigger).toEqual({ name: 'POST /bills', at, kind: 'call', service: 'billing' })
  })

  it('without an answer is no exchange, but is not forgotten', async () => {
    const url = await unusedUrl()
    const { world } = worldWith({ services: { billing: url } })
    const call = callService(world, 'billing', { method: 'GET', path: '/bills' })
    await expect(call).rejects.toMatchObject({ code: 'HTTP_NO_CONNECTION' })
    expect([world.exchanges, world.unanswered.length]).toEqual([[], 1])
    expect(thrownBy(() => world.exchange())).toMatchObject({ code: 'NOTHING_KEPT' })
  })

  it('gives its step the time that it may take', async () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    onTestFinished(() => void vi.useRealTimers())
    const { world } = await answered(201, {})
    world.stepLimitAt = 0
    await callService(world, 'billing', { method: 'GET', path: '/bills' })
    const { httpMs, stepMs } = world.worker.settings.timeouts
    expect(world.stepLimitAt - performance.now()).toBe(httpMs + stepMs)
  })

  it('to a service that nobody knows is a mistake', () => {
    const { world } = worldWith()
    const call = () => callService(world, 'billing', { method: 'GET', path: '/' })
    expect(thrownBy(call)).toMatchObject({ code: 'SERVICE_UNKNOWN' })
  })
})

describe('an answer', () => {
  it('has the expected status, or is told with its body', async () => {
    const { world, url } = await answered(500, { error: 'down' })
    expectStatus(world, 500)
    expect(thrownBy(() => expectStatus(world, 201))).toMatchObject({
      verdict: 'CONTRACT',
      message: [
        `POST ${url}/bills?a=1 answered 500 where 201 was expected.`,
        '  body      {"error":"down"}',
        'Check the log of the service for this call, and what the step sends to it.',
      ].join('\n'),
    })
  })

  it('may hold more than the expected body', async () => {
    const { world } = await answered(200, { bill: { id: 7, paid: false } })
    expectBody(world, '{"bill":{"id":"#number"}}')
    expect((thrownBy(() => expectBody(world, '{"bill":{"paid":true}}')) as Error).message).toContain(
      '\n  response.bill.paid   equals   expected true   actual false\n',
    )
  })

  it('is refused with a code in the way of DIGIT, and no other', async () => {
    const refused = await answered(400, { error: { fields: [{ code: 'OTP.UNKNOWN' }] } })
    expectRefusal(refused.world, 'OTP.UNKNOWN')
    expect((thrownBy(() => expectRefusal(refused.world, 'OTP.OTHER')) as Error).message.split('\n')[2]).toBe(
      '  error.fields[0].code   equals   expected "OTP.OTHER"   actual "OTP.UNKNOWN"',
    )
    for (const [status, body] of [
      [200, { error: { fields: [{ code: 'OTP.UNKNOWN' }] } }],
      [400, 'OTP.UNKNOWN'],
      [400, null],
    ] as const) {
      const { world } = await answered(status, body)
      expect(thrownBy(() => expectRefusal(world, 'OTP.UNKNOWN'))).toMatchObject({ verdict: 'CONTRACT' })
    }
  })
})
