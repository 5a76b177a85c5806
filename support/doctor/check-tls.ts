// The TLS handshake of a broker and the days that are left to its certificate, and to our own.
import { X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import { connect, type PeerCertificate, type TLSSocket } from 'node:tls'
import type { TlsSettings } from '../config/index.js'
import { describeTlsError, placeOf, tlsOptionsOf } from '../kafka/index.js'
import { type Finding, note, ok, problem } from './finding.js'
import { counted, plain } from './words.js'

export interface TlsOptions {
  readonly tls: TlsSettings
  readonly timeoutMs: number
  /** Milliseconds since 1970. */
  readonly now: number
}

const soonDays = 14

/** Shakes hands with a broker that takes connections; it never rejects. */
export async function checkHandshake(broker: string, options: TlsOptions): Promise<Finding> {
  const handshake = await shakeHands(broker, options)
  if ('failure' in handshake) {
    const fix = 'Is this the TLS port of the broker? A port without TLS needs an environment without kafka.tls.'
    return problem('TLS', `${broker} did not complete the TLS handshake: ${plain(handshake.failure)}`, fix)
  }
  const { certificate, distrust } = handshake
  const expiry = Date.parse(certificate.valid_to)
  const who = `${broker} shows the certificate of "${plain(nameOf(certificate))}"`
  if (expiry <= options.now) {
    const fix = 'Renew the certificate of this broker.'
    return weighed(problem('TLS', `${who}, which expired on ${day(expiry)}.`, fix), options)
  }
  if (distrust !== undefined) {
    return weighed(problem('TLS', `${who}, which is not trusted: ${distrust}`, fixOf(distrust)), options)
  }
  return untilText('TLS', `${who}, trusted and valid until`, { expiry, now: options.now })
}

/** What nobody looks at stops nobody. */
function weighed(found: Finding, { tls }: TlsOptions): Finding {
  if (tls.verify !== false) return found
  return note(found.subject, `${found.text}\nIt is taken all the same: kafka.tls.verify is false.`, found.fix)
}

/** How long our own certificate is valid, where there is one. */
export function checkOwnCertificate({ cert }: TlsSettings, now: number): Finding[] {
  if (cert === undefined) return []
  try {
    const expiry = Date.parse(new X509Certificate(cert).validTo)
    if (expiry > now) return [untilText('TLS', 'The own certificate, kafka.tls.cert, is valid until', { expiry, now })]
    const text = `The own certificate, kafka.tls.cert, expired on ${day(expiry)}.`
    return [problem('TLS', text, 'Have a new one made, and put it where kafka.tls.cert leads.')]
  } catch {
    return [
      problem('TLS', 'kafka.tls.cert holds no certificate.', 'It must lead to a PEM text: -----BEGIN CERTIFICATE …'),
    ]
  }
}

function untilText(subject: string, text: string, { expiry, now }: { expiry: number; now: number }): Finding {
  const days = Math.floor((expiry - now) / 86_400_000)
  const whole = `${text} ${day(expiry)} (${counted(days, 'day')}).`
  return days < soonDays ? note(subject, whole, 'Renew it soon.') : ok(subject, whole)
}

type Handshake =
  | { readonly certificate: PeerCertificate; readonly distrust: string | undefined }
  | { readonly failure: string }

/** Trusts anybody, so as to see the certificate; what would have been refused is answered as `distrust`. */
function shakeHands(broker: string, { tls, timeoutMs }: TlsOptions): Promise<Handshake> {
  const { host, port } = placeOf(broker)
  const name = isIP(host) === 0 ? { servername: host } : {}
  return new Promise((resolve) => {
    let socket: TLSSocket | undefined
    const settle = (handshake: Handshake) => {
      clearTimeout(timer)
      socket?.destroy()
      resolve(handshake)
    }
    const timer = setTimeout(() => settle({ failure: `no answer within ${timeoutMs} ms` }), timeoutMs)
    try {
      socket = connect({ host, port, ...name, ...tlsOptionsOf(tls), rejectUnauthorized: false }, () => {
        const error = socket?.authorizationError
        const certificate = socket?.getPeerCertificate()
        if (certificate === undefined) return settle({ failure: 'no certificate was shown' })
        settle({ certificate, distrust: error ? String((error as NodeJS.ErrnoException).code ?? error) : undefined })
      })
      socket.on('error', (error) => settle({ failure: describeTlsError(error.message) }))
    } catch (error) {
      settle({ failure: `kafka.tls cannot be used: ${error instanceof Error ? error.message : String(error)}` })
    }
  })
}

function nameOf({ subject }: PeerCertificate): string {
  const { CN: name = 'nobody' } = (subject ?? {}) as { CN?: string | string[] }
  return typeof name === 'string' ? name : name.join(', ')
}

function fixOf(distrust: string): string {
  if (distrust === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return 'Name the broker in kafka.brokers as its certificate does, or have the name added to the certificate.'
  }
  return 'Let kafka.tls.ca lead to the certificate of the authority that has signed it.'
}

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
