// Wrong behaviours that an egov-notification-mail can be started with, so that tests can show that they are noticed. Each
// changes one thing; take-mail.ts and index.ts apply them.

import type { Mail } from './mail.js'

/** One wrong behaviour. What it leaves out stays right. */
export interface Deviation {
  /** What the service does, as the end of "egov-notification-mail …". */
  readonly description: string
  /** How often each mail is sent. @default 1 */
  readonly copies?: number
  /** Changes each mail. */
  readonly alter?: (mail: Mail) => Mail
  /** How often a mail is tried. @default 10 */
  readonly attempts?: number
}

export const deviations = {
  'sends-nothing': {
    description: 'takes every record and sends no mail',
    copies: 0,
  },
  'sends-twice': {
    description: 'sends each mail twice',
    copies: 2,
  },
  'first-recipient-only': {
    description: 'sends to the first address of a list',
    alter: (mail) => ({ ...mail, to: mail.to.slice(0, 1) }),
  },
  'html-as-text': {
    description: 'sends HTML as plain text',
    alter: (mail) => ({ ...mail, isHtml: false }),
  },
  'breaks-unicode': {
    description: 'sends a question mark for every character beyond ASCII',
    alter: (mail) => ({ ...mail, subject: asciiOf(mail.subject), body: asciiOf(mail.body) }),
  },
  'omits-subject': {
    description: 'leaves the subject empty',
    alter: (mail) => ({ ...mail, subject: '' }),
  },
  'tries-once': {
    description: 'gives a mail up that the server did not take at once',
    attempts: 1,
  },
} as const satisfies Record<string, Deviation>

/** Names one wrong behaviour. */
export type DeviationName = keyof typeof deviations

function asciiOf(text: string): string {
  return [...text].map((character) => ((character.codePointAt(0) ?? 0) > 126 ? '?' : character)).join('')
}
