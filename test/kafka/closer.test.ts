import { describe, expect, it } from 'vitest'
import { Closer } from '../../support/kafka/closer.js'
import { settled } from './fake-clock.js'

describe('a closer', () => {
  it('works on a few at a time, and on the next as soon as one is down', async () => {
    const { closer, tasks, running } = closerOf(5, 2)
    await settled()
    expect(running()).toEqual([0, 1])
    tasks[1]?.end()
    await settled()
    expect(running()).toEqual([0, 2])
    for (const task of tasks) task.end()
    await closer.settle(10_000)
    expect(running()).toEqual([])
  })

  it('does not begin before what has to come first', async () => {
    const closer = new Closer(() => {})
    const order: string[] = []
    let join = () => {}
    const joined = new Promise<void>((resolve) => {
      join = () => {
        order.push('joined')
        resolve()
      }
    })
    closer.add({ name: 'reader', work: async () => void order.push('closed') }, joined)
    await settled()
    join()
    await closer.settle(10_000)
    expect(order).toEqual(['joined', 'closed'])
  })

  it('holds nobody up who waits for a join that never comes', async () => {
    const { closer, tasks, running } = closerOf(2, 1)
    closer.add({ name: 'lost reader', work: async () => {} }, new Promise(() => {}))
    for (const task of tasks) task.end()
    await settled()
    expect(running()).toEqual([])
  })

  it('warns of each one that is not down at the deadline, and waits no longer', async () => {
    const { closer, tasks, warnings } = closerOf(3, 1)
    tasks[0]?.end()
    await settled()
    await closer.settle(0)
    expect(warnings).toEqual([
      'The reader 1 was not taken down within 0 ms and may be left behind.',
      'The reader 2 was not taken down within 0 ms and may be left behind.',
    ])
  })

  it('warns of one that fails, and goes on with the others', async () => {
    const { closer, tasks, warnings, running } = closerOf(2, 1)
    tasks[0]?.fail(new Error('no such group'))
    tasks[1]?.end()
    await closer.settle(100)
    expect([warnings, running()]).toEqual([['The reader 0 was not taken down: no such group'], []])
  })

  it('tries once more at the end what has failed before', async () => {
    const warnings: string[] = []
    const closer = new Closer((text) => warnings.push(text))
    let isAway = true
    const tries: string[] = []
    const work = async () => {
      tries.push(isAway ? 'away' : 'down')
      if (isAway) throw new Error('the coordinator is away')
    }
    closer.add({ name: 'reader', work })
    await settled()
    isAway = false
    await closer.settle(10_000)
    expect([tries, warnings]).toEqual([['away', 'down'], []])
  })

  it('settles at once when nothing was ever given to it, and for everybody who waits', async () => {
    await new Closer(() => {}).settle(10_000)
    const { closer, tasks } = closerOf(1, 1)
    const settling = [closer.settle(10_000), closer.settle(10_000)]
    tasks[0]?.end()
    await Promise.all(settling)
  })
})

function closerOf(count: number, concurrency: number) {
  const warnings: string[] = []
  const closer = new Closer((text) => warnings.push(text), concurrency)
  const begun = new Set<number>()
  const tasks = Array.from({ length: count }, (_, index) => {
    let end = () => {}
    let fail: (error: Error) => void = () => {}
    const done = new Promise<void>((resolve, reject) => {
      end = resolve
      fail = reject
    })
    const work = async () => {
      begun.add(index)
      await done.finally(() => begun.delete(index))
    }
    closer.add({ name: `reader ${index}`, work })
    return { end, fail }
  })
  return { closer, tasks, warnings, running: () => [...begun].sort() }
}
