// Wrong behaviours that an egov-notification-sms can be started with, so that tests can show that they are noticed. Each
// changes one thing; take-sms.ts applies them.

import type { GatewayMessage } from './gateway.js'

/** One wrong behaviour. What it leaves out stays right. */
export interface Deviation {
  /** What the service does, as the end of "egov-notification-sms …". */
  readonly description: string
  /** How often the gateway is asked for each message. @default 1 */
  readonly copies?: number
  /** Changes what the gateway is asked to send. */
  readonly alter?: (message: GatewayMessage) => GatewayMessage
  /** A rule that is not applied. */
  readonly ignores?: 'expiry' | 'blacklist'
  /** Messages that go to no topic although they should. */
  readonly loses?: 'expired' | 'failed'
}

export const deviations = {
  'sends-nothing': {
    description: 'takes every message and asks the gateway for none',
    copies: 0,
  },
  'sends-twice': {
    description: 'asks the gateway twice for each message',
    copies: 2,
  },
  'sends-to-another-number': {
    description: 'sends to a number that differs in its last digit',
    alter: (message) => ({ ...message, to: `${message.to.slice(0, -1)}${(Number(message.to.slice(-1)) + 1) % 10}` }),
  },
  'cuts-message': {
    description: 'sends the first 20 characters of the text',
    alter: (message) => ({ ...message, text: message.text.slice(0, 20) }),
  },
  'sends-expired': {
    description: 'sends one-time passwords that have expired',
    ignores: 'expiry',
  },
  'loses-expired': {
    description: 'drops one-time passwords that have expired, and diverts none',
    loses: 'expired',
  },
  'ignores-blacklist': {
    description: 'sends to numbers of the blacklist',
    ignores: 'blacklist',
  },
  'loses-failed': {
    description: 'drops messages that the gateway did not take',
    loses: 'failed',
  },
} as const satisfies Record<string, Deviation>

/** Names one wrong behaviour. */
export type DeviationName = keyof typeof deviations
