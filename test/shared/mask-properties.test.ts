import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMask } from '../../support/shared/index.js'

const byPattern = () => createMask({ byPattern: true })
const byValue = () => createMask({ byPattern: false })

const indianNumber = fc
  .tuple(fc.integer({ min: 6, max: 9 }), fc.stringMatching(/^\d{9}$/))
  .map(([first, rest]) => `${first}${rest}`)
const code = fc.stringMatching(/^\d{4,8}$/)
const secret = fc
  .string({ minLength: 4, maxLength: 30, unit: 'grapheme' })
  .filter((text) => text.trim() !== '' && !/[•#\d]/.test(text))
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: fc.constantFrom(...'0123456789 -+.%"\\nuOTPotp:='), maxLength: 60 }),
)

describe('properties', () => {
  it('no registered number survives in any form', () => {
    fc.assert(
      fc.property(indianNumber, anyText, anyText, (number, before, after) => {
        const mask = byValue()
        mask.registerNumber(number)
        const grouped = `${number.slice(0, 5)} ${number.slice(5)}`
        const forms = [number, `91${number}`, `+91${number}`, `0${number}`, grouped, grouped.replace(' ', '-')]
        for (const form of forms) {
          const text = `${before}|${form}|${after}`
          const written = [
            text,
            JSON.stringify(text),
            JSON.stringify(JSON.stringify(text)),
            encodeURIComponent(`|${form}|`),
          ]
          for (const one of written) expect(mask.text(one).replace(/[ -]|%20/g, '')).not.toContain(number)
          expect(JSON.stringify(mask.deep({ [text]: [text] }))).not.toContain(number)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('every number is found by pattern in every form', () => {
    fc.assert(
      fc.property(indianNumber, (number) => {
        const mask = byPattern()
        const value = { [number]: number, list: [`+91${number}`, Number(number)], text: `a\n${number}"` }
        const written = [
          JSON.stringify(value),
          JSON.stringify(JSON.stringify(value)),
          encodeURIComponent(JSON.stringify(value)),
        ]
        for (const one of written) expect(mask.text(one)).not.toContain(number)
        expect(JSON.stringify(mask.deep(value))).not.toContain(number)
      }),
      { numRuns: 300 },
    )
  })

  it('no registered secret survives in any form', () => {
    fc.assert(
      fc.property(secret, anyText, (value, around) => {
        const mask = byValue()
        mask.registerSecret(value)
        const text = `${around}|${value}|${around}`
        const json = JSON.stringify(text)
        expect(mask.text(text).includes(value)).toBe(false)
        expect(mask.text(json).includes(JSON.stringify(value).slice(1, -1))).toBe(false)
        const url = encodeURIComponent(value)
        expect(mask.text(`?a=${url}&b=${url.replaceAll('%20', '+')}`).includes(url)).toBe(false)
        expect(JSON.stringify(mask.deep({ [text]: text })).includes(JSON.stringify(value).slice(1, -1))).toBe(false)
      }),
      { numRuns: 300 },
    )
  })

  it('no registered code survives where it stands alone', () => {
    fc.assert(
      fc.property(code, (value) => {
        const mask = byValue()
        mask.registerCode(value)
        const text = `Your OTP is ${value}.\n${value}`
        const written = [text, JSON.stringify(text), encodeURIComponent(text)]
        for (const one of written) expect(mask.text(one)).not.toContain(value)
        expect(JSON.stringify(mask.deep({ [value]: Number(`1${value}`), code: value }))).not.toContain(`"${value}"`)
      }),
      { numRuns: 300 },
    )
  })

  it('masking what is masked changes nothing', () => {
    fc.assert(
      fc.property(fc.tuple(indianNumber, code, secret, anyText), ([number, otp, value, around]) => {
        const mask = byPattern()
        mask.registerNumber(number)
        mask.registerCode(otp)
        mask.registerSecret(value)
        const once = mask.text(`${around}${number} ${value}${around}${otp} ${around} OTP is ${otp}`)
        expect(mask.text(once)).toBe(once)
      }),
      { numRuns: 500 },
    )
  })

  it('UUIDs and SHA-256 hashes stay', () => {
    const hash = fc.stringMatching(/^[\da-f]{64}$/).filter((text) => /[a-f]/.test(text))
    fc.assert(
      fc.property(fc.uuid(), hash, code, (uuid, sha, otp) => {
        const mask = byPattern()
        mask.registerCode(otp)
        const text = JSON.stringify({ id: uuid, schema: sha, url: `http://127.0.0.1/${uuid}` })
        expect(mask.text(text)).toBe(text)
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    ['digits', '1'.repeat(300_000)],
    ['backslashes', '\\'.repeat(300_000)],
    ['spaces behind a word for a code', `otp${' '.repeat(300_000)}`],
    ['hexadecimal digits', 'a1'.repeat(150_000)],
    ['groups of digits', '12 '.repeat(100_000)],
    ['words for a code', 'otp to '.repeat(50_000)],
    ['quotes', '"password":"'.repeat(30_000)],
  ])('300 KB of %s are masked without backtracking', (_, text) => {
    const mask = byPattern()
    mask.registerNumber('9876543210')
    mask.registerCode('123456')
    expect(mask.text(text).length).toBeGreaterThan(0)
  })
})
