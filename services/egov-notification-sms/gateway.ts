// The call to the SMS gateway: what is sent, and what counts as success.

import { post } from '../http/index.js'

/** What the gateway is asked to send. */
export interface GatewayMessage {
  /** With the country code in front, if the request had one. */
  readonly to: string
  readonly text: string
  /** `def` for one-time passwords, `abc` for everything else. */
  readonly messageType: string
}

/** The gateway could not be reached, or answered from 400 on. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError'
  readonly code = 'GATEWAY_FAILED'
}

const successCodes = [200, 201, 202]
const successText = '"success":true'

/**
 * Asks the gateway once, with a JSON body of the parameters' default names (left out: the credentials).
 *
 * @throws GatewayError; an ordinary error where the answer came and does not say that it succeeded
 */
export async function callGateway(url: string, message: GatewayMessage, signal: AbortSignal): Promise<void> {
  const body = JSON.stringify({
    sid: 'EGOVTEST',
    mobileno: message.to,
    content: message.text,
    smsservicetype: 'unicodemsg',
    messageType: message.messageType,
  })
  const { status, text } = await post(url, { headers: { 'Content-Type': 'application/json' }, body, signal }).catch(
    (cause: unknown) => {
      throw new GatewayError('The gateway could not be reached', { cause })
    },
  )
  if (status >= 400) throw new GatewayError(`The gateway answered ${status}`)
  if (text.includes(successText) && successCodes.includes(status)) return
  throw new Error('Sms response not successful')
}
