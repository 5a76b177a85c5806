import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { createHttp, type HttpRequest } from '../../support/http/index.js'
import { bodyOf, httpServer } from './servers.js'

const http = createHttp({ timeoutMs: 10_000, maxBodyBytes: 100_000 })

function echo(): Promise<string> {
  return httpServer(async (request, response) => {
    const body = await bodyOf(request)
    response.setHeader('Content-Type', 'application/json')
    response.end(JSON.stringify({ method: request.method, url: request.url, headers: request.headers, body }))
  })
}

async function echoed(request: Partial<HttpRequest>) {
  const url = await echo()
  const { responseBody } = await http.send({ service: 'echo', method: 'post', url, ...request })
  return responseBody as { method: string; headers: Record<string, string>; body: string }
}

function answering(status: number, headers: Readonly<Record<string, string | string[]>>, body: string | Buffer) {
  return httpServer((_request, response) => {
    response.writeHead(status, headers)
    response.end(body)
  })
}

describe('a request', () => {
  it('goes out as JSON, labelled application/json and nothing more', async () => {
    const { method, headers, body } = await echoed({ body: { otp: { type: 'login' } } })
    expect({ method, body, type: headers['content-type'] }).toEqual({
      method: 'POST',
      body: '{"otp":{"type":"login"}}',
      type: 'application/json',
    })
  })

  it.each([
    { name: 'a text', body: 'plain', sent: 'plain', type: 'text/plain;charset=UTF-8' },
    { name: 'bytes', body: Buffer.from([104, 105]), sent: 'hi', type: 'application/octet-stream' },
    { name: 'null', body: null, sent: 'null', type: 'application/json' },
    { name: 'a number', body: 5, sent: '5', type: 'application/json' },
    { name: 'nothing', sent: '' },
  ])('$name goes out with its own type', async ({ body, sent, type }) => {
    const echo = await echoed(body === undefined ? {} : { body })
    expect([echo.body, echo.headers['content-type']]).toEqual([sent, type])
  })

  it('leaves out what is asked to be left out', async () => {
    const echo = await echoed({ headers: { Accept: undefined, 'Content-Type': undefined }, body: {} })
    expect([echo.headers.accept, echo.headers['content-type']]).toEqual([undefined, undefined])
  })

  it('carries its own headers before the usual ones', async () => {
    const headers = { Accept: 'text/html', 'Content-Type': 'application/vnd.a+json', 'X-Trace': '1' }
    const echo = await echoed({ headers, body: {} })
    expect(echo.headers).toMatchObject({
      accept: 'text/html',
      'content-type': 'application/vnd.a+json',
      'x-trace': '1',
      'user-agent': 'kafka-kata',
      connection: 'keep-alive',
    })
  })

  it.each([
    ['x y', '1'],
    ['x', 'a\nb'],
    ['x', '\u20ac'],
  ])('the header %j with the value %j is refused', async (name, value) => {
    await expect(echoed({ headers: { [name]: value } })).rejects.toMatchObject({
      code: 'ARGUMENT_INVALID',
      message:
        `The service "echo" cannot be called with the header \`${name}\`.\n` +
        'Its name or its value holds a sign that HTTP does not allow there.\n' +
        'Take line ends, blanks in the name and letters beyond Latin-1 out of it.',
    })
  })

  it.each(['/user-otp/v1/_send', 'ftp://127.0.0.1/', 'user-otp'])('the address %s is refused', async (url) => {
    await expect(http.send({ service: 'user-otp', method: 'get', url })).rejects.toMatchObject({
      code: 'ARGUMENT_INVALID',
      message:
        'The service "user-otp" cannot be called.\n' +
        `"${url}" is not an address that begins with http:// or https://.\n` +
        'Correct the address, or the path that was put after it.',
    })
  })
})

