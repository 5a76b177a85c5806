// What a service answers, as plain data, in the manner of Spring Boot on Tomcat. It writes nothing: that is reply.ts.

/** One HTTP answer. `Date` and the connection headers are added when it is written. */
export interface Answer {
  readonly status: number
  /** In the order in which they go out. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
  /** Sent in chunks, without a `Content-Length`. */
  readonly chunked: boolean
  /** Whether the connection is closed behind it, whatever the client asks for. @default behind every error */
  readonly closes?: boolean
}

/** An answer that never comes: the socket is closed instead. */
export const hangUp = 'hang-up'

/** JSON in chunks, as Spring's object converter sends it. */
export function jsonAnswer(status: number, body: unknown): Answer {
  return { status, headers: [['Content-Type', 'application/json']], body: JSON.stringify(body), chunked: true }
}

/**
 * The message of an exception as text with status 500; `null` or an empty message is an empty answer without a type.
 *
 * The label follows the request's `Accept`, whatever the text is: a client that asks for JSON gets text called JSON.
 */
export function textAnswer(text: string | null, accept: string | undefined): Answer {
  if (text === null || text === '') return { status: 500, headers: [], body: '', chunked: false }
  return { status: 500, headers: [['Content-Type', textType(accept)]], body: text, chunked: false }
}

/** Whether a client that sends this `Accept` takes JSON. */
export function acceptsJson(accept: string | undefined): boolean {
  const ranges = mediaRanges(accept)
  return ranges.length === 0 || ranges.some(({ type }) => jsonRanges.has(type))
}

const jsonRanges = new Set(['application/json', 'application/*', '*/*'])

function textType(accept: string | undefined): string {
  const preferred = mediaRanges(accept)[0]?.type ?? '*/*'
  if (preferred.includes('*')) return 'text/plain;charset=UTF-8'
  return preferred.endsWith('json') ? preferred : `${preferred};charset=UTF-8`
}

interface MediaRange {
  readonly type: string
  readonly quality: number
}

/** The ranges of an `Accept` header, the preferred one first: by quality, then the more specific, then as written. */
function mediaRanges(accept: string | undefined): MediaRange[] {
  return (accept ?? '')
    .split(',')
    .map(readMediaRange)
    .filter(({ type, quality }) => type !== '' && quality > 0)
    .sort((left, right) => right.quality - left.quality || wildcards(left) - wildcards(right))
}

function readMediaRange(text: string): MediaRange {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase())
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
  return { type, quality: quality === undefined ? 1 : Number(quality) }
}

function wildcards({ type }: MediaRange): number {
  return type.split('*').length - 1
}
