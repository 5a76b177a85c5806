import { afterEach, describe, expect, it, vi } from 'vitest'
import { printFailure } from '../../support/run/failure.js'
import { createMask, type ErrorCode, KataError } from '../../support/shared/index.js'

afterEach(() => vi.restoreAllMocks())

function print(error: unknown): { exitCode: number; text: string } {
  let text = ''
  vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    text += String(chunk)
    return true
  })
  const mask = createMask({ byPattern: true })
  mask.registerSecret('open sesame')
  const exitCode = printFailure(error, mask)
  vi.restoreAllMocks()
  return { exitCode, text }
}

function failure(code: ErrorCode): KataError {
  return new KataError(code, { couldNot: 'It could not.', found: 'open sesame, 9812345678', todo: 'Do that.' })
}

describe('an error that ends a run', () => {
  it('is three parts and a code, masked, without a stack', () => {
    expect(print(failure('SETTINGS_INVALID'))).toEqual({
      exitCode: 2,
      text: 'It could not.\n••••, 98••••••78\nDo that.\nSETTINGS_INVALID, see docs/errors.md\n',
    })
  })

  it('of the infrastructure ends with 3', () => {
    expect(print(failure('KAFKA_UNREACHABLE')).exitCode).toBe(3)
  })

  it('that nothing expected is masked too, and ends with 2', () => {
    const { exitCode, text } = print(new TypeError('no 9812345678'))
    expect(text).toMatch(/^The run ended by an error that nothing expected\.\nTypeError: no 98••••••78\n {4}at /)
    expect(text).toMatch(/\nRun again; if it happens again, report it with the lines above\.\nUNEXPECTED, see/)
    expect(exitCode).toBe(2)
  })
})
