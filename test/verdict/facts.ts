// What explanations are made of, in the shape that a subscription answers.

import type { Message, Missing, Proof } from '../../support/kafka/index.js'
import { widthOf } from '../../support/match/index.js'
import type { Surroundings } from '../../support/verdict/index.js'

/** When the scenario of every test made its call. */
export const callAt = Date.UTC(2026, 0, 2, 3, 4, 5)

export const longTopic = `${'egov.core.notification.'.repeat(10)}sms.otp`.slice(0, 249)

/** A message that came 800 ms after the call. */
export function messageWith(parts: Partial<Message> = {}): Message {
  return {
    topic: 'otp',
    partition: 0,
    offset: 1205,
    timestamp: callAt + 800,
    timestampType: 'CreateTime',
    key: null,
    headers: {},
    value: { mobileNumber: '919876543210' },
    size: 30,
    ...parts,
  }
}

export function proofWith(parts: Partial<Proof> = {}): Proof {
  return {
    topic: 'otp',
    topicExists: true,
    fence: offsets(3, 1204),
    readTo: offsets(3, 1206),
    seen: 2,
    groupIds: ['kata-1-0-1'],
    ...parts,
  }
}

export function missingWith(parts: Partial<Missing> = {}): Missing {
  const base = { wanted: 1, matched: [], others: [], taken: [], before: [], timeoutMs: 5000 }
  return { kind: 'missing', ...base, proof: proofWith(), ...parts }
}

export function around(parts: Partial<Surroundings> = {}): Surroundings {
  return {
    expectation: { suffix: '', judge: () => [] },
    subscribedAt: callAt - 200,
    mask: (text) => text,
    ...parts,
  }
}

/** The same offset in so many partitions. */
export function offsets(partitions: number, offset: number): ReadonlyMap<number, number> {
  return new Map(Array.from({ length: partitions }, (_, partition) => [partition, offset]))
}

/** The lines that are wider than 100 columns. */
export function tooWide(text: string | undefined): string[] {
  return (text ?? 'no text').split('\n').filter((line) => widthOf(line) > 100)
}
