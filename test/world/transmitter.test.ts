import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Broker, startBroker } from '../../broker/index.js'
import type { Service } from '../../services/http/index.js'
import { startOpenFinance } from '../../services/open-finance/index.js'
import {
  expectNoNotification,
  expectNotification,
  expectNotificationHeader,
  expectOther,
} from '../../support/world/notifications.js'
import {
  changeBalance,
  meetAccount,
  meetConsent,
  meetReceiver,
  subscribeToNotifications,
  takeConsentBack,
} from '../../support/world/transmitter.js'
import { settingsWith } from '../config/settings-with.js'
import { httpServer } from '../http/servers.js'
import { thrownBy, worldWith } from './world-with.js'

let broker: Broker
let service: Service

beforeAll(async () => {
  broker = await startBroker()
  service = await startOpenFinance({ kafkaBrokers: [broker.bootstrap] })
})

afterAll(async () => {
  await service.close()
  await broker.close()
})

const worldOf = (url = service.url) =>
  worldWith({
    kafka: { ...settingsWith().kafka, brokers: [broker.bootstrap] },
    services: { 'open-finance': url },
    timeouts: { ...settingsWith().timeouts, messageMs: 5000, lateMs: 0 },
  })

const awaited = { eventType: 'ACCOUNT_BALANCE_CHANGED', withinMs: undefined }

describe('a scenario at a transmitter', () => {
  it('meets receivers, accounts and consents, changes a balance and is told of it', async () => {
    const { world, worker } = worldOf()
    await meetAccount(world, 'savings')
    await meetReceiver(world, 'Azul')
    await meetConsent(world, 'Azul', 'savings')
    await subscribeToNotifications(world, 'Azul')
    await changeBalance(world)
    await expectNotification(world, awaited)
    const { receivers, accounts, consents } = world.openFinance
    expect(world.message()).toMatchObject({
      topic: receivers[0]?.softwareStatementId,
      value: { consentId: consents[0]?.consentId, resourceId: accounts[0]?.accountId },
    })
    const { variables } = world
    expect([variables.get('receiver'), variables.get('account'), variables.get('consent')]).toEqual([
      receivers[0],
      accounts[0],
      consents[0],
    ])
    expect(variables.get('receivers')).toEqual({ Azul: receivers[0] })
    expect(variables.get('balance')).toBe('1.00')
    await takeConsentBack(world, 'Azul')
    await changeBalance(world, 'savings')
    await expectNoNotification(world, 'Azul')
    await world.close()
    await worker.kafka.close(5000)
  })

  it('whose receiver has topics of other names in this environment listens to those', async () => {
    const { world, worker } = worldWith({
      ...worldOf().worker.settings,
      topics: { 'event-notifications': 'ofb.{softwareStatementId}' },
    })
    await meetReceiver(world, 'Azul')
    const [receiver] = world.openFinance.receivers
    expect(receiver?.topic).toBe(`ofb.${receiver?.softwareStatementId}`)
    await subscribeToNotifications(world, 'Azul')
    expect([...world.subscriptions.keys()]).toEqual([receiver?.topic])
    await world.close()
    await worker.kafka.close(5000)
  })

  it('that the transmitter refuses ends as CONTRACT', async () => {
    const url = await httpServer((_, response) => response.writeHead(503).end('{"errors":[]}'))
    const { world } = worldOf(url)
    await expect(meetAccount(world)).rejects.toMatchObject({
      verdict: 'CONTRACT',
      message: [
        `POST ${url}/accounts answered 503 where 201 was expected.`,
        '  body      {"errors":[]}',
        'Check the log of the service for this call, and what the step sends to it.',
      ].join('\n'),
    })
  })

  it('that gets no id ends as CONTRACT', async () => {
    const url = await httpServer((_, response) => response.writeHead(201).end('{"data":{"accountId":17}}'))
    await expect(meetAccount(worldOf(url).world)).rejects.toThrow(
      'answered 201 where 201 with data.accountId was expected',
    )
  })
})