describe('an exchange', () => {
  it('tells what went out and what came back', async () => {
    const base = await answering(
      201,
      { 'Content-Type': 'application/json', 'X-A': '1', 'Set-Cookie': ['a=1', 'b=2'] },
      '{"ok":true}',
    )
    const before = new Date()
    const exchange = await http.send({ service: 'user-otp', method: 'post', url: `${base}/x`, body: { a: 1 } })
    expect(exchange).toMatchObject({
      service: 'user-otp',
      method: 'POST',
      url: `${base}/x`,
      requestHeaders: { 'content-type': 'application/json', accept: 'application/json, text/plain, */*' },
      requestBody: { a: 1 },
      status: 201,
      responseHeaders: { 'content-type': 'application/json', 'x-a': '1', 'set-cookie': ['a=1', 'b=2'] },
      responseBody: { ok: true },
      responseType: 'json',
    })
    expect(exchange.startedAt.getTime()).toBeGreaterThanOrEqual(before.getTime())
    expect(exchange.durationMs).toBeTypeOf('number')
  })

  it.each([400, 404, 500, 503])('the status %i is an answer', async (status) => {
    const url = await answering(status, { Connection: 'close' }, '')
    await expect(http.send({ service: 's', method: 'get', url })).resolves.toMatchObject({
      status,
      responseBody: undefined,
      responseType: 'empty',
    })
  })

  it('a redirect is an answer too', async () => {
    const url = await answering(302, { Location: 'http://127.0.0.1:1/' }, '')
    await expect(http.send({ service: 's', method: 'get', url })).resolves.toMatchObject({
      status: 302,
      responseHeaders: { location: 'http://127.0.0.1:1/' },
    })
  })

  it.each([
    { name: 'an error in plain words, labelled JSON', type: 'application/json', body: 'No such thing.', is: 'text' },
    { name: 'JSON without its label', type: 'text/plain', body: '{"a":1}', is: 'json', value: { a: 1 } },
    { name: 'JSON of another label', type: 'application/problem+json', body: '"x"', is: 'json', value: 'x' },
    { name: 'text that begins like JSON', type: 'text/plain', body: '{a', is: 'text' },
    { name: 'digits of a text', type: 'text/plain', body: '123456', is: 'text' },
    { name: 'Latin-1', type: 'text/plain; charset=ISO-8859-1', body: Buffer.from([0xe9]), is: 'text', value: '\u00e9' },
    { name: 'bytes', type: 'application/octet-stream', body: Buffer.from([0xff, 0xfe]), is: 'bytes', value: '//4=' },
    { name: 'an unknown charset', type: 'text/plain; charset=nope', body: 'a', is: 'bytes', value: 'YQ==' },
  ])('$name is told as $is', async ({ type, body, is, value = body }) => {
    const url = await answering(500, { 'Content-Type': type }, body)
    const { responseType, responseBody } = await http.send({ service: 's', method: 'get', url })
    expect({ responseType, responseBody }).toEqual({ responseType: is, responseBody: value })
  })

  it('a __proto__ key in an answer stays a key', async () => {
    const url = await answering(200, { 'Content-Type': 'application/json' }, '{"__proto__":{"admin":true}}')
    const { responseBody } = await http.send({ service: 's', method: 'get', url })
    expect(JSON.stringify(responseBody)).toBe('{"__proto__":{"admin":true}}')
    expect((responseBody as { admin?: boolean }).admin).toBeUndefined()
  })

  it('a compressed answer is unpacked', async () => {
    const url = await answering(
      200,
      { 'Content-Encoding': 'gzip', 'Content-Type': 'application/json' },
      gzipSync('{"a":1}'),
    )
    await expect(http.send({ service: 's', method: 'get', url })).resolves.toMatchObject({ responseBody: { a: 1 } })
  })

  it('calls at once do not mix', async () => {
    const url = await echo()
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, index) => http.send({ service: 's', method: 'post', url, body: { index } })),
    )
    expect(all.map(({ responseBody }) => (responseBody as { body: string }).body)).toEqual(
      Array.from({ length: 20 }, (_, index) => `{"index":${index}}`),
    )
  })
})

describe('the connection of a call', () => {
  it.each([
    { name: 'is the one of the call before', connection: 'keep-alive', connections: 1 },
    { name: 'is a new one where the service ended the last', connection: 'close', connections: 2 },
  ])('$name', async ({ connection, connections }) => {
    const ports = new Set<number | undefined>()
    const url = await httpServer((request, response) => {
      ports.add(request.socket.remotePort)
      response.writeHead(200, { Connection: connection })
      response.end()
    })
    // Each has a client of its own, as scenarios have.
    for (let call = 1; call <= 2; call++) {
      await createHttp({ timeoutMs: 10_000 }).send({ service: 'a', method: 'get', url })
    }
    expect(ports.size).toBe(connections)
  })
})
