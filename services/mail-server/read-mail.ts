// From the bytes of a mail to what a person sees of it: subject, text, HTML (RFC 5322, 2045, 2047). It reads what mail
// programs write, and what it cannot read stays as it came.

/** A mail as its reader sees it. */
export interface ReadMail {
  readonly subject: string
  /** The first part that is text; empty where there is none. */
  readonly text: string
  /** The first part that is HTML. */
  readonly html?: string
  /** File names of the attachments, in their order. */
  readonly attachments: readonly string[]
  /** Names in lower case; of the same name the first one counts. */
  readonly headers: Readonly<Record<string, string>>
}

/** @param content header and body; bytes as Latin-1 */
export function readMail(content: string): ReadMail {
  const parts = partsOf(content, 0)
  const first = (type: string) => parts.find((part) => part.type === type && part.fileName === undefined)?.content
  const headers = headersOf(content)
  const html = first('text/html')
  return {
    subject: decodeWords(headers.get('subject') ?? ''),
    text: first('text/plain') ?? '',
    ...(html === undefined ? {} : { html }),
    attachments: parts.flatMap(({ fileName }) => (fileName === undefined ? [] : [fileName])),
    headers: Object.fromEntries([...headers].map(([name, value]) => [name, decodeWords(value)])),
  }
}

interface Part {
  /** Such as `text/plain`. */
  readonly type: string
  readonly content: string
  readonly fileName: string | undefined
}

const maxDepth = 10

function partsOf(content: string, depth: number): readonly Part[] {
  const headers = headersOf(content)
  const contentType = headers.get('content-type') ?? 'text/plain; charset=us-ascii'
  const body = content.slice(headEnd(content))
  const boundary = parameterOf(contentType, 'boundary')
  if (/^multipart\//i.test(contentType) && boundary !== undefined && depth < maxDepth) {
    return between(body, boundary).flatMap((part) => partsOf(part, depth + 1))
  }
  const bytes = decodeTransfer(body, headers.get('content-transfer-encoding') ?? '')
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? ''
  const fileName = parameterOf(headers.get('content-disposition') ?? '', 'filename')
  return [{ type, content: textOf(bytes, parameterOf(contentType, 'charset')), fileName }]
}

function headEnd(content: string): number {
  if (content.startsWith('\r\n')) return 2
  const end = content.indexOf('\r\n\r\n')
  return end < 0 ? content.length : end + 4
}

function headersOf(content: string): ReadonlyMap<string, string> {
  const lines = content
    .slice(0, headEnd(content))
    .replace(/\r\n(?=[ \t])/g, '')
    .split('\r\n')
  const entries = lines.flatMap((line): (readonly [string, string])[] => {
    const colon = line.indexOf(':')
    return colon < 1 ? [] : [[line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]]
  })
  return new Map(entries.reverse())
}

function parameterOf(header: string, name: string): string | undefined {
  const [, quoted, plain] = new RegExp(`;\\s*${name}=(?:"([^"]*)"|([^;\\s]*))`, 'i').exec(header) ?? []
  return quoted ?? plain
}

function between(body: string, boundary: string): readonly string[] {
  const [, ...parts] = `\r\n${body}`.split(`\r\n--${boundary}`)
  return parts.filter((part) => !part.startsWith('--')).map((part) => part.replace(/^[ \t]*\r\n/, ''))
}

function decodeTransfer(body: string, encoding: string): Buffer {
  if (/base64/i.test(encoding)) return Buffer.from(body, 'base64')
  if (/quoted-printable/i.test(encoding)) return Buffer.from(decodeQuoted(body.replaceAll('=\r\n', '')), 'latin1')
  return Buffer.from(body, 'latin1')
}

function decodeQuoted(text: string): string {
  return text.replace(/=([\da-fA-F]{2})/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 16)))
}

function textOf(bytes: Buffer, charset: string | undefined): string {
  const isUtf8 = /^(?:utf-?8|us-ascii)$/i.test(charset ?? 'us-ascii')
  // The line end that closes every body is none of the text's.
  return bytes.toString(isUtf8 ? 'utf8' : 'latin1').replace(/\r\n$/, '')
}

/** `=?UTF-8?B?…?=` and `=?UTF-8?Q?…?=`; blanks between two of them are none. */
function decodeWords(header: string): string {
  const joined = header.replace(/(=\?[^?]+\?[BQ]\?[^?]*\?=)\s+(?==\?)/gi, '$1')
  return joined.replace(/=\?[^?]+\?[BQ]\?[^?]*\?=/gi, decodeWord)
}

function decodeWord(word: string): string {
  const [, charset = '', kind = '', text = ''] = word.split('?')
  const isBase64 = kind.toUpperCase() === 'B'
  const bytes = isBase64 ? Buffer.from(text, 'base64') : Buffer.from(decodeQuoted(text.replaceAll('_', ' ')), 'latin1')
  return bytes.toString(/^utf-?8$/i.test(charset) ? 'utf8' : 'latin1')
}
