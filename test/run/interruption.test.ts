import { describe, expect, it } from 'vitest'
import { interrupted, watchCrashes, watchSignals } from '../../support/run/interruption.js'
import { createMask } from '../../support/shared/index.js'

describe('a signal', () => {
  it('wins the race, and the second one is told at once', async () => {
    const calls: string[] = []
    const watch = watchSignals(
      () => calls.push('first'),
      () => calls.push('second'),
    )
    expect(await watch.race(Promise.resolve('done'))).toBe('done')
    expect(watch.hasHappened).toBe(false)
    process.emit('SIGINT', 'SIGINT')
    process.emit('SIGTERM', 'SIGTERM')
    expect(calls).toEqual(['first', 'second'])
    expect(watch.hasHappened).toBe(true)
    expect(await watch.race(new Promise(() => {}))).toBe(interrupted)
    const listeners = process.listenerCount('SIGINT')
    watch.dispose()
    expect(process.listenerCount('SIGINT')).toBe(listeners - 1)
  })
})

describe('an error that nothing takes', () => {
  it('is counted, unless a step takes it or nobody reads the output any more', () => {
    const before = process.listeners('uncaughtException')
    process.removeAllListeners('uncaughtException')
    const crashes = watchCrashes(createMask({ byPattern: true }))
    const closed = Object.assign(new Error('write EPIPE'), { code: 'EPIPE', syscall: 'write' })
    process.emit('uncaughtException', closed)
    expect(crashes.count).toBe(0)
    const step = () => {}
    process.on('uncaughtException', step)
    process.emit('uncaughtException', new Error('in a step'))
    process.off('uncaughtException', step)
    expect(crashes.count).toBe(0)
    crashes.dispose()
    for (const listener of before) process.on('uncaughtException', listener)
  })
})
