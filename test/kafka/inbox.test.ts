import { describe, expect, it } from 'vitest'
import { Inbox } from '../../support/kafka/inbox.js'
import type { Message } from '../../support/kafka/index.js'

const at = (partition: number, offset: number): Message => ({
  topic: 'otp',
  partition,
  offset,
  timestamp: 0,
  timestampType: 'CreateTime',
  key: null,
  headers: {},
  value: null,
  size: 0,
})
const unclaimed = (inbox: Inbox, end?: ReadonlyMap<number, number>) =>
  inbox.unclaimed(end).map(({ message }) => `${message.partition}:${message.offset}`)

describe('an inbox', () => {
  it('keeps the order of arrival, whatever partition and offset', () => {
    const inbox = inboxOf(at(1, 7), at(0, 3), at(1, 8))
    expect(unclaimed(inbox)).toEqual(['1:7', '0:3', '1:8'])
    expect(inbox.unclaimed().map(({ arrivedAtMs }) => arrivedAtMs)).toEqual([0, 1, 2])
  })

  it('gives a claimed message to nobody again, but still counts and lists it', () => {
    const [first, second] = [at(0, 0), at(0, 1)]
    const inbox = inboxOf(first, second)
    inbox.claim([first])
    expect([unclaimed(inbox), inbox.size]).toEqual([['0:1'], 2])
    expect(inbox.all()).toEqual([
      { message: first, claimed: true },
      { message: second, claimed: false },
    ])
  })

  it('up to given ends holds what lies below them, and nothing of a partition that they lack', () => {
    const inbox = inboxOf(at(0, 4), at(0, 5), at(1, 0), at(2, 0))
    const end = new Map([
      [0, 5],
      [1, 1],
    ])
    expect(unclaimed(inbox, end)).toEqual(['0:4', '1:0'])
  })

  it('calls everybody who waits when it is woken, once for a whole batch, until they leave', () => {
    const inbox = new Inbox()
    const calls: string[] = []
    const leave = inbox.onChange(() => calls.push('first'))
    inbox.onChange(() => calls.push('second'))
    inbox.add(at(0, 0), 0)
    inbox.add(at(0, 1), 0)
    inbox.wake()
    leave()
    inbox.wake()
    expect(calls).toEqual(['first', 'second', 'second'])
  })

  it('lets somebody leave who is just being called', () => {
    const inbox = new Inbox()
    let calls = 0
    const leave = inbox.onChange(() => {
      calls += 1
      leave()
    })
    inbox.wake()
    inbox.wake()
    expect(calls).toBe(1)
  })
})

function inboxOf(...messages: readonly Message[]): Inbox {
  const inbox = new Inbox()
  for (const [index, message] of messages.entries()) inbox.add(message, index)
  return inbox
}
