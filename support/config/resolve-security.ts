// `kafka.tls`, `kafka.sasl` and `kafka.insecure`: what they lead to, whether it fits together, and what of it is not
// secure. Nothing connects to anything here.
import { X509Certificate } from 'node:crypto'
import { createSecureContext } from 'node:tls'
import { nearest } from '../shared/index.js'
import { readPem } from './read-pem.js'
import type { References } from './references.js'
import type { BearerSettings, KafkaSettings, SaslSettings, TlsSettings } from './settings.js'
import type { EnvironmentSettings, UnresolvedSasl, UnresolvedTls } from './unresolved-settings.js'

type Security = Pick<KafkaSettings, 'tls' | 'sasl' | 'insecure'>

/**
 * Resolves how Kafka is signed in to; settings that all lead to nothing are left out as a whole.
 *
 * @throws KataError SETTINGS_INVALID where they do not fit together, or are not secure and `insecure` does not say so
 */
export function resolveSecurity(given: EnvironmentSettings['kafka'], references: References): Security {
  const tls = resolveTls(given.tls, references)
  const sasl = given.sasl === undefined ? undefined : resolveSasl(given.sasl, references)
  const isAllowed = references.flag(given.insecure, 'kafka.insecure') ?? false
  const weaknesses = weaknessesOf(tls, sasl)
  const [first] = weaknesses
  if (first !== undefined && !isAllowed) throw references.invalid(first.path, `${first.text}.`, howToAllow(first.fix))
  return {
    ...(tls === undefined ? {} : { tls }),
    ...(sasl === undefined ? {} : { sasl }),
    ...(first === undefined ? {} : { insecure: weaknesses.map(({ text }) => text) }),
  }
}

interface Weakness {
  readonly path: string
  readonly text: string
  readonly fix: string
}

function weaknessesOf(tls: TlsSettings | undefined, sasl: SaslSettings | undefined): readonly Weakness[] {
  const weaknesses: Weakness[] = []
  if (tls?.verify === false) {
    const text = 'TLS without verification: whoever answers is taken for the broker'
    weaknesses.push({ path: 'kafka.tls.verify', text, fix: 'Let kafka.tls.ca lead to the authority of the brokers' })
  }
  if (tls === undefined && (sasl?.mechanism === 'plain' || sasl?.mechanism === 'oauthbearer')) {
    const what = sasl.mechanism === 'plain' ? 'password' : 'token'
    const text = `SASL ${sasl.mechanism.toUpperCase()} without TLS: the ${what} crosses the network in clear`
    weaknesses.push({ path: 'kafka.sasl.mechanism', text, fix: 'Switch TLS on by kafka.tls' })
  }
  if (sasl?.mechanism === 'oauthbearer' && !/^https:/i.test(sasl.oauth.tokenUrl)) {
    const text = 'A token fetched by http://: the client secret and the token cross the network in clear'
    weaknesses.push({ path: 'kafka.sasl.oauth.tokenUrl', text, fix: 'Name an https:// address' })
  }
  return weaknesses
}

function howToAllow(fix: string): string {
  return [
    `${fix}, or allow what is not secure:`,
    '`insecure: true` under kafka (external: KAFKA_INSECURE=true). Every report says so then.',
  ].join('\n')
}

function resolveTls(given: boolean | UnresolvedTls | undefined, references: References): TlsSettings | undefined {
  if (given === undefined || given === false) return undefined
  if (given === true) return {}
  const enabled = references.flag(given.enabled, 'kafka.tls.enabled')
  const verify = references.flag(given.verify, 'kafka.tls.verify')
  const ca = readPem(given.ca, 'kafka.tls.ca', references)
  const cert = readPem(given.cert, 'kafka.tls.cert', references)
  const key = readPem(given.key, 'kafka.tls.key', references)
  const isAsked = [verify, ca, cert, key].some((each) => each !== undefined)
  if (enabled === false && isAsked) {
    const todo = 'Leave one of the two out: switched off, or switched on by what else is set.'
    throw references.invalid('kafka.tls.enabled', 'It switches TLS off, and other settings ask for it.', todo)
  }
  const isEmpty = Object.keys(given).length === 0
  if (enabled === false || (enabled === undefined && !isAsked && !isEmpty)) return undefined
  const tls: TlsSettings = {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(verify === false ? { verify } : {}),
  }
  checkCertificates(tls, references)
  return tls
}

