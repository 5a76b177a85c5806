// What happens to one record: its mail is sent, or given up after the attempts that Spring makes.

import { compose } from './compose.js'
import type { Deviation } from './deviations.js'
import { type Mail, NoMailError, readMailRequest } from './mail.js'
import { SmtpError, sendMail } from './smtp-client.js'

export interface MailFlow {
  /** Such as `smtp://127.0.0.1:2525`. */
  readonly smtpUrl: string
  readonly from: string
  readonly deviation: Deviation
}

/** Spring's error handler: the first attempt, and nine more without a pause. */
const usualAttempts = 10

/** Takes one record. What no mail can be made of, and what the server does not take, is dropped: there is no error topic. */
export async function takeMail(flow: MailFlow, value: Buffer | null, signal: AbortSignal): Promise<void> {
  const { copies = 1, alter = (mail: Mail) => mail, attempts = usualAttempts } = flow.deviation
  try {
    const mail = alter(readMailRequest(value))
    // The file store is not there, so a mail with files fails as it does where it cannot be reached.
    if (mail.isHtml && mail.files.size > 0) return
    for (let copy = 0; copy < copies; copy++) await tryToSend(flow, mail, { attempts, signal })
  } catch (error) {
    if (!(error instanceof NoMailError || error instanceof SmtpError)) throw error
  }
}

async function tryToSend(
  { smtpUrl, from }: MailFlow,
  mail: Mail,
  { attempts, signal }: { readonly attempts: number; readonly signal: AbortSignal },
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await sendMail(smtpUrl, { from, to: mail.to, lines: compose(from, mail) }, signal)
    } catch (error) {
      if (attempt >= attempts || signal.aborted) throw error
    }
  }
}
