import { createServer, type IncomingMessage } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createTokens } from '../../support/kafka/bearer-token.js'
import { createAuthority } from '../apache-kafka/certificates.js'

const secret = 'open sesame & co.'

interface Asked {
  readonly request: IncomingMessage
  readonly body: string
}

interface Endpoint {
  readonly oauth: { readonly tokenUrl: string; readonly clientId: string; readonly clientSecret: string }
  readonly asked: Asked[]
}

type Answer = readonly [status: number, body: unknown]

/** Answers one after the other, the last one for ever; `undefined` never. */
async function endpoint(...answers: readonly (Answer | undefined)[]): Promise<Endpoint> {
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    const answer = answers[Math.min(asked.length, answers.length - 1)]
    asked.push({ request, body: await text(request) })
    if (answer === undefined) return
    response.writeHead(answer[0]).end(typeof answer[1] === 'string' ? answer[1] : JSON.stringify(answer[1]))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { asked, oauth: { tokenUrl: `http://127.0.0.1:${port}/token`, clientId: 'kata:1', clientSecret: secret } }
}

function tokenAnswer(token: string, seconds?: number): Answer {
  return [200, { access_token: token, token_type: 'Bearer', ...(seconds === undefined ? {} : { expires_in: seconds }) }]
}

async function failure(tokens: () => Promise<string>): Promise<readonly string[]> {
  try {
    await tokens()
  } catch (error) {
    const { name, message, todo, retriable } = error as Error & { todo: string; retriable: boolean }
    expect([name, retriable]).toEqual(['SignInFault', false])
    expect(`${message}${todo}`).not.toContain('sesame')
    return [message, todo]
  }
  throw new Error('nothing failed')
}

describe('a token', () => {
  it('is asked for with the credentials form-encoded in HTTP Basic, and the scope in the body', async () => {
    const { oauth, asked } = await endpoint(tokenAnswer('a.b.c', 60))
    const heard: string[] = []
    const tokens = createTokens({ ...oauth, scope: 'kafka read' }, { onToken: (token) => heard.push(token) })
    expect(await tokens()).toBe('a.b.c')
    const [{ request, body } = { request: undefined, body: '' }] = asked
    expect(request?.method).toBe('POST')
    expect(request?.headers['content-type']).toBe('application/x-www-form-urlencoded')
    const [scheme, credentials = ''] = request?.headers.authorization?.split(' ') ?? []
    expect([scheme, Buffer.from(credentials, 'base64').toString()]).toEqual(['Basic', 'kata%3A1:open+sesame+%26+co.'])
    expect(body).toBe('grant_type=client_credentials&scope=kafka+read')
    expect(heard).toEqual(['a.b.c'])
  })

  it('is kept until shortly before it expires, and is fetched once for all who ask meanwhile', async () => {
    const { oauth, asked } = await endpoint(tokenAnswer('first', 300), tokenAnswer('second', 300))
    let now = 0
    const tokens = createTokens(oauth, { now: () => now })
    expect(await Promise.all([tokens(), tokens(), tokens()])).toEqual(['first', 'first', 'first'])
    now = 279_999
    expect(await tokens()).toBe('first')
    now = 280_000
    expect(await tokens()).toBe('second')
    expect(asked).toHaveLength(2)
  })

  it('that is good for a few seconds is kept for half of them, and one that does not say for how long not at all', async () => {
    const { oauth } = await endpoint(tokenAnswer('short', 10), tokenAnswer('unsaid'), tokenAnswer('last'))
    let now = 0
    const tokens = createTokens(oauth, { now: () => now })
    await tokens()
    now = 4999
    expect(await tokens()).toBe('short')
    now = 5000
    expect([await tokens(), await tokens()]).toEqual(['unsaid', 'last'])
  })

  it('comes over TLS from an endpoint whose authority kafka.tls.ca names, and from no other', async () => {
    const authority = createAuthority('test-ca')
    const server = createHttpsServer(authority.issue('login'), (_request, response) =>
      response.end('{"access_token":"abc"}'),
    )
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const tokenUrl = `https://127.0.0.1:${(server.address() as AddressInfo).port}/token`
    const oauth = { tokenUrl, clientId: 'kata', clientSecret: secret }
    expect(await createTokens(oauth, { ca: authority.cert })()).toBe('abc')
    expect(await failure(createTokens(oauth))).toEqual([
      `No token could be fetched from ${tokenUrl}: The certificate of the token endpoint is signed by nobody who is trusted here (UNABLE_TO_VERIFY_LEAF_SIGNATURE).`,
      'Let kafka.tls.ca (KAFKA_TLS_CA) lead to the certificate of the authority that has signed it.',
    ])
  })
})

