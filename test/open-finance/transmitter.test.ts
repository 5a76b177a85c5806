import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { createHttp } from '../../support/http/index.js'
import {
  giveConsent,
  openAccount,
  registerReceiver,
  setBalance,
  type TransmitterCaller,
  withdrawConsent,
} from '../../support/open-finance/index.js'
import { bodyOf, httpServer } from '../http/servers.js'

/** A transmitter that accepts everything, and what it was asked. */
async function transmitter() {
  const asked: string[] = []
  const url = await httpServer(async (request: IncomingMessage, response) => {
    asked.push(`${request.method} ${request.url} ${await bodyOf(request)}`.trimEnd())
    response.writeHead(204).end()
  })
  const caller: TransmitterCaller = {
    http: createHttp({ timeoutMs: 5000 }),
    serviceUrl: (name) => `${url}/${name}`,
  }
  return { asked, caller, url }
}

describe('a call of the transmitter', () => {
  it.each<[string, (caller: TransmitterCaller) => unknown]>([
    ['POST /open-finance/receivers {"softwareStatementId":"s"}', (caller) => registerReceiver(caller, 's')],
    [
      'POST /open-finance/receivers {"softwareStatementId":"s","timestampType":"LogAppendTime"}',
      (caller) => registerReceiver(caller, 's', 'LogAppendTime'),
    ],
    ['POST /open-finance/accounts {}', openAccount],
    [
      'POST /open-finance/consents {"softwareStatementId":"s","accountIds":["a"]}',
      (caller) => giveConsent(caller, 's', 'a'),
    ],
    ['PUT /open-finance/accounts/a%2Fb/balances {"amount":"17.50"}', (caller) => setBalance(caller, 'a/b', '17.50')],
    ['DELETE /open-finance/consents/urn%3Abancoex%3AC1', (caller) => withdrawConsent(caller, 'urn:bancoex:C1')],
  ])('is %s', async (line, call) => {
    const { asked, caller } = await transmitter()
    expect(await call(caller)).toMatchObject({ service: 'open-finance', status: 204 })
    expect(asked).toEqual([line])
  })
})
