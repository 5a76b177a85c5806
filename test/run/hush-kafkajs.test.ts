import { expect, it } from 'vitest'
import { hushKafkajs } from '../../support/run/hush-kafkajs.js'

it('drops the warning of a negative time where kafkajs set the timer, and no other warning', () => {
  const passedOn: unknown[][] = []
  const target = {
    emitWarning(...args: unknown[]) {
      passedOn.push(args)
    },
  }
  hushKafkajs(target)
  hushKafkajs(target)
  const byKafkajs = new Function('warn', 'warn()\n//# sourceURL=/somewhere/node_modules/kafkajs/src/requestQueue.js')
  byKafkajs(() => target.emitWarning('-1 is a negative number.', 'TimeoutNegativeWarning'))
  byKafkajs(() => target.emitWarning('something else', 'DeprecationWarning'))
  target.emitWarning('-1 is a negative number.', 'TimeoutNegativeWarning')
  expect(passedOn).toEqual([
    ['something else', 'DeprecationWarning'],
    ['-1 is a negative number.', 'TimeoutNegativeWarning'],
  ])
})
