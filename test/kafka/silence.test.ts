// What is told of a Kafka that does not let us in: by kafkajs on one side, and on the other what really shakes hands, or
// answers the few bytes that matter.
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer, type TlsOptions } from 'node:tls'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { KafkaSettings } from '../../support/config/index.js'
import { Administration } from '../../support/kafka/index.js'
import { KataError } from '../../support/shared/index.js'
import { createAuthority } from '../apache-kafka/certificates.js'

const authority = createAuthority('test-ca')
const ca = authority.cert
const past = { from: new Date('2020-01-01'), to: new Date('2020-02-01') }

async function listening(server: Server): Promise<string> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
  })
  onTestFinished(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

function tlsServer(options: TlsOptions): Promise<string> {
  return listening(
    createTlsServer(options, (socket) => {
      socket.on('error', () => undefined).once('data', () => socket.destroy())
    }),
  )
}

const apiVersions = 18
const saslHandshake = 17

/** Answers the two requests that come before signing in; everything else ends the connection. */
function kafkaLike(errorCode: number, mechanisms: readonly string[] = []): (socket: Socket) => void {
  return (socket) => {
    socket.on('error', () => undefined)
    socket.on('data', (request: Buffer) => {
      const answers = new Map([
        [apiVersions, versions],
        [saslHandshake, Buffer.concat([short(errorCode), long(mechanisms.length), ...mechanisms.map(withLength)])],
      ])
      const answer = answers.get(request.readInt16BE(4))
      // An ApiVersions that is too new is answered in version 0.
      const body = answer === versions && request.readInt16BE(6) > 0 ? Buffer.concat([short(35), long(0)]) : answer
      if (body === undefined) return socket.destroy()
      socket.write(Buffer.concat([long(4 + body.length), request.subarray(8, 12), body]))
    })
  }
}

const metadata = 3
const versions = Buffer.concat([short(0), long(3), ...[metadata, saslHandshake, apiVersions].map((key) => range(key))])

function range(key: number): Buffer {
  return Buffer.concat([short(key), short(0), short(1)])
}

function short(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeInt16BE(value)
  return bytes
}

function long(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}

function withLength(text: string): Buffer {
  return Buffer.concat([short(text.length), Buffer.from(text)])
}

/** What is found and what to do, the second part and the third. */
async function told(broker: string, security: Pick<KafkaSettings, 'tls' | 'sasl'> = {}): Promise<readonly string[]> {
  const administration = new Administration({ brokers: [broker], ...security, callMs: 5000 })
  try {
    await administration.cluster()
  } catch (error) {
    if (!(error instanceof KataError)) throw error
    expect(error.code).toBe('KAFKA_UNREACHABLE')
    return error.message.split('\n').slice(2)
  } finally {
    await administration.close()
  }
  throw new Error('nothing failed')
}

const plain = { mechanism: 'plain', username: 'kata', password: 'open sesame' } as const

describe('the certificate of the broker', () => {
  it('that has expired is told as that', async () => {
    expect(await told(await tlsServer(authority.issue('broker', past)), { tls: { ca } })).toEqual([
      'The client says: The certificate of the broker has expired (CERT_HAS_EXPIRED).',
      'Renew the certificate of the broker, and see that the clock of this machine is right.',
    ])
  })

  it('that nobody vouches for leads to the setting of the authority', async () => {
    expect(await told(await tlsServer(authority.issue('broker')), { tls: {} })).toEqual([
      'The client says: The certificate of the broker is signed by nobody who is trusted here (UNABLE_TO_VERIFY_LEAF_SIGNATURE).',
      'Let kafka.tls.ca (KAFKA_TLS_CA) lead to the certificate of the authority that has signed it.',
    ])
  })

  it('for another name says which names it has', async () => {
    const broker = (await tlsServer(authority.issue('broker'))).replace('127.0.0.1', 'localhost')
    expect(await told(broker, { tls: { ca } })).toEqual([
      "The client says: The certificate of the broker is for other names (ERR_TLS_CERT_ALTNAME_INVALID). Host: localhost. is not cert's CN: broker",
      'Name it in kafka.brokers as its certificate does, or have the name added to the certificate.',
    ])
  })
})

describe('our own certificate', () => {
  const asking = { ...authority.issue('broker'), requestCert: true, rejectUnauthorized: true, ca }

  it('that is missing where the broker asks for one', async () => {
    expect(await told(await tlsServer(asking), { tls: { ca } })).toEqual([
      'The client says: The broker asks for a client certificate, and there is none (TLS alert "certificate required").',
      'Set kafka.tls.cert and kafka.tls.key (KAFKA_TLS_CERT, KAFKA_TLS_KEY).',
    ])
  })
})

describe('a port that speaks otherwise than we do', () => {
  it('speaks TLS, and we do not', async () => {
    expect(await told(await tlsServer(authority.issue('broker')))).toEqual([
      'The client says: The port speaks TLS, and kafka.tls is not set.',
      'Set kafka.tls (KAFKA_TLS=true, KAFKA_TLS_CA where the authority is your own).',
    ])
  })

  it('speaks without TLS, and we do', async () => {
    const answer = kafkaLike(34)
    const broker = await listening(
      createServer((socket) => {
        // What begins as TLS does is a request of 369 million bytes.
        socket.once('data', (first: Buffer) => (first[0] === 0x16 ? socket.destroy() : socket.unshift(first)))
        answer(socket)
      }),
    )
    expect(await told(broker, { tls: { ca } })).toEqual([
      'The client says: The port speaks without TLS, and kafka.tls is set.',
      'Name the TLS port in kafka.brokers, or leave kafka.tls (KAFKA_TLS, KAFKA_TLS_CA, …) unset for this port.',
    ])
  })

  it('asks for a sign-in that we have not set up', async () => {
    expect(await told(await listening(createServer(kafkaLike(33, ['SCRAM-SHA-512', 'PLAIN']))))).toEqual([
      'The client says: The port asks for a sign-in (SCRAM-SHA-512, PLAIN), and kafka.sasl is not set.',
      'Set kafka.sasl (KAFKA_SASL_MECHANISM, _USERNAME, _PASSWORD, or KAFKA_OAUTH_…).',
    ])
  })

  it('asks for none, and we sign in', async () => {
    expect(await told(await listening(createServer(kafkaLike(34))), { sasl: plain })).toEqual([
      'The client says: The port asks for no sign-in, and kafka.sasl is set.',
      'Name the port for it in kafka.brokers, or leave kafka.sasl unset.',
    ])
  })

  it('does not know our mechanism, and says which it knows', async () => {
    expect(await told(await listening(createServer(kafkaLike(33, ['SCRAM-SHA-512']))), { sasl: plain })).toEqual([
      'The client says: The broker does not know the mechanism PLAIN at this port. It offers SCRAM-SHA-512.',
      'Choose another kafka.sasl.mechanism (KAFKA_SASL_MECHANISM).',
    ])
  })

  it('is told as what it is where nothing better is known', async () => {
    const broker = await listening(createServer((socket) => void socket.once('data', () => socket.end())))
    expect(await told(broker)).toEqual([
      'The client says: The connection is taken and closed again without a word.',
      'The port may ask for TLS or a password: see kafka.tls and kafka.sasl in kata.config.yaml.',
    ])
  })
})

describe('a token endpoint that refuses', () => {
  it('is the cause that is told, and not that the broker was not reached', async () => {
    const broker = await listening(createServer(kafkaLike(0, ['OAUTHBEARER'])))
    const oauth = { tokenUrl: 'https://127.0.0.1:1/token', clientId: 'kata', clientSecret: 'open sesame' }
    expect(await told(broker, { sasl: { mechanism: 'oauthbearer', oauth } })).toEqual([
      'The client says: No token could be fetched from https://127.0.0.1:1/token: refused the connection, nobody listens there (ECONNREFUSED)',
      'Check kafka.sasl.oauth.tokenUrl (KAFKA_OAUTH_TOKEN_URL), and that this machine may reach it.',
    ])
  })
})
