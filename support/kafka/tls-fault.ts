// What an error of TLS means and what to do about it; the names are those of the settings, and of the variables of the
// environment `external`.

import { X509Certificate } from 'node:crypto'

export interface TlsFault {
  readonly reason: string
  readonly todo: string
}

export interface TlsParties {
  /** Who shows the certificate. */
  readonly whose: 'broker' | 'token endpoint'
  /** Our own certificate as PEM text, where there is one. */
  readonly ownCertificate?: string | undefined
}

/** Explains an error of a connection; `undefined` where it is not about TLS. */
export function tlsFault(error: { code?: unknown; message: string }, parties: TlsParties): TlsFault | undefined {
  const code = typeof error.code === 'string' ? error.code : ''
  return certificateFault(code, error.message, parties) ?? alertFault(code, parties) ?? versionFault(code, parties)
}

function certificateFault(code: string, message: string, { whose }: TlsParties): TlsFault | undefined {
  const its = `The certificate of the ${whose}`
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return {
        reason: `${its} has expired (${code}).`,
        todo: `Renew the certificate of the ${whose}, and see that the clock of this machine is right.`,
      }
    case 'CERT_NOT_YET_VALID':
      return { reason: `${its} is not valid yet (${code}).`, todo: 'See that the clocks of both machines are right.' }
    case 'ERR_TLS_CERT_ALTNAME_INVALID': {
      const [, names = ''] = /altnames: (.+)$/.exec(message) ?? []
      const where = whose === 'broker' ? 'kafka.brokers' : 'kafka.sasl.oauth.tokenUrl'
      return {
        reason: `${its} is for other names (${code}). ${names}`.trim(),
        todo: `Name it in ${where} as its certificate does, or have the name added to the certificate.`,
      }
    }
  }
  if (!distrusted.has(code)) return undefined
  return {
    reason: `${its} is signed by nobody who is trusted here (${code}).`,
    todo: 'Let kafka.tls.ca (KAFKA_TLS_CA) lead to the certificate of the authority that has signed it.',
  }
}

const distrusted = new Set([
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'INVALID_CA',
])

/** What the other side has against us; brokers alone ask for certificates. */
function alertFault(code: string, { ownCertificate }: TlsParties): TlsFault | undefined {
  const [, alert] =
    /_ALERT_(BAD_CERTIFICATE|CERTIFICATE_\w+|UNKNOWN_CA|HANDSHAKE_FAILURE|ACCESS_DENIED)$/.exec(code) ?? []
  if (alert === undefined) return undefined
  const said = alert.toLowerCase().replaceAll('_', ' ')
  if (ownCertificate === undefined) {
    return {
      reason: `The broker asks for a client certificate, and there is none (TLS alert "${said}").`,
      todo: 'Set kafka.tls.cert and kafka.tls.key (KAFKA_TLS_CERT, KAFKA_TLS_KEY).',
    }
  }
  const until = new Date(new X509Certificate(ownCertificate).validTo)
  if (until.getTime() < Date.now()) {
    return {
      reason: `The own certificate, kafka.tls.cert, expired on ${until.toISOString().slice(0, 10)} (TLS alert "${said}").`,
      todo: 'Have a new one made, and put it where kafka.tls.cert (KAFKA_TLS_CERT) leads.',
    }
  }
  return {
    reason: `The broker does not accept the own certificate, kafka.tls.cert (TLS alert "${said}").`,
    todo: 'Have it signed by an authority that the brokers trust (their ssl.truststore).',
  }
}

function versionFault(code: string, { whose }: TlsParties): TlsFault | undefined {
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG') {
    return {
      reason: `The ${whose} speaks without TLS at this port (${code}).`,
      todo: whose === 'broker' ? withoutTls : 'Check kafka.sasl.oauth.tokenUrl (KAFKA_OAUTH_TOKEN_URL).',
    }
  }
  if (!/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|NO_SHARED_CIPHER|NO_PROTOCOLS/.test(code)) return undefined
  return {
    reason: `The ${whose} and this Node have no version of TLS, or no cipher, in common (${code}).`,
    todo: `Allow TLS 1.2 or 1.3 at the ${whose}.`,
  }
}

/** What to do where TLS is set up and the port has none. */
export const withoutTls =
  'Name the TLS port in kafka.brokers, or leave kafka.tls (KAFKA_TLS, KAFKA_TLS_CA, …) unset for this port.'
