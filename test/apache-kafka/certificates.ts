// Certificates for a test, made in milliseconds without a tool: an authority, and what it signs. X.509 as RFC 5280 has it,
// no more of it than TLS on 127.0.0.1 needs; keys are EC P-256.

import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

/** PEM texts; the key is PKCS#8. */
export interface Certified {
  readonly cert: string
  readonly key: string
}

export interface Authority extends Certified {
  /** Signs a certificate for 127.0.0.1 with this common name. */
  issue(commonName: string, validity?: Validity): Certified
}

export interface Validity {
  readonly from: Date
  readonly to: Date
}

const dayMs = 86_400_000

/** Makes an authority that signs its own certificate, valid for two days as all that it issues is by default. */
export function createAuthority(commonName: string): Authority {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const issuer = { commonName, key: pair.privateKey }
  const certify = (subject: Subject, key: KeyObject): Certified => ({
    cert: pem('CERTIFICATE', certificate(subject, issuer)),
    key: String(key.export({ type: 'pkcs8', format: 'pem' })),
  })
  const own = { commonName, key: pair.publicKey, validity: twoDays(), extensions: [authorityOnly] }
  return {
    ...certify(own, pair.privateKey),
    issue(name, validity = twoDays()) {
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      return certify({ commonName: name, key: publicKey, validity, extensions: [loopback] }, privateKey)
    },
  }
}

function twoDays(): Validity {
  return { from: new Date(Date.now() - dayMs), to: new Date(Date.now() + dayMs) }
}

interface Subject {
  readonly commonName: string
  readonly key: KeyObject
  readonly validity: Validity
  readonly extensions: readonly Buffer[]
}

interface Issuer {
  readonly commonName: string
  readonly key: KeyObject
}

/** Version 3, a random serial number, and the extensions. */
function certificate(subject: Subject, issuer: Issuer): Buffer {
  const { from, to } = subject.validity
  const content = sequence(
    tagged(0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([0x40]), randomBytes(8)])),
    ecdsaWithSha256,
    nameOf(issuer.commonName),
    sequence(time(from), time(to)),
    nameOf(subject.commonName),
    subject.key.export({ type: 'spki', format: 'der' }),
    tagged(3, sequence(...subject.extensions)),
  )
  const signature = sign('sha256', content, issuer.key)
  return sequence(content, ecdsaWithSha256, der(0x03, Buffer.from([0]), signature))
}

function nameOf(commonName: string): Buffer {
  return sequence(der(0x31, sequence(objectId('550403'), der(0x0c, Buffer.from(commonName)))))
}

/** UTCTime, which ends in 2049. */
function time(date: Date): Buffer {
  return der(0x17, Buffer.from(`${date.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`))
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content])
  if (length < 0x100) return Buffer.concat([Buffer.from([tag, 0x81, length]), content])
  return Buffer.concat([Buffer.from([tag, 0x82, length >> 8, length & 0xff]), content])
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, ...parts)
}

function tagged(number: number, content: Buffer): Buffer {
  return der(0xa0 + number, content)
}

function integer(bytes: Buffer): Buffer {
  return der(0x02, bytes)
}

function objectId(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'))
}

function extension(id: string, ...values: readonly Buffer[]): Buffer {
  return sequence(objectId(id), ...values)
}

function pem(label: string, content: Buffer): string {
  const lines = content.toString('base64').match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}

const ecdsaWithSha256 = sequence(objectId('2a8648ce3d040302'))
const isTrue = der(0x01, Buffer.from([0xff]))
/** basicConstraints, critical: an authority. */
const authorityOnly = extension('551d13', isTrue, der(0x04, sequence(isTrue)))
/** subjectAltName: the address 127.0.0.1. */
const loopback = extension('551d11', der(0x04, sequence(der(0x87, Buffer.from([127, 0, 0, 1])))))
