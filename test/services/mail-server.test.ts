// The SMTP side speaks to a client that a test controls line by line; the HTTP side shows what was kept.

import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { type MailServer, startMailServer } from '../../services/mail-server/index.js'
import { readMail } from '../../services/mail-server/read-mail.js'

const opened: { close(): Promise<unknown> }[] = []

afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
})

async function start(): Promise<MailServer> {
  const server = await startMailServer()
  opened.push(server)
  return server
}

/** Says each line when the one before it has been answered; the answers, those of several lines as one. */
async function talk(server: MailServer, ...lines: readonly string[]): Promise<readonly string[]> {
  const socket = connect({ host: '127.0.0.1', port: Number(new URL(server.smtpUrl).port) })
  const replies: string[] = []
  const rest = [...lines]
  socket.on('data', (chunk) => {
    replies.push(chunk.toString().trimEnd())
    const line = rest.shift()
    if (line === undefined) socket.end()
    else socket.write(`${line}\r\n`)
  })
  await once(socket, 'close')
  return replies
}

async function mails(server: MailServer, to: string): Promise<readonly Record<string, unknown>[]> {
  const answer = await fetch(`${server.url}/_control/deliveries?to=${encodeURIComponent(to)}`)
  return (await answer.json()) as Record<string, unknown>[]
}

const mail = 'Subject: Hello\r\n\r\nOne\r\n..two\r\n.'

test('a mail is kept for everybody whom it is for, in any letter case', async () => {
  const server = await start()
  const replies = await talk(
    server,
    'EHLO test',
    'MAIL FROM:<egov@example.org>',
    'RCPT TO:<Asha@example.org>',
    'RCPT TO:<ravi@example.org>',
    'DATA',
    mail,
    'QUIT',
  )
  expect(replies.map((reply) => reply.slice(0, 3))).toEqual(['220', '250', '250', '250', '250', '354', '250', '221'])
  const kept = {
    from: 'egov@example.org',
    to: ['Asha@example.org', 'ravi@example.org'],
    subject: 'Hello',
    text: 'One\r\n.two',
    attachments: [],
    headers: { subject: 'Hello' },
    at: expect.any(Number),
    id: 1,
  }
  expect(await mails(server, 'asha@EXAMPLE.org')).toEqual([kept])
  expect(await mails(server, 'ravi@example.org')).toEqual([kept])
  expect(await mails(server, 'nobody@example.org')).toEqual([])
})

test('it tells where it takes mails', async () => {
  const server = await start()
  expect(await (await fetch(`${server.url}/smtp`)).text()).toBe(server.smtpUrl)
})

test('a recipient is refused as it is told, so many times', async () => {
  const server = await start()
  const answer = { code: 451, text: 'Later', times: 1 }
  await fetch(`${server.url}/_control/answers/asha@example.org`, { method: 'PUT', body: JSON.stringify(answer) })
  const rcpt = 'RCPT TO:<asha@example.org>'
  expect(await talk(server, 'HELO test', 'MAIL FROM:<a@b>', rcpt, rcpt)).toEqual([
    '220 mail-server ready',
    '250 mail-server',
    '250 Done',
    '451 Later',
    '250 Done',
  ])
})

test('a code of 0 breaks the connection', async () => {
  const server = await start()
  await fetch(`${server.url}/_control/answers/asha@example.org`, { method: 'PUT', body: '{"code":0}' })
  const replies = await talk(server, 'HELO test', 'MAIL FROM:<a@b>', 'RCPT TO:<asha@example.org>')
  expect(replies).toHaveLength(3)
})

test('a code that refuses nothing is no dictated answer', async () => {
  const server = await start()
  const answer = await fetch(`${server.url}/_control/answers/a@b`, { method: 'PUT', body: '{"code":250}' })
  expect([answer.status, await answer.text()]).toEqual([400, 'code must be 0, or from 400 to 599.'])
})

test('passwords are welcome, in both ways of saying them', async () => {
  const server = await start()
  expect(
    await talk(server, 'AUTH LOGIN', 'dXNlcg==', 'cGFzcw==', 'AUTH PLAIN AHUAcA==', 'AUTH PLAIN', 'AHUAcA=='),
  ).toEqual([
    '220 mail-server ready',
    '334 VXNlcm5hbWU6',
    '334 UGFzc3dvcmQ6',
    '235 Welcome',
    '235 Welcome',
    '334',
    '235 Welcome',
  ])
})

test.each([
  ['DATA', '503 RCPT comes first'],
  ['RCPT TO:<a@b>', '503 MAIL comes first'],
  ['MAIL FROM', '501 MAIL FROM:<address> was expected'],
  ['STARTTLS', '502 Not implemented here'],
  ['RSET', '250 Done'],
])('%s is answered %s', async (line, reply) => {
  expect((await talk(await start(), line))[1]).toBe(reply)
})

describe('a mail is read', () => {
  const head = (type: string, ...more: readonly string[]) =>
    [
      'Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe_aus?=',
      ' =?utf-8?b?IEvDtmxu?=',
      `Content-Type: ${type}`,
      ...more,
      '',
      '',
    ].join('\r\n')

  test('with words of its subject in other encodings', () => {
    expect(readMail(`${head('text/plain')}x\r\n`).subject).toBe('Grüße aus Köln')
  })

  test('in quoted-printable and in Base64', () => {
    const quoted = head('text/plain; charset=UTF-8', 'Content-Transfer-Encoding: quoted-printable')
    expect(readMail(`${quoted}Gr=C3=BC=\r\n=C3=9Fe =3D\r\n`).text).toBe('Grüße =')
    const encoded = head('text/plain; charset="utf-8"', 'Content-Transfer-Encoding: base64')
    expect(readMail(`${encoded}${Buffer.from('नमस्ते').toString('base64')}\r\n`).text).toBe('नमस्ते')
  })

  test('out of its parts: text, HTML and the names of files', () => {
    const parts = [
      '--outer',
      'Content-Type: multipart/related; boundary=inner',
      '',
      '--inner',
      'Content-Type: text/html; charset=utf-8',
      '',
      '<b>Hello</b>',
      '--inner--',
      '--outer',
      'Content-Type: text/plain',
      'Content-Disposition: attachment; filename="bill.txt"',
      '',
      '100',
      '--outer--',
      'behind',
    ]
    expect(readMail(`${head('multipart/mixed; boundary="outer"')}${parts.join('\r\n')}\r\n`)).toMatchObject({
      text: '',
      html: '<b>Hello</b>',
      attachments: ['bill.txt'],
    })
  })

  test('that has no header, no body, or more levels than anybody needs', () => {
    expect(readMail('\r\nHello\r\n')).toEqual({ subject: '', text: 'Hello', attachments: [], headers: {} })
    expect(readMail('Subject: x\r\n')).toMatchObject({ subject: 'x', text: '' })
    const level = 'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n'
    expect(readMail(level.repeat(50)).attachments).toEqual([])
  })
})
