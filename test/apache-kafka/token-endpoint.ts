// An endpoint of an OAuth 2 authorization server, on loopback, for one test: it gives short-lived tokens against client
// credentials (RFC 6749, 4.4), signed as RFC 7519 has it, and tells with what key they are verified.

import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { Certified } from './certificates.js'

export interface TokenEndpointOptions {
  /** Of the endpoint itself, which speaks https. */
  readonly certificate: Certified
  readonly clientId: string
  readonly clientSecret: string
  /** Whom the tokens are about, and for whom they are. */
  readonly subject: string
  readonly audience: string
  readonly lifetimeSeconds: number
}

/** One token that was given. */
export interface Issued {
  /** Milliseconds since 1970. */
  readonly at: number
}

export interface TokenEndpoint {
  readonly url: string
  /** The key for verifying, as a JWKS (RFC 7517). */
  readonly keySet: string
  /** In the order in which they were given. */
  readonly issued: readonly Issued[]
  close(): Promise<void>
}

const keyId = 'test-key'

/** Starts it on a free port of 127.0.0.1. */
export async function startTokenEndpoint(options: TokenEndpointOptions): Promise<TokenEndpoint> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const issued: Issued[] = []
  const server = createServer(options.certificate, async (request, response) => {
    const isKnown = isClient(options, request.headers.authorization, new URLSearchParams(await text(request)))
    response.writeHead(isKnown ? 200 : 401, { 'content-type': 'application/json' })
    if (!isKnown) return response.end('{"error":"invalid_client"}')
    const at = Date.now()
    const lifetime = options.lifetimeSeconds
    issued.push({ at })
    response.end(
      JSON.stringify({ access_token: token(options, privateKey, at), token_type: 'Bearer', expires_in: lifetime }),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const key = { ...publicKey.export({ format: 'jwk' }), kid: keyId, alg: 'RS256', use: 'sig' }
  return {
    url: `https://127.0.0.1:${port}/token`,
    keySet: JSON.stringify({ keys: [key] }),
    issued,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The credentials come as HTTP Basic or in the form. */
function isClient(options: TokenEndpointOptions, authorization = '', form: URLSearchParams): boolean {
  if (form.get('grant_type') !== 'client_credentials') return false
  const basic = Buffer.from(authorization.replace(/^Basic /, ''), 'base64').toString('utf8')
  const inForm = `${form.get('client_id')}:${form.get('client_secret')}`
  const expected = `${options.clientId}:${options.clientSecret}`
  return basic === expected || inForm === expected
}

function token({ subject, audience, lifetimeSeconds }: TokenEndpointOptions, key: KeyObject, now: number): string {
  const iat = Math.floor(now / 1000)
  const claims = { iss: 'test', sub: subject, aud: audience, iat, exp: iat + lifetimeSeconds, jti: randomUUID() }
  const content = `${encoded({ alg: 'RS256', typ: 'JWT', kid: keyId })}.${encoded(claims)}`
  return `${content}.${sign('sha256', Buffer.from(content), key).toString('base64url')}`
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}