function checkCertificates({ ca, cert, key }: TlsSettings, references: References): void {
  if ((cert === undefined) !== (key === undefined)) {
    const [there, lacking] = cert === undefined ? ['key', 'cert'] : ['cert', 'key']
    const todo = `Add kafka.tls.${lacking}, or leave both out.`
    throw references.invalid(`kafka.tls.${there}`, `It stands alone, without kafka.tls.${lacking}.`, todo)
  }
  const unreadable = (what: string) => `What it leads to holds no ${what}.`
  // One after the other, to know whose fault it is.
  const attempts = [
    { path: 'kafka.tls.ca', read: () => ca === undefined || new X509Certificate(ca), found: unreadable('certificate') },
    { path: 'kafka.tls.cert', read: () => contextOf({ cert }), found: unreadable('certificate') },
    { path: 'kafka.tls.key', read: () => contextOf({ key }), found: unreadable('key that needs no passphrase') },
    { path: 'kafka.tls.key', read: () => contextOf({ cert, key }), found: 'It does not belong to kafka.tls.cert.' },
  ]
  for (const { path, read, found } of attempts) {
    try {
      read()
    } catch {
      throw references.invalid(path, found, 'It must lead to PEM text (-----BEGIN …), or to a file that holds it.')
    }
  }
}

function contextOf({ cert, key }: { cert?: string | undefined; key?: string | undefined }): unknown {
  return createSecureContext({ ...(cert === undefined ? {} : { cert }), ...(key === undefined ? {} : { key }) })
}

const mechanisms = ['plain', 'scram-sha-256', 'scram-sha-512', 'oauthbearer'] as const

function resolveSasl(given: UnresolvedSasl, references: References): SaslSettings | undefined {
  const named = references.text(given.mechanism, 'kafka.sasl.mechanism')
  const username = references.text(given.username, 'kafka.sasl.username')
  const password = references.secret(given.password, 'kafka.sasl.password')
  const oauth = resolveOauth(given.oauth, references)
  if (leadsNowhere([given, given.oauth ?? {}], [named, username, password, ...Object.values(oauth)])) return undefined
  const mechanism = readMechanism(named, references)
  if (mechanism === 'oauthbearer') return { mechanism, oauth: checkOauth(oauth, references) }
  return {
    mechanism,
    username: needed(username, 'kafka.sasl.username', { mechanism, references }),
    password: needed(password, 'kafka.sasl.password', { mechanism, references }),
  }
}

/** What stands in the file asks for nothing, as long as every reference beside it is to something that is unset. */
function leadsNowhere(given: readonly object[], values: readonly (string | undefined)[]): boolean {
  const texts = given.flatMap((each) => Object.values(each) as unknown[]).filter((each) => typeof each === 'string')
  const literals = texts.filter((text) => !text.includes('${'))
  const resolved = values.filter((each) => each !== undefined)
  return literals.length < texts.length && resolved.length === literals.length
}

type Oauth = Partial<BearerSettings['oauth']>

function resolveOauth(given: UnresolvedSasl['oauth'], references: References): Oauth {
  const tokenUrl = references.text(given?.tokenUrl, 'kafka.sasl.oauth.tokenUrl')
  const clientId = references.text(given?.clientId, 'kafka.sasl.oauth.clientId')
  const clientSecret = references.secret(given?.clientSecret, 'kafka.sasl.oauth.clientSecret')
  const scope = references.text(given?.scope, 'kafka.sasl.oauth.scope')
  return {
    ...(tokenUrl === undefined ? {} : { tokenUrl }),
    ...(clientId === undefined ? {} : { clientId }),
    ...(clientSecret === undefined ? {} : { clientSecret }),
    ...(scope === undefined ? {} : { scope }),
  }
}

function readMechanism(named: string | undefined, references: References): (typeof mechanisms)[number] {
  const mechanism = mechanisms.find((each) => each === named?.trim().toLowerCase())
  if (mechanism !== undefined) return mechanism
  const near = nearest(mechanisms, named ?? '')[0]
  const hint = near === undefined ? '' : ` Near: ${near}.`
  const found = named === undefined ? 'Nothing says how to sign in.' : `It is no mechanism that kata knows.${hint}`
  throw references.invalid('kafka.sasl.mechanism', found, `Write one of: ${mechanisms.join(', ')}.`)
}

interface Asked {
  readonly mechanism: string
  readonly references: References
}

function needed(value: string | undefined, path: string, { mechanism, references }: Asked): string {
  if (value !== undefined) return value
  const found = `SASL ${mechanism.toUpperCase()} needs it, and it is not set.`
  throw references.invalid(path, found, 'Set it, or leave kafka.sasl.mechanism unset where no sign-in is wanted.')
}

function checkOauth(given: Oauth, references: References): BearerSettings['oauth'] {
  const asked = { mechanism: 'oauthbearer', references }
  const tokenUrl = needed(given.tokenUrl, 'kafka.sasl.oauth.tokenUrl', asked)
  const clientId = needed(given.clientId, 'kafka.sasl.oauth.clientId', asked)
  const clientSecret = needed(given.clientSecret, 'kafka.sasl.oauth.clientSecret', asked)
  const url = URL.canParse(tokenUrl) ? new URL(tokenUrl) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    const found = 'It is no https:// address, or holds a name and a password.'
    const todo = 'Write the address alone, such as https://login.example/oauth2/token.'
    throw references.invalid('kafka.sasl.oauth.tokenUrl', found, todo)
  }
  return { tokenUrl, clientId, clientSecret, ...(given.scope === undefined ? {} : { scope: given.scope }) }
}
