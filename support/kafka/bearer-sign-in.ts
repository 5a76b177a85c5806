// SASL OAUTHBEARER (RFC 7628) for kafkajs. Its own passes over what a broker says of a token that it does not accept, and
// fails later without a reason.

import type { AuthenticationProviderArgs, Authenticator } from 'kafkajs'
import { SignInFault } from './sign-in-fault.js'

/** Signs in with a token that is asked for anew each time, also when the session of a connection runs out. */
export function bearerSignIn(tokens: () => Promise<string>): (args: AuthenticationProviderArgs) => Authenticator {
  return ({ saslAuthenticate }) => ({
    async authenticate() {
      const token = await tokens()
      const refusal = await saslAuthenticate({ request: requestOf(token), response: refusalText })
      if (typeof refusal === 'string' && refusal !== '') throw refused(refusal)
    },
  })
}

function requestOf(token: string) {
  const message = Buffer.from(`n,,\u0001auth=Bearer ${token}\u0001\u0001`)
  const length = Buffer.alloc(4)
  length.writeInt32BE(message.length)
  return { encode: () => Buffer.concat([length, message]) }
}

/** Behind its length: nothing where the token was accepted, else JSON that says why not. */
const refusalText = {
  decode: (bytes: Buffer) => bytes.subarray(4),
  parse: (bytes: Buffer) => bytes.toString('utf8'),
}

function refused(answer: string): SignInFault {
  const [, status = 'no reason given'] = /"status"\s*:\s*"([\w.: -]{1,100})"/.exec(answer) ?? []
  return new SignInFault(
    `The broker does not accept the token: ${status}.`,
    'Compare issuer, audience and scope of the token with what the broker is set up for (sasl.oauthbearer.*).',
  )
}