describe('what a scenario has not met', () => {
  const met = () => {
    const { world } = worldOf()
    const receiver = { name: 'Azul', softwareStatementId: 's', topic: 't' }
    world.openFinance.receivers.push(receiver)
    return { world, receiver }
  }

  it.each<[string, (world: ReturnType<typeof met>['world']) => Promise<void>, readonly string[]]>([
    [
      'a receiver',
      (world) => subscribeToNotifications(world, 'Azur'),
      [
        'The step speaks of the receiver "Azur", which the scenario has not met.',
        'It has met Azul.',
        'Did you mean "Azul"?',
      ],
    ],
    [
      'an account',
      (world) => changeBalance(world),
      [
        'The step speaks of the account, which the scenario has not met.',
        'It has met no account with a name.',
        'Put `Given an account` before it.',
      ],
    ],
    [
      'a consent',
      (world) => takeConsentBack(world, 'Azul'),
      [
        'The step speaks of a consent of "Azul", which the scenario has not met.',
        'It has met no consent with a name.',
        'Put `Given a consent of "Azul" for the account` before it.',
      ],
    ],
    [
      'a second receiver of that name',
      (world) => meetReceiver(world, 'Azul'),
      [
        'A second receiver cannot be called "Azul".',
        'The scenario has already met a receiver of that name.',
        'Give each of them a name of its own.',
      ],
    ],
  ])('%s is a mistake of the feature', async (_, step, lines) => {
    await expect(step(met().world)).rejects.toMatchObject({ code: 'HOLDING_UNKNOWN', message: lines.join('\n') })
  })

  it('and where it does not listen, no absence is proved', async () => {
    await expect(expectNoNotification(met().world, 'Azul')).rejects.toMatchObject({
      code: 'SUBSCRIPTION_MISSING',
      message: [
        'The scenario asks what "Azul" is told, but does not listen there.',
        'It has no subscription.',
        'Put `Given a subscription to the notifications of "Azul"` before the step that causes them.',
      ].join('\n'),
    })
  })
})

describe('a notification', () => {
  const holding = (headers: Record<string, string>) => {
    const { world } = worldOf()
    const value = { eventId: 'e1' }
    world.variables.set('message', {
      topic: 't',
      partition: 0,
      offset: 7,
      timestamp: 1_767_323_045_800,
      timestampType: 'CreateTime',
      key: null,
      headers,
      value,
      size: 17,
    })
    return world
  }

  it('without its header is CONTRACT, and says what it carries', () => {
    expect(() => expectNotificationHeader(holding({ 'x-notification-id': 'n1' }), 'x-notification-id')).not.toThrow()
    expect(
      (thrownBy(() => expectNotificationHeader(holding({ id: 'n1' }), 'x-notification-id')) as Error).message,
    ).toBe(
      [
        'The message on "t" does not carry the header "x-notification-id".',
        '  partition 0 offset 7, 2026-01-02T03:04:05.800Z',
        "  headers['x-notification-id']   present   expected one text that is not empty   actual missing",
        'It carries id.',
      ].join('\n'),
    )
    const empty = holding({ 'x-notification-id': '' })
    expect(thrownBy(() => expectNotificationHeader(empty, 'x-notification-id'))).toMatchObject({ verdict: 'CONTRACT' })
  })

  it('is compared with one that was kept', () => {
    const world = holding({ 'x-notification-id': 'n1' })
    expect(() => expectOther(world, 'event', 'first')).toThrow(expect.objectContaining({ code: 'NOTHING_KEPT' }))
    world.variables.set('first', world.message())
    expect((thrownBy(() => expectOther(world, 'event', 'first')) as Error).message).toContain(
      'does not tell of another event than "first"',
    )
    expect((thrownBy(() => expectOther(world, 'notification', 'first')) as Error).message).toContain(
      'does not have another x-notification-id than "first"',
    )
  })
})
