// Tokens of an OAuth 2 authorization server for client credentials (RFC 6749, 4.4), fetched when they are needed and kept
// until shortly before they expire.

import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { text } from 'node:stream/consumers'
import { rootCertificates } from 'node:tls'
import type { BearerSettings } from '../config/index.js'
import { describeSystemError } from './knock.js'
import { SignInFault } from './sign-in-fault.js'
import { tlsFault } from './tls-fault.js'

export interface TokenOptions {
  /** PEM text of authorities that are trusted beside those that Node knows. */
  readonly ca?: string
  /** Hears of every token that was fetched. */
  readonly onToken?: (token: string) => void
  /** Longest time that the server may take, in milliseconds. @default 5000 */
  readonly timeoutMs?: number
  /** Milliseconds since 1970. @default the machine's clock */
  readonly now?: () => number
}

interface Token {
  readonly value: string
  /** Milliseconds since 1970; from then on it is not used any more. */
  readonly staleAt: number
}

/**
 * Gives a token that is good for a while; whoever asks while one is being fetched gets that one.
 *
 * Rejects with a SignInFault where the server cannot be reached or refuses; it is asked again at the next call then.
 */
export function createTokens(oauth: BearerSettings['oauth'], options: TokenOptions = {}): () => Promise<string> {
  const { now = Date.now, onToken } = options
  let fetching: Promise<Token> | undefined
  let kept: Token | undefined
  const renew = async () => {
    try {
      kept = await fetchToken(oauth, options, now())
      onToken?.(kept.value)
      return kept
    } finally {
      fetching = undefined
    }
  }
  return async () => {
    if (kept !== undefined && now() < kept.staleAt) return kept.value
    fetching ??= renew()
    return (await fetching).value
  }
}

/** kafkajs signs in again up to 10 s before a session ends, which may be when its token expires. */
const marginMs = 20_000

async function fetchToken(oauth: BearerSettings['oauth'], options: TokenOptions, now: number): Promise<Token> {
  const { status, body } = await post(oauth, options)
  const answer = readJson(body)
  const { access_token: value, expires_in: seconds } = answer
  if (status !== 200) throw refused(oauth, status, answer)
  if (typeof value !== 'string' || !/^[\w.~+/=-]+$/.test(value)) {
    const found = `The token endpoint ${oauth.tokenUrl} answers 200 without a usable access_token.`
    throw new SignInFault(found, 'Check kafka.sasl.oauth.tokenUrl (KAFKA_OAUTH_TOKEN_URL): is it the token endpoint?')
  }
  const lifetimeMs = Number(seconds) > 0 ? Number(seconds) * 1000 : 0
  return { value, staleAt: now + lifetimeMs - Math.min(marginMs, lifetimeMs / 2) }
}

interface Answer {
  readonly status: number
  readonly body: string
}

const largestAnswer = 1_000_000

/** The credentials go as HTTP Basic, each form-encoded first: RFC 6749, 2.3.1 prefers that to the body. */
function post(oauth: BearerSettings['oauth'], { ca, timeoutMs = 5000 }: TokenOptions): Promise<Answer> {
  const url = new URL(oauth.tokenUrl)
  const form = new URLSearchParams({ grant_type: 'client_credentials' })
  if (oauth.scope !== undefined) form.set('scope', oauth.scope)
  const body = form.toString()
  const credentials = Buffer.from(`${formEncoded(oauth.clientId)}:${formEncoded(oauth.clientSecret)}`)
  const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
    method: 'POST',
    agent: false,
    ...(ca === undefined ? {} : { ca: [...rootCertificates, ca] }),
    signal: AbortSignal.timeout(timeoutMs),
    headers: {
      accept: 'application/json',
      authorization: `Basic ${credentials.toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': Buffer.byteLength(body),
    },
  })
  return new Promise<Answer>((resolve, reject) => {
    request.on('error', reject)
    request.on('response', (response) => {
      let length = 0
      response.on('data', (chunk: Buffer) => {
        length += chunk.length
        if (length > largestAnswer) response.destroy(new Error('The answer is longer than 1 MB.'))
      })
      text(response).then((content) => resolve({ status: response.statusCode ?? 0, body: content }), reject)
    })
    request.end(body)
  }).catch((error: NodeJS.ErrnoException) => {
    throw unreached(oauth.tokenUrl, error, timeoutMs)
  })
}

function formEncoded(value: string): string {
  return new URLSearchParams({ value }).toString().slice('value='.length)
}

function readJson(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

function unreached(url: string, error: NodeJS.ErrnoException, timeoutMs: number): SignInFault {
  const fault = tlsFault(error, { whose: 'token endpoint' })
  const isLate = error.name === 'AbortError' || error.name === 'TimeoutError'
  const why = fault?.reason ?? (isLate ? `No answer within ${timeoutMs} ms.` : describeSystemError(error))
  return new SignInFault(
    `No token could be fetched from ${url}: ${why}`,
    fault?.todo ?? 'Check kafka.sasl.oauth.tokenUrl (KAFKA_OAUTH_TOKEN_URL), and that this machine may reach it.',
  )
}

/** Only the error code of RFC 6749, 5.2 is told: a description may quote what was sent. */
function refused({ tokenUrl }: BearerSettings['oauth'], status: number, { error }: { error?: unknown }): SignInFault {
  const code = typeof error === 'string' && /^\w{1,60}$/.test(error) ? error : undefined
  const found = `The token endpoint ${tokenUrl} refuses: ${status}${code === undefined ? '' : ` ${code}`}.`
  const todos: Readonly<Record<string, string>> = {
    invalid_client: 'Check kafka.sasl.oauth.clientId and where clientSecret leads (KAFKA_OAUTH_CLIENT_ID, _SECRET).',
    unauthorized_client: 'Allow the client credentials grant for this client at the authorization server.',
    unsupported_grant_type: 'Allow the client credentials grant for this client at the authorization server.',
    invalid_scope: 'Check kafka.sasl.oauth.scope (KAFKA_OAUTH_SCOPE).',
  }
  const byStatus = status === 401 ? todos.invalid_client : undefined
  const general = 'Check kafka.sasl.oauth (KAFKA_OAUTH_…), and the log of the authorization server.'
  return new SignInFault(found, todos[code ?? ''] ?? byStatus ?? general)
}
