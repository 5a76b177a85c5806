import { once } from 'node:events'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { createHttp } from '../../support/http/index.js'
import { KataError } from '../../support/shared/index.js'
import { httpServer, tcpServer, unusedUrl } from './servers.js'

const logs = 'Look into the log of the service at that time, and at what stands between (proxy, load balancer).'
const address = 'Is the service up, and is the address of "user-otp" right in kata.config.yaml?'

async function failureOf(url: string, options: { maxBodyBytes?: number } = {}) {
  const http = createHttp({ timeoutMs: 10_000, ...options })
  const error: unknown = await http
    .send({ service: 'user-otp', method: 'post', url: `${url}/v1/_send` })
    .catch((reason) => reason)
  if (!(error instanceof KataError)) throw new Error('A KataError was expected.')
  return { code: error.code, class: error.class, text: error.message.replaceAll(url, 'URL'), facts: error.facts }
}

describe('no answer', () => {
  it('nothing listens there', async () => {
    expect(await failureOf(await unusedUrl())).toMatchObject({
      code: 'HTTP_NO_CONNECTION',
      class: 'INFRASTRUCTURE',
      text:
        'The service "user-otp" did not answer POST URL/v1/_send\n' +
        'No connection: the connection was refused: nothing listens there (ECONNREFUSED).\n' +
        address,
      facts: { service: 'user-otp', method: 'POST', url: expect.stringContaining('/v1/_send') },
    })
  })

  it('the name of the host is not known', async () => {
    const { code, text } = await failureOf('http://user-otp.invalid')
    expect(code).toBe('HTTP_NO_CONNECTION')
    expect(text).toMatch(
      /No connection: the name of the host (?:is not known|could not be looked up) \((?:ENOTFOUND|EAI_AGAIN)\)\./,
    )
  })

  it('the service hangs up before its answer', async () => {
    const url = await httpServer((request) => request.socket.destroy())
    expect(await failureOf(url)).toMatchObject({
      code: 'HTTP_HUNG_UP',
      class: 'INFRASTRUCTURE',
      text:
        'The service "user-otp" did not answer POST URL/v1/_send\n' +
        'It hung up: the service closed the connection before its answer was whole (ECONNRESET).\n' +
        logs,
    })
  })

  it.each([
    ['with its length told', { 'Content-Length': '100' }],
    ['in chunks', {}],
  ])('the service hangs up in the middle of its answer, %s', async (_name, headers) => {
    const url = await httpServer((request, response) => {
      response.writeHead(200, headers)
      response.write('half', () => request.socket.destroy())
    })
    expect(await failureOf(url)).toMatchObject({
      code: 'HTTP_HUNG_UP',
      text: expect.stringContaining('It hung up: the service closed the connection before its answer was whole ('),
    })
  })

  it('what answers speaks no HTTP', async () => {
    const url = await tcpServer((socket) => {
      socket.once('data', () => socket.end('220 mail.example.org ESMTP\r\n'))
      socket.on('error', () => {})
    })
    expect(await failureOf(url)).toMatchObject({
      code: 'HTTP_HUNG_UP',
      text: expect.stringContaining('It hung up: what came is not HTTP: Parse Error'),
    })
  })

  it('the answer is larger than what is read', async () => {
    const url = await httpServer((_request, response) => response.end(Buffer.alloc(2001)))
    expect(await failureOf(url, { maxBodyBytes: 2000 })).toMatchObject({
      code: 'HTTP_NO_ANSWER',
      text:
        'The service "user-otp" did not answer POST URL/v1/_send\n' +
        'The body of the answer is larger than 2000 bytes: reading was stopped.\n' +
        'Ask for less, or judge this answer by other means.',
    })
  })

  it('a small answer that unpacks to a large one is not read either', async () => {
    const url = await httpServer((_request, response) => {
      response.setHeader('Content-Encoding', 'gzip')
      response.end(gzipSync(Buffer.alloc(5_000_000)))
    })
    expect((await failureOf(url, { maxBodyBytes: 100_000 })).code).toBe('HTTP_NO_ANSWER')
  })

  it('credentials of an address are not told', async () => {
    const url = await unusedUrl()
    const { text, facts } = await failureOf(url.replace('//', '//kata:secret@'))
    expect(JSON.stringify([text, facts])).not.toContain('secret')
  })
})

it('no answer in time ends the call and its connection', async () => {
  const expire: (() => void)[] = []
  const clock = {
    now: () => 0,
    after: (_delayMs: number, callback: () => void) => {
      expire.push(callback)
      return () => {}
    },
  }
  let closed: Promise<unknown> | undefined
  const url = await httpServer((request) => {
    closed = once(request.socket, 'close')
    for (const callback of expire) callback()
  })
  const call = createHttp({ timeoutMs: 7000, clock }).send({ service: 'user-otp', method: 'get', url })
  await expect(call).rejects.toMatchObject({
    code: 'HTTP_NO_ANSWER',
    message:
      `The service "user-otp" did not answer GET ${url}\n` +
      'No whole answer came within 7000 ms.\n' +
      'Look into the log of the service, or raise `timeouts.httpMs` in kata.config.yaml.',
  })
  await closed
})

it('proxies of the environment are not used', async () => {
  const before = process.env.HTTP_PROXY
  process.env.HTTP_PROXY = await unusedUrl()
  try {
    const url = await httpServer((_request, response) => response.end('ok'))
    const { status } = await createHttp({ timeoutMs: 10_000 }).send({ service: 's', method: 'get', url })
    expect(status).toBe(200)
  } finally {
    if (before === undefined) delete process.env.HTTP_PROXY
    else process.env.HTTP_PROXY = before
  }
})
