import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { MatchError, widthOf } from '../../support/match/index.js'
import { KataError } from '../../support/shared/index.js'
import { allowStep, runHook, runStep } from '../../support/world/run-step.js'
import { settingsWith } from '../config/settings-with.js'
import { worldWith } from './world-with.js'

const definition = {
  keyword: 'Then',
  expression: 'a message arrives',
  place: { file: 'steps/kafka.steps.ts', line: 12 },
} as const
const step = { text: 'a message arrives', file: 'steps/kafka.steps.ts', line: 12 }
const verdictType = 'application/vnd.kata.verdict+json'

/** What the work of a step comes to: the error that cucumber gets, and the attachments. */
async function failed(thrown: unknown, stepText = '') {
  const { world, worker, attachments } = worldWith()
  worker.mask.registerNumber('9876543210')
  worker.mask.registerCode('123456')
  world.stepText = stepText
  const error = await runStep(world, definition, () => {
    throw thrown
  }).then(
    () => 'nothing was thrown',
    (error: unknown) => error,
  )
  return { error: error as Error, attachments, verdict: attachments[0]?.data as { text: string } }
}

describe('a step that passes', () => {
  it('gives what it returns, awaited, and leaves nothing', async () => {
    const { world, attachments } = worldWith()
    expect(await runStep(world, definition, async () => 'skipped')).toBe('skipped')
    expect(attachments).toEqual([])
  })
})

describe('the verdict of a step that fails', () => {
  it('is that of a MatchError, with the step as the feature has it', async () => {
    const { attachments } = await failed(
      new MatchError('MISSING', 'No message for 9876543210.', { seen: 2 }),
      'a message for 9876543210',
    )
    const text = 'a message for 98••••••10'
    expect(attachments).toEqual([
      {
        type: verdictType,
        data: {
          class: 'MISSING',
          code: 'MISSING',
          text: 'No message for 98••••••10.',
          step: { ...step, text },
          facts: { seen: 2 },
        },
      },
    ])
  })

  it('is that of a KataError', async () => {
    const parts = {
      couldNot: 'Not done for 9876543210.',
      found: 'Nothing.',
      todo: 'Wait.',
      facts: { mobile: '9876543210' },
    }
    const { attachments } = await failed(new KataError('KAFKA_UNREACHABLE', parts))
    expect(attachments).toEqual([
      {
        type: verdictType,
        data: {
          class: 'INFRASTRUCTURE',
          code: 'KAFKA_UNREACHABLE',
          text: 'Not done for 98••••••10.\nNothing.\nWait.',
          step,
          facts: { mobile: '98••••••10' },
        },
      },
    ])
  })

  it('is TEST for an error that nobody foresaw', async () => {
    const { attachments } = await failed(new TypeError('x is not a function: 9876543210'))
    const text = [
      'The step ended with an error that nobody expected.',
      'TypeError: x is not a function: 98••••••10',
      'If the step is your own, correct it; if it came with kafka-kata, please report it with this text.',
    ].join('\n')
    const data = { class: 'TEST', code: 'UNEXPECTED', text, step, facts: { name: 'TypeError' } }
    expect(attachments).toEqual([{ type: verdictType, data }])
  })

  it.each([
    ['a text for 9876543210', 'Error: a text for 98••••••10'],
    [undefined, 'Error: undefined'],
    [null, 'Error: null'],
    [{ code: 7 }, 'Error: { code: 7 }'],
    [Object.create(null), 'Error: [Object: null prototype] {}'],
    [Symbol('s'), 'Error: Symbol(s)'],
    [
      new AggregateError([new Error('refused ::1'), 'refused 127.0.0.1']),
      'AggregateError: refused ::1; refused 127.0.0.1',
    ],
    [new DOMException('timed out for 9876543210', 'TimeoutError'), 'TimeoutError: timed out for 98••••••10'],
    [Object.freeze(new RangeError('frozen for 9876543210')), 'RangeError: frozen for 98••••••10'],
  ])('tells what was thrown, whatever it is: %o', async (thrown, line) => {
    const { error, verdict } = await failed(thrown)
    expect(verdict.text.split('\n')[1]).toBe(line)
    expect(error).toBeInstanceOf(Error)
    expect(`${error.message}${error.stack}`).not.toContain('9876543210')
  })

  it('is never wider than 100 columns', async () => {
    const long = `${'word '.repeat(60)}${'x'.repeat(300)} 9876543210`
    const kata = new KataError('CHANNEL_UNKNOWN', { couldNot: long, found: long, todo: long })
    for (const thrown of [kata, new MatchError('CONTRACT', long), new Error(long)]) {
      const { verdict } = await failed(thrown)
      expect(verdict.text.split('\n').filter((line) => widthOf(line) > 100)).toEqual([])
      expect(verdict.text).toContain('98••••••10')
    }
  })

  it('says the start of an error of megabytes only', async () => {
    const { error, verdict } = await failed(new Error('x'.repeat(5_000_000)))
    expect([error.message.length, verdict.text.length < 2500]).toEqual([10_001, true])
  })
})

