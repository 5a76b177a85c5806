import { expect, test, vi } from 'vitest'
import { deviations, type OutgoingRecord } from '../../services/index.js'
import { createRecordSender } from '../../services/user-otp/record-sender.js'

test('a late record goes after its time, and closing forgets it', async () => {
  vi.useFakeTimers()
  try {
    const published: OutgoingRecord[] = []
    const publish = async (record: OutgoingRecord) => void published.push(record)
    const record = { kind: 'sms', topic: 't', key: null, headers: {}, value: { a: 1 } } as const
    const sender = createRecordSender({ publish, deviation: deviations['sends-late'], lateMs: 2000 })
    await sender.send(record)
    vi.advanceTimersByTime(1999)
    expect(published).toEqual([])
    vi.advanceTimersByTime(1)
    expect(published).toEqual([{ topic: 't', key: null, headers: {}, value: '{"a":1}' }])
    await sender.send(record)
    sender.close()
    vi.advanceTimersByTime(4000)
    expect(published.length).toBe(1)
  } finally {
    vi.useRealTimers()
  }
})
