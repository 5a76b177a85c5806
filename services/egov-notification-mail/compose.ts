// From a mail to its bytes (RFC 5322, 2045, 2047): text as one part, HTML inside of multipart/mixed and multipart/related,
// as the original's mail library writes it.

import { randomUUID } from 'node:crypto'
import type { Mail } from './mail.js'

/** The lines of a mail without line ends; every line is ASCII and shorter than 998 characters. */
export function compose(from: string, { to, subject, body, isHtml }: Mail): readonly string[] {
  return [
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    `From: ${from}`,
    `To: ${to.map(withoutBreaks).join(',\r\n ')}`.split('\r\n'),
    `Message-ID: <${randomUUID()}@egov-notification-mail>`,
    `Subject: ${encodeWord(withoutBreaks(subject))}`.split('\r\n'),
    'MIME-Version: 1.0',
    ...(isHtml ? htmlPart(body) : textPart('text/plain', body)),
  ].flat()
}

function htmlPart(body: string): readonly string[] {
  const [mixed, related] = [randomUUID(), randomUUID()]
  return [
    `Content-Type: multipart/mixed; boundary="${mixed}"`,
    '',
    `--${mixed}`,
    `Content-Type: multipart/related; boundary="${related}"`,
    '',
    `--${related}`,
    ...textPart('text/html', body),
    `--${related}--`,
    '',
    `--${mixed}--`,
  ]
}

function textPart(type: string, body: string): readonly string[] {
  const lines = body.split(/\r\n|\r|\n/)
  if (isAscii(body) && lines.every(({ length }) => length < 990)) {
    return [`Content-Type: ${type}; charset=us-ascii`, 'Content-Transfer-Encoding: 7bit', '', ...lines]
  }
  const encoded = Buffer.from(lines.join('\r\n')).toString('base64')
  const head = [`Content-Type: ${type}; charset=UTF-8`, 'Content-Transfer-Encoding: base64', '']
  return [...head, ...(encoded.match(/.{1,76}/g) ?? [])]
}

/** Words of at most 75 characters; none begins inside a character. */
function encodeWord(text: string): string {
  if (isAscii(text) && text.length < 900) return text
  const words: string[] = []
  let word = ''
  for (const character of text) {
    if (Buffer.byteLength(word + character) > 42) {
      words.push(word)
      word = ''
    }
    word += character
  }
  return [...words, word].map((each) => `=?UTF-8?B?${Buffer.from(each).toString('base64')}?=`).join('\r\n ')
}

function isAscii(text: string): boolean {
  return /^[\t\n\r -~]*$/.test(text)
}

function withoutBreaks(text: string): string {
  return text.replace(/[\r\n]+/g, ' ')
}
