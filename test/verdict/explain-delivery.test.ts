import { describe, expect, it } from 'vitest'
import {
  type DeliveryDemand,
  explainDeliveries,
  explainDelivery,
  explainGroupBehind,
  explainNoDelivery,
  explainReaders,
} from '../../support/verdict/index.js'

const demand: DeliveryDemand = {
  sink: 'The SMS gateway',
  what: 'message for mobile number 9800000001',
  service: 'egov-notification-sms',
  mask: (text) => text.replaceAll('9800000001', '98••••••01'),
}
const topics = ['egov.core.notification.sms', 'egov.core.notification.sms.bounce']
const done = { groupId: 'sms', topics, behind: [] }
const behind = [
  { topic: 'egov.core.notification.sms', partition: 0, committed: 3, end: 5 },
  { topic: 'egov.core.notification.sms', partition: 2, end: 1 },
]

describe('nothing was delivered', () => {
  it('although the service has done everything: it dropped the message, or the record is elsewhere', () => {
    const trigger = { name: 'POST /user-otp/v1/_send', at: Date.now() - 5100 }
    const { class: verdict, text } = explainNoDelivery({ ...demand, trigger }, done, 5000)
    expect(verdict).toBe('MISSING')
    expect(text.replace(/5\.\d s/, '5.1 s')).toBe(
      [
        'The SMS gateway received no message for mobile number 98••••••01 within 5000 ms.',
        '  group     "sms" reads egov.core.notification.sms, egov.core.notification.sms.bounce',
        '  has done  everything',
        '  after     POST /user-otp/v1/_send, 5.1 s before',
        'egov-notification-sms has dropped it, or the record went to another topic: look in its log, and',
        '  where the record is.',
      ].join('\n'),
    )
  })

  it('since the service lags, or does not run', () => {
    expect(explainNoDelivery(demand, { ...done, behind }, 500).text).toBe(
      [
        'The SMS gateway received no message for mobile number 98••••••01 within 500 ms.',
        '  group     "sms" reads egov.core.notification.sms, egov.core.notification.sms.bounce',
        '  has done  partition 0 of "egov.core.notification.sms" up to 3 of 5, partition 2 of',
        '            "egov.core.notification.sms" up to nothing of 1',
        'Look in the log of egov-notification-sms for what holds it up.',
      ].join('\n'),
    )
    expect(
      explainNoDelivery(demand, { ...done, topics: [] }, 500)
        .text.split('\n')
        .slice(1),
    ).toEqual([
      '  group     "sms" has no member that reads anything',
      'Start egov-notification-sms: nobody takes the records.',
    ])
  })
})

it('what was delivered too often, or at all, is shown masked', () => {
  const delivery = { id: 7, to: '9800000001', text: 'Hello' }
  expect(explainDeliveries(demand, [delivery, delivery], 'one').text).toBe(
    [
      'The SMS gateway received 2 times a message for mobile number 98••••••01 where exactly one was',
      '  expected.',
      '  delivery  {"id":7,"to":"98••••••01","text":"Hello"}',
      '  delivery  {"id":7,"to":"98••••••01","text":"Hello"}',
      'Look in the log of egov-notification-sms for why it sent again.',
    ].join('\n'),
  )
  expect(explainDeliveries(demand, [delivery], 'none').text.split('\n').at(0)).toBe(
    'The SMS gateway received a message for mobile number 98••••••01 where none was expected.',
  )
})

it('a delivery that is another one names the place', () => {
  const mismatches = [{ path: 'delivery.text', rule: 'equal', expected: 'Hello', actual: 'Hell' }]
  const { class: verdict, text, facts } = explainDelivery({ id: 7 }, mismatches, demand.mask)
  expect([verdict, facts.id]).toEqual(['CONTRACT', 7])
  expect(text.split('\n').at(0)).toBe('What was delivered does not match what the step expects.')
  expect(text).toContain('delivery.text')
})

it('a service that is not done proves nothing, and that is nobody’s contract', () => {
  const { class: verdict, code, text } = explainGroupBehind(demand, { ...done, behind: behind.slice(0, 1) }, 10_000)
  expect([verdict, code]).toEqual(['INFRASTRUCTURE', 'SERVICE_BEHIND'])
  expect(text).toBe(
    [
      'What the SMS gateway receives as a message for mobile number 98••••••01 could not be told for',
      '  certain.',
      '  group     "sms" reads egov.core.notification.sms, egov.core.notification.sms.bounce',
      '  has done  partition 0 of "egov.core.notification.sms" up to 3 of 5',
      'It was waited for 10000 ms. A message that egov-notification-sms has not done yet may still be sent',
      '  on.',
    ].join('\n'),
  )
  expect(
    explainGroupBehind(demand, { ...done, topics: topics.slice(1), behind: behind.slice(0, 1) }, 1)
      .text.split('\n')
      .slice(2, 5),
  ).toEqual([
    '  group     "sms" reads egov.core.notification.sms.bounce',
    '  no reader egov.core.notification.sms',
    '  has done  partition 0 of "egov.core.notification.sms" up to 3 of 5',
  ])
  expect(
    explainGroupBehind(demand, { ...done, topics: [] }, 1)
      .text.split('\n')
      .at(-1),
  ).toBe('Start egov-notification-sms; its group is named in schemas/asyncapi/egov-notification-sms.yaml.')
})

it('readers of a topic that nobody should read are named', () => {
  expect(explainReaders('notes', ['a', 'b']).text).toBe(
    [
      'The topic "notes" is read, where nobody was expected to.',
      '  groups    a, b',
      'Look whether these groups are meant to read it.',
    ].join('\n'),
  )
})
