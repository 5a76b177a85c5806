import { createPrivateKey, X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createAuthority } from './certificates.js'

describe('the certificates of a test', () => {
  const authority = createAuthority('test-ca')

  it('are signed by their authority for 127.0.0.1', () => {
    const issued = authority.issue('kata')
    const certificate = new X509Certificate(issued.cert)
    const ca = new X509Certificate(authority.cert)
    expect(certificate).toMatchObject({ subject: 'CN=kata', issuer: 'CN=test-ca', ca: false })
    expect(ca).toMatchObject({ subject: 'CN=test-ca', ca: true })
    expect(certificate.verify(ca.publicKey)).toBe(true)
    expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1')
    expect(certificate.checkPrivateKey(createPrivateKey(issued.key))).toBe(true)
  })

  it('are not those of another authority of the same name', () => {
    const certificate = new X509Certificate(authority.issue('kata').cert)
    expect(certificate.verify(new X509Certificate(createAuthority('test-ca').cert).publicKey)).toBe(false)
  })

  it('are valid for as long as is asked for', () => {
    const validity = { from: new Date('2020-01-01T00:00:00Z'), to: new Date('2020-01-02T03:04:05Z') }
    expect(new X509Certificate(authority.issue('kata', validity).cert)).toMatchObject({
      validFrom: 'Jan  1 00:00:00 2020 GMT',
      validTo: 'Jan  2 03:04:05 2020 GMT',
    })
  })
})
