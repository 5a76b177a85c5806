// Hands one mail to a mail server (RFC 5321). Left out: TLS, passwords, several mails on one connection.

import { connect, type Socket } from 'node:net'

/** What is handed over. */
export interface OutgoingMail {
  readonly from: string
  readonly to: readonly string[]
  /** Header and body, without line ends. */
  readonly lines: readonly string[]
}

/** The server said no, or the connection broke; then the mail is with nobody. */
export class SmtpError extends Error {
  override readonly name = 'SmtpError'
  readonly code = 'SMTP_FAILED'
}

/**
 * Settles when the server has taken the mail for every recipient; where it refuses one, nobody gets it.
 *
 * @param url such as `smtp://127.0.0.1:2525`
 * @throws SmtpError
 */
export async function sendMail(url: string, mail: OutgoingMail, signal: AbortSignal): Promise<void> {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port || 25), signal })
  socket.setEncoding('latin1')
  const replies = repliesOf(socket)
  const say = async (line: string, expected: string) => {
    socket.write(`${line}\r\n`)
    await expectReply(replies, expected)
  }
  try {
    await expectReply(replies, '220')
    await say('EHLO egov-notification-mail', '250')
    await say(`MAIL FROM:<${mail.from}>`, '250')
    for (const address of mail.to) await say(`RCPT TO:<${address.replace(/[<>\r\n]/g, '')}>`, '250')
    await say('DATA', '354')
    await say([...mail.lines.map((line) => (line.startsWith('.') ? `.${line}` : line)), '.'].join('\r\n'), '250')
    socket.end('QUIT\r\n')
  } catch (cause) {
    throw cause instanceof SmtpError ? cause : new SmtpError('The connection to the mail server broke', { cause })
  } finally {
    socket.destroySoon()
  }
}

async function expectReply(replies: AsyncIterator<string>, expected: string): Promise<void> {
  const { value, done } = await replies.next()
  if (done === true) throw new SmtpError('The mail server closed the connection')
  if (!value.startsWith(expected)) throw new SmtpError(`The mail server said ${value}`)
}

/** Whole replies; of one with several lines the last line. */
async function* repliesOf(socket: Socket): AsyncGenerator<string, void> {
  let rest = ''
  for await (const chunk of socket) {
    const lines = `${rest}${chunk}`.split('\r\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (/^\d{3}(?: |$)/.test(line)) yield line
  }
}
