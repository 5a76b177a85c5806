import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { type Caller, requestOtp, usualBody, validateOtp, withChanges } from '../../support/digit/index.js'
import { createHttp } from '../../support/http/index.js'
import { bodyOf, httpServer, unusedUrl } from '../http/servers.js'

interface Asked {
  readonly line: string
  readonly contentType: string | undefined
  readonly body: unknown
}

/** A service that answers with that status and body, whoever calls it and at whatever path; and what it was asked. */
async function serviceAnswering(status: number, body: unknown) {
  const asked: Asked[] = []
  const url = await httpServer(async (request: IncomingMessage, response) => {
    const line = `${request.method} ${request.url}`
    asked.push({ line, contentType: request.headers['content-type'], body: JSON.parse(await bodyOf(request)) })
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  const caller: Caller = {
    http: createHttp({ timeoutMs: 5000 }),
    tenantId: 'pb.amritsar',
    serviceUrl: (name) => `${url}/${name}-behind-a-gateway`,
  }
  return { caller, asked, url }
}

describe('a request for a one-time password', () => {
  it.each(['register', 'login', 'passwordreset', 'no-such-type'])('of the type %s has that body', async (type) => {
    const { caller, asked, url } = await serviceAnswering(201, { isSuccessful: true })
    const exchange = await requestOtp(caller, usualBody(caller, type, '9876543210'))
    expect(asked).toEqual([
      {
        line: 'POST /user-otp-behind-a-gateway/user-otp/v1/_send',
        contentType: 'application/json',
        body: { otp: { mobileNumber: '9876543210', tenantId: 'pb.amritsar', type, userType: 'CITIZEN' } },
      },
    ])
    expect(exchange).toMatchObject({
      service: 'user-otp',
      method: 'POST',
      url: `${url}/user-otp-behind-a-gateway/user-otp/v1/_send`,
      status: 201,
      responseBody: { isSuccessful: true },
    })
  })

  it('that is refused is an answer', async () => {
    const { caller } = await serviceAnswering(400, { error: { fields: [{ code: 'OTP.UNKNOWN_MOBILE_NUMBER' }] } })
    expect(await requestOtp(caller, usualBody(caller, 'login', '9876543210'))).toMatchObject({
      status: 400,
      responseBody: { error: { fields: [{ code: 'OTP.UNKNOWN_MOBILE_NUMBER' }] } },
    })
  })

  it('that nobody takes is INFRASTRUCTURE', async () => {
    const url = await unusedUrl()
    const caller = { http: createHttp({ timeoutMs: 5000 }), tenantId: 'pb.amritsar', serviceUrl: () => url }
    await expect(requestOtp(caller, usualBody(caller, 'login', '9876543210'))).rejects.toMatchObject({
      code: 'HTTP_NO_CONNECTION',
    })
  })

  it('to a service that nobody knows is not sent', async () => {
    const caller: Caller = {
      http: createHttp({ timeoutMs: 5000 }),
      tenantId: 'pb.amritsar',
      serviceUrl: (name) => {
        throw new Error(`unknown: ${name}`)
      },
    }
    expect(() => requestOtp(caller, usualBody(caller, 'login', '9876543210'))).toThrow('unknown: user-otp')
    expect(() => validateOtp(caller, '9876543210', '135790')).toThrow('unknown: egov-otp')
  })
})

describe('the body of a request', () => {
  const body = { otp: { mobileNumber: '9876543210', tenantId: 'pb' } }

  it('may have other parts, new ones, or lack some', () => {
    const changes = [
      { path: 'otp.tenantId', value: undefined },
      { path: 'otp.type', value: null },
      { path: 'requestInfo.msgId', value: '1|hi_IN' },
      { path: 'more', value: [1] },
    ]
    expect(withChanges(body, changes)).toEqual({
      otp: { mobileNumber: '9876543210', type: null },
      requestInfo: { msgId: '1|hi_IN' },
      more: [1],
    })
    expect(withChanges(body, [{ path: 'otp', value: undefined }])).toEqual({})
  })

  it('is changed at a key __proto__ as at any other', () => {
    const changed = withChanges(body, [{ path: '__proto__.type', value: 'login' }])
    expect([Object.keys(changed), Object.hasOwn(Object.prototype, 'type')]).toEqual([['otp', '__proto__'], false])
  })

  it('that is a text goes out as it stands, called JSON unless a header says otherwise', async () => {
    const seen: (string | undefined)[] = []
    const url = await httpServer(async (request, response) => {
      seen.push(request.headers['content-type'], await bodyOf(request))
      response.writeHead(201).end()
    })
    const caller: Caller = { http: createHttp({ timeoutMs: 5000 }), tenantId: 'pb', serviceUrl: () => url }
    await requestOtp(caller, '{"otp":')
    await requestOtp(caller, '{}', { 'Content-Type': 'text/plain' })
    await requestOtp(caller, '{}', { 'Content-Type': undefined })
    expect(seen).toEqual(['application/json', '{"otp":', 'text/plain', '{}', undefined, '{}'])
  })
})

describe('spending a one-time password', () => {
  it('sends code, number and tenant to egov-otp', async () => {
    const { caller, asked } = await serviceAnswering(200, { otp: { isValidationSuccessful: true } })
    const exchange = await validateOtp(caller, '9876543210', '012345')
    expect(asked).toEqual([
      {
        line: 'POST /egov-otp-behind-a-gateway/otp/v1/_validate',
        contentType: 'application/json',
        body: { RequestInfo: {}, otp: { otp: '012345', identity: '9876543210', tenantId: 'pb.amritsar' } },
      },
    ])
    expect(exchange).toMatchObject({ service: 'egov-otp', status: 200 })
  })
})
