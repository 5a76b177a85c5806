import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { TlsSettings } from '../../support/config/index.js'
import { checkHandshake, checkOwnCertificate } from '../../support/doctor/check-tls.js'
import { tellFinding } from '../../support/doctor/finding.js'
import { closedPort, closingServer, silentServer, tlsServer } from './servers.js'

// Certificates of an authority of their own, valid until June 2125: for 127.0.0.1, and for elsewhere.example.
const folder = fileURLToPath(new URL('../testdata/doctor', import.meta.url))
const pem = (name: string) => readFileSync(join(folder, name), 'utf8')
const ca = pem('ca.pem')
const broker = { cert: pem('broker.pem'), key: pem('broker.key.pem') }
const elsewhere = { cert: pem('elsewhere.pem'), key: pem('elsewhere.key.pem') }

async function told(
  address: string,
  options: TlsSettings & { now?: number; timeoutMs?: number } = {},
): Promise<string> {
  const { now = Date.UTC(2030, 0, 1), timeoutMs = 5000, ...tls } = options
  return tellFinding(await checkHandshake(address, { tls, now, timeoutMs }))
}

describe('the handshake with a broker', () => {
  it('tells whose certificate it is and until when it is valid', async () => {
    const address = await tlsServer(broker)
    expect(await told(address, { ca })).toBe(
      `ok       TLS          ${address} shows the certificate of "test-broker", trusted and valid until 2125-06-16 (34864 days).`,
    )
  })

  it('notes a certificate that is about to expire, and is a problem with one that has', async () => {
    const address = await tlsServer(broker)
    expect(await told(address, { ca, now: Date.UTC(2125, 5, 10) })).toBe(
      `note     TLS          ${address} shows the certificate of "test-broker", trusted and valid until 2125-06-16 (6 days).\n         Renew it soon.`,
    )
    expect(await told(address, { ca, now: Date.UTC(2125, 5, 17) })).toBe(
      `problem  TLS          ${address} shows the certificate of "test-broker", which expired on 2125-06-16.\n         Renew the certificate of this broker.`,
    )
  })

  it('tells a certificate that nobody vouches for, and one for another name', async () => {
    const [own, other] = await Promise.all([tlsServer(broker), tlsServer(elsewhere)])
    expect(await told(own)).toBe(
      `problem  TLS          ${own} shows the certificate of "test-broker", which is not trusted: UNABLE_TO_VERIFY_LEAF_SIGNATURE\n         Let kafka.tls.ca lead to the certificate of the authority that has signed it.`,
    )
    expect(await told(other, { ca })).toBe(
      `problem  TLS          ${other} shows the certificate of "elsewhere", which is not trusted: ERR_TLS_CERT_ALTNAME_INVALID\n         Name the broker in kafka.brokers as its certificate does, or have the name added to the certificate.`,
    )
  })

  it('is taken whoever shakes hands where nobody looks, and says so', async () => {
    const address = await tlsServer(elsewhere)
    expect(await told(address, { verify: false })).toBe(
      [
        `note     TLS          ${address} shows the certificate of "elsewhere", which is not trusted: UNABLE_TO_VERIFY_LEAF_SIGNATURE`,
        '         It is taken all the same: kafka.tls.verify is false.',
        '         Let kafka.tls.ca lead to the certificate of the authority that has signed it.',
      ].join('\n'),
    )
  })

  it('fails at a port without TLS, at one that says nothing, at a closed one, and with a key that is none', async () => {
    const fix =
      '\n         Is this the TLS port of the broker? A port without TLS needs an environment without kafka.tls.'
    const [closing, silent, closed] = await Promise.all([closingServer(), silentServer(), closedPort()])
    const failed = (address: string, text: string) =>
      `problem  TLS          ${address} did not complete the TLS handshake: ${text}${fix}`
    expect(await told(closing)).toBe(
      failed(closing, 'Client network socket disconnected before secure TLS connection was established'),
    )
    expect(await told(silent, { timeoutMs: 50 })).toBe(failed(silent, 'no answer within 50 ms'))
    expect(await told(closed)).toBe(failed(closed, `connect ECONNREFUSED ${closed}`))
    expect(await told(closed, { cert: 'x', key: 'x' })).toContain('kafka.tls cannot be used: ')
  })
})

describe('the own certificate', () => {
  const told = (cert: string | undefined, now = Date.UTC(2030, 0, 1)) =>
    checkOwnCertificate(cert === undefined ? {} : { cert }, now).map(tellFinding)

  it('is told with its last day', () => {
    expect(told(undefined)).toEqual([])
    expect(told(broker.cert)).toEqual([
      'ok       TLS          The own certificate, kafka.tls.cert, is valid until 2125-06-16 (34864 days).',
    ])
    expect(told(broker.cert, Date.UTC(2126, 0, 1))).toEqual([
      'problem  TLS          The own certificate, kafka.tls.cert, expired on 2125-06-16.\n         Have a new one made, and put it where kafka.tls.cert leads.',
    ])
  })

  it('that is none is a problem, and is not shown', () => {
    expect(told('secret')).toEqual([
      'problem  TLS          kafka.tls.cert holds no certificate.\n         It must lead to a PEM text: -----BEGIN CERTIFICATE …',
    ])
  })
})
