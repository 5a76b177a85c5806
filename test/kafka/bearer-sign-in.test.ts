import type { AuthenticationProviderArgs } from 'kafkajs'
import { describe, expect, it } from 'vitest'
import { bearerSignIn } from '../../support/kafka/bearer-sign-in.js'

/** Signs in at a broker that answers so; gives what it was sent. */
async function signIn(answer: string, token = 'a.b.c'): Promise<string> {
  let sent = ''
  const saslAuthenticate: AuthenticationProviderArgs['saslAuthenticate'] = async ({ request, response }) => {
    const bytes = await request.encode()
    sent = `${bytes.readInt32BE(0)} ${bytes.toString('utf8', 4)}`
    const length = Buffer.alloc(4)
    length.writeInt32BE(Buffer.byteLength(answer))
    return response?.parse(await response.decode(Buffer.concat([length, Buffer.from(answer)])))
  }
  const args = { host: 'kafka', port: 9092, saslAuthenticate } as AuthenticationProviderArgs
  await bearerSignIn(async () => token)(args).authenticate()
  return sent
}

describe('signing in by a token', () => {
  it('sends it as RFC 7628 has it', async () => {
    expect(await signIn('')).toBe('23 n,,\u0001auth=Bearer a.b.c\u0001\u0001')
  })

  it('fails with what the broker says of a token that it does not accept', async () => {
    await expect(signIn('{"status":"invalid_token"}')).rejects.toMatchObject({
      name: 'SignInFault',
      retriable: false,
      message: 'The broker does not accept the token: invalid_token.',
      todo: 'Compare issuer, audience and scope of the token with what the broker is set up for (sasl.oauthbearer.*).',
    })
    await expect(signIn('\u0001')).rejects.toThrow('The broker does not accept the token: no reason given.')
  })
})