describe('a token that is not to be had', () => {
  const credentials = 'Check kafka.sasl.oauth.clientId and where clientSecret leads (KAFKA_OAUTH_CLIENT_ID, _SECRET).'
  const general = 'Check kafka.sasl.oauth (KAFKA_OAUTH_…), and the log of the authorization server.'

  it.each<[Answer, string, string]>([
    [[401, { error: 'invalid_client', error_description: secret }], '401 invalid_client', credentials],
    [[401, `<html>${secret}</html>`], '401', credentials],
    [[400, { error: 'invalid_scope' }], '400 invalid_scope', 'Check kafka.sasl.oauth.scope (KAFKA_OAUTH_SCOPE).'],
    [
      [400, { error: 'unauthorized_client' }],
      '400 unauthorized_client',
      'Allow the client credentials grant for this client at the authorization server.',
    ],
    [[302, ''], '302', general],
    [[500, { error: `<${secret}>` }], '500', general],
  ])('because of %j says what was answered, never what was sent', async (answer, said, todo) => {
    const { oauth } = await endpoint(answer)
    expect(await failure(createTokens(oauth))).toEqual([`The token endpoint ${oauth.tokenUrl} refuses: ${said}.`, todo])
  })

  it.each([[tokenAnswer('with a blank')], [[200, { access_token: 7 }]], [[200, 'no JSON']], [[200, null]]] as const)(
    'because the endpoint is none: %j',
    async (answer) => {
      const { oauth } = await endpoint(answer as Answer)
      expect(await failure(createTokens(oauth))).toEqual([
        `The token endpoint ${oauth.tokenUrl} answers 200 without a usable access_token.`,
        'Check kafka.sasl.oauth.tokenUrl (KAFKA_OAUTH_TOKEN_URL): is it the token endpoint?',
      ])
    },
  )

  it('because nobody answers, or not in time, or for too long', async () => {
    const todo = 'Check kafka.sasl.oauth.tokenUrl (KAFKA_OAUTH_TOKEN_URL), and that this machine may reach it.'
    const silent = await endpoint(undefined)
    const endless = await endpoint([200, 'x'.repeat(1_100_000)])
    const nobody = { ...silent.oauth, tokenUrl: 'http://127.0.0.1:1/token' }
    expect(await failure(createTokens(nobody))).toEqual([
      'No token could be fetched from http://127.0.0.1:1/token: refused the connection, nobody listens there (ECONNREFUSED)',
      todo,
    ])
    expect(await failure(createTokens(silent.oauth, { timeoutMs: 30 }))).toEqual([
      `No token could be fetched from ${silent.oauth.tokenUrl}: No answer within 30 ms.`,
      todo,
    ])
    expect((await failure(createTokens(endless.oauth)))[0]).toContain('The answer is longer than 1 MB.')
  })

  it('is asked for again at the next call', async () => {
    const { oauth } = await endpoint([503, ''], tokenAnswer('late', 60))
    const tokens = createTokens(oauth)
    await failure(tokens)
    expect(await tokens()).toBe('late')
  })
})
