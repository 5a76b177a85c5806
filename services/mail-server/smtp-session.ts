// One SMTP connection (RFC 5321): commands in, replies out, mails to whoever keeps them. Any sender and any password is
// welcome. Left out: TLS, pipelining of commands behind DATA, delivery to anybody.

import type { Socket } from 'node:net'

/** A mail as it was handed over. */
export interface Envelope {
  readonly from: string
  readonly to: readonly string[]
  /** Header and body, lines with CRLF, dots unstuffed; bytes as Latin-1. */
  readonly content: string
}

/** A reply for one recipient in place of 250; code 0 breaks the connection. */
export interface Refusal {
  readonly code: number
  readonly text: string
}

export interface SessionOptions {
  /** Asked for each recipient. */
  readonly refuse: (recipient: string) => Refusal | undefined
  readonly keep: (envelope: Envelope) => void
}

const maxContent = 10 * 1024 * 1024
const maxLine = 8 * 1024

/** Serves a connection until the client says QUIT or breaks it. */
export function serveSession(socket: Socket, options: SessionOptions): void {
  const session = new Session(options)
  const reply = (text: string) => {
    if (text !== '') socket.write(`${text}\r\n`)
  }
  socket.setEncoding('latin1')
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk: string) => {
    for (const { text, end } of session.take(chunk)) {
      reply(text)
      if (end === 'broken') socket.destroy()
      if (end !== undefined) return void socket.end()
    }
  })
  reply('220 mail-server ready')
}

interface Reply {
  readonly text: string
  /** The connection ends with this reply, or without any. */
  readonly end?: 'quit' | 'broken'
}

class Session {
  readonly #options: SessionOptions
  #rest = ''
  #from: string | undefined
  #to: string[] = []
  /** Set while a mail is coming in. */
  #content: string[] | undefined
  #size = 0
  /** How many lines of AUTH LOGIN are still to come. */
  #secrets = 0

  constructor(options: SessionOptions) {
    this.#options = options
  }

  take(chunk: string): readonly Reply[] {
    const lines = (this.#rest + chunk).split('\r\n')
    this.#rest = lines.pop() ?? ''
    const replies = lines.flatMap((line) => this.#line(line))
    if (this.#rest.length <= maxLine || this.#content !== undefined) return replies
    return [...replies, { text: '500 The line is too long', end: 'quit' }]
  }

  #line(line: string): readonly Reply[] {
    if (this.#content !== undefined) return this.#data(this.#content, line)
    if (this.#secrets > 0) {
      this.#secrets -= 1
      return [{ text: this.#secrets > 0 ? '334 UGFzc3dvcmQ6' : '235 Welcome' }]
    }
    return [this.#command(line)]
  }

  #command(line: string): Reply {
    const verb = line.split(' ', 1)[0]?.toUpperCase() ?? ''
    const rest = line.slice(verb.length).trim()
    switch (verb) {
      case 'EHLO':
        return { text: `250-mail-server\r\n250-8BITMIME\r\n250-SIZE ${maxContent}\r\n250 AUTH PLAIN LOGIN` }
      case 'HELO':
        return { text: '250 mail-server' }
      case 'AUTH':
        return this.#auth(rest)
      case 'MAIL':
        return this.#mail(rest)
      case 'RCPT':
        return this.#recipient(rest)
      case 'DATA':
        return this.#begin()
      case 'RSET':
        this.#reset()
        return { text: '250 Done' }
      case 'NOOP':
        return { text: '250 Done' }
      case 'QUIT':
        return { text: '221 Bye', end: 'quit' }
      default:
        return { text: '502 Not implemented here' }
    }
  }

  #auth(rest: string): Reply {
    const [mechanism = '', first] = rest.toUpperCase().split(' ')
    if (mechanism === 'PLAIN' && first !== undefined) return { text: '235 Welcome' }
    this.#secrets = mechanism === 'LOGIN' && first === undefined ? 2 : 1
    return { text: mechanism === 'LOGIN' ? '334 VXNlcm5hbWU6' : '334 ' }
  }

  #mail(rest: string): Reply {
    const from = /^FROM:\s*<([^>]*)>/i.exec(rest)?.[1]
    if (from === undefined) return { text: '501 MAIL FROM:<address> was expected' }
    this.#reset()
    this.#from = from
    return { text: '250 Done' }
  }

  #recipient(rest: string): Reply {
    const to = /^TO:\s*<([^>]+)>/i.exec(rest)?.[1]
    if (this.#from === undefined) return { text: '503 MAIL comes first' }
    if (to === undefined) return { text: '501 RCPT TO:<address> was expected' }
    const refusal = this.#options.refuse(to)
    if (refusal?.code === 0) return { text: '', end: 'broken' }
    if (refusal !== undefined) return { text: `${refusal.code} ${refusal.text}` }
    this.#to.push(to)
    return { text: '250 Done' }
  }

  #begin(): Reply {
    if (this.#to.length === 0) return { text: '503 RCPT comes first' }
    this.#content = []
    this.#size = 0
    return { text: '354 End with a dot on a line of its own' }
  }

  #data(content: string[], line: string): readonly Reply[] {
    if (line !== '.') {
      this.#size += line.length + 2
      if (this.#size <= maxContent) content.push(line.startsWith('.') ? line.slice(1) : line)
      return []
    }
    const isTooLarge = this.#size > maxContent
    if (!isTooLarge) {
      this.#options.keep({
        from: this.#from ?? '',
        to: this.#to,
        content: content.map((each) => `${each}\r\n`).join(''),
      })
    }
    this.#reset()
    return [{ text: isTooLarge ? '552 The mail is too large' : '250 Kept' }]
  }

  #reset(): void {
    this.#from = undefined
    this.#to = []
    this.#content = undefined
  }
}