describe('the error that cucumber prints', () => {
  it('is the same one, its message, its stack and what it compared masked', async () => {
    const thrown = new assert.AssertionError({
      message: 'the code 123456 of 9876543210',
      actual: '123456',
      expected: { to: '9876543210' },
    })
    const { error } = await failed(thrown)
    expect(error).toBe(thrown)
    expect(error).toMatchObject({
      message: 'the code OTP#1 of 98••••••10',
      actual: 'OTP#1',
      expected: "{ to: '98••••••10' }",
    })
    expect(error.stack).toMatch(/^AssertionError: the code OTP#1 of 98••••••10\n {4}at [\s\S]*run-step\.test/)
    expect(error.stack).not.toMatch(/123456|9876543210/)
  })

  it('keeps its frames, whatever its message became later', async () => {
    const thrown = new Error('before')
    thrown.message = 'after '.repeat(200)
    const { error } = await failed(thrown)
    expect(error.stack?.split('\n    at ')[1]).toContain('run-step.test')
  })
})

describe('the last limit of a step', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  const stepMs = 60_000
  const never = () => new Promise(() => {})

  it('gives a step up that does not end, and names it and its place', async () => {
    const { world, attachments } = worldWith()
    const running = runStep(world, definition, never)
    const refused = expect(running).rejects.toMatchObject({ code: 'STEP_OVERRAN' })
    await vi.advanceTimersByTimeAsync(stepMs)
    await refused
    expect(attachments).toMatchObject([
      {
        data: {
          class: 'TEST',
          code: 'STEP_OVERRAN',
          text: [
            'The step "a message arrives" did not end.',
            'It was given up 60000 ms after its own deadline; it is defined at steps/kafka.steps.ts:12',
            'Give what it waits for a deadline, or raise `timeouts.stepMs` in kata.config.yaml.',
          ].join('\n'),
          facts: { stepMs },
        },
      },
    ])
  })

  it('comes after what the step says that it waits for, even if it says so late', async () => {
    const { world } = worldWith()
    const ended: string[] = []
    const running = runStep(world, definition, () => {
      allowStep(world, 5000)
      return never()
    }).catch((error: KataError) => ended.push(error.code))
    await vi.advanceTimersByTimeAsync(stepMs)
    allowStep(world, 10)
    await vi.advanceTimersByTimeAsync(5000)
    expect(ended).toEqual([])
    await vi.advanceTimersByTimeAsync(stepMs)
    await running
    expect(ended).toEqual(['STEP_OVERRAN'])
  })

  it('is anew for every step, and leaves no timer behind', async () => {
    const { world } = worldWith({ timeouts: { ...settingsWith().timeouts, stepMs } })
    await runStep(world, definition, () => allowStep(world, 1_000_000))
    await runHook(world, 'evidence', () => {})
    expect(world.stepLimitAt - performance.now()).toBe(stepMs)
    expect(vi.getTimerCount()).toBe(0)
  })
})

it('a hook is told as such', async () => {
  const { world, attachments } = worldWith()
  await runHook(world, 'evidence', () => Promise.reject(new Error('no'))).catch(() => {})
  expect(attachments).toMatchObject([
    { data: { step: { text: 'the hook "evidence"', file: 'support/world/hooks.ts' } } },
  ])
})
