import { Buffer } from 'node:buffer'
import { describe, expect, it } from 'vitest'
import { createMask } from '../../support/shared/index.js'

const byPattern = () => createMask({ byPattern: true })
const byValue = () => createMask({ byPattern: false })

describe('mobile numbers by pattern', () => {
  it.each([
    ['call 9876543210 now', 'call 98••••••10 now'],
    ['+919876543210', '+9198••••••10'],
    ['+91 98765 43210', '+91 98••••••10'],
    ['+91-98765-43210', '+91-98••••••10'],
    ['09876543210', '098••••••10'],
    ['00919876543210', '009198••••••10'],
    ['0919876543210', '09198••••••10'],
    ['987-654-3210 and 6000 000 001', '98••••••10 and 60••••••01'],
    ['"mobileNumber":"919876543210"', '"mobileNumber":"9198••••••10"'],
    ['mobile9876543210x', 'mobile98••••••10x'],
    ['a\\n9876543210', 'a\\n98••••••10'],
    ['caf\\u00e99876543210', 'caf\\u00e998••••••10'],
    ['?to=%2B919876543210&a=%209876543210', '?to=%2B9198••••••10&a=%2098••••••10'],
    ['98765%2043210', '98••••••10'],
  ])('%s becomes %s', (text, masked) => {
    expect(byPattern().text(text)).toBe(masked)
  })

  it.each([
    ['epoch milliseconds', '1763769600123'],
    ['epoch seconds', '1763769600'],
    ['epoch microseconds that hold a number', '1987654321012345'],
    ['ten digits from 5', '5876543210'],
    ['offsets', 'fence 0:1204 1:998 2:1100 read to 0:61204 1:998'],
    ['a UUID', '12345678-1234-1234-1234-919876543210'],
    ['a UUID in capitals', 'ABCDEF12-1234-4ABC-8DEF-009876543210'],
    ['a trace id', '00-4bf92f3577b34da6a39876543210e4736-00f067aa0ba902b7-01'],
    ['a SHA-256', 'e3b0c44298fc1c149afbf4c89876543210ae41e4649b934ca495991b7852b855'],
    ['a date', '2026-11-22T00:21:41.761Z'],
    ['an address', 'http://127.0.0.1:43215/user-otp/v1/_send'],
  ])('%s stays', (_, text) => {
    expect(byPattern().text(text)).toBe(text)
  })

  it('tells two numbers with the same visible digits apart, and knows the first again', () => {
    expect(byPattern().text('9876543210 9800000010 +91 98765 43210')).toBe('98••••••10 98••••••10#2 +91 98••••••10')
  })

  it('a mask by value leaves numbers alone that nobody registered', () => {
    expect(byValue().text('9876543210, OTP is 123456, "password":"x"')).toBe(
      '9876543210, OTP is 123456, "password":"x"',
    )
  })
})

describe('one-time codes by pattern', () => {
  it.each([
    ['Dear Citizen, Your Login OTP is 123456.', 'Dear Citizen, Your Login OTP is OTP#1.'],
    [
      'Dear Citizen, Your OTP to complete your mSeva (CORE: DIGIT) Registration is 123456.',
      'Dear Citizen, Your OTP to complete your mSeva (CORE: DIGIT) Registration is OTP#1.',
    ],
    ['Your OTP for recovering password is 1234.', 'Your OTP for recovering password is OTP#1.'],
    ['123456 is your OTP', 'OTP#1 is your OTP'],
    ['{"otp":{"otp":"123456","UUID":"u"}}', '{"otp":{"otp":"OTP#1","UUID":"u"}}'],
    ['{\\"otpReference\\":\\"123456\\"}', '{\\"otpReference\\":\\"OTP#1\\"}'],
    ['{"otp": 123456}', '{"otp": OTP#1}'],
    ['otpReference=123456&tenantId=pb', 'otpReference=OTP#1&tenantId=pb'],
    ['%22otp%22%3A%22123456%22', '%22otp%22%3A%22OTP#1%22'],
    ['a\\nOTP is 123456', 'a\\nOTP is OTP#1'],
    ['| otp | 123456 |', '| otp | OTP#1 |'],
    ['The OTP "123456" was refused', 'The OTP "OTP#1" was refused'],
    ['OTP is 111111, then OTP is 222222, then OTP is 111111', 'OTP is OTP#1, then OTP is OTP#2, then OTP is OTP#1'],
  ])('%s becomes %s', (text, masked) => {
    expect(byPattern().text(text)).toBe(masked)
  })

  it.each([
    'No message arrived on "egov.core.notification.sms.otp" within 5000 ms.',
    'No OTP arrived within 5000 ms.',
    'user-otp 43215, http://user-otp:43215/user-otp/v1/_send',
    'steps/otp.steps.ts:1234:10',
    'the OTP 5000 ms later',
    'OTP 2026-11-22',
    '"tenantId":"123456"',
  ])('%s stays', (text) => {
    expect(byPattern().text(text)).toBe(text)
  })
})

describe('named secrets by pattern', () => {
  it.each([
    ['{"password":"eGov@123","access_token":"a-b"}', '{"password":"••••","access_token":"••••"}'],
    ['{\\"authToken\\": \\"a-b\\"}', '{\\"authToken\\": \\"••••\\"}'],
    ['Authorization: Bearer abcdefgh.ijk', 'Authorization: Bearer ••••'],
    ['authorization Basic ZWdvdjplZ292', 'authorization Basic ••••'],
  ])('%s becomes %s', (text, masked) => {
    expect(byPattern().text(text)).toBe(masked)
  })

  it.each(['{"password":"#string"}', '{"newPassword":"#(password)"}', '{"password":null}', 'Basic usage of the API'])(
    '%s stays',
    (text) => {
      expect(byPattern().text(text)).toBe(text)
    },
  )
})

describe('registered values', () => {
  it('a number is found in every spelling, inside longer digits too', () => {
    const mask = byValue()
    mask.registerNumber('+91 98765 43210')
    expect(mask.text('9876543210 98765-43210 98 765 432 10 98765+43210 0009876543210')).toBe(
      '98••••••10 98••••••10 98••••••10 98••••••10 00098••••••10',
    )
  })

  it('a number of another country is masked as a whole', () => {
    const mask = byValue()
    mask.registerNumber('+55 11 91234-5678')
    expect(mask.text('5511912345678 / +55 11 91234-5678')).toBe('55••••••78 / +55••••••78')
  })

  it('a code is found where it stands alone, not in longer numbers, UUIDs and hashes', () => {
    const mask = byValue()
    mask.registerCode('123456')
    const foreign = '1763123456000 12345678-1234-1234-1234-aa1234560000 0f0f123456aa0f0f0f0f'
    expect(mask.text(`Your OTP is 123456. x123456y %20123456 50%123456 \\n123456 \\u00e9123456 ${foreign}`)).toBe(
      `Your OTP is OTP#1. xOTP#1y %20OTP#1 50%OTP#1 \\nOTP#1 \\u00e9OTP#1 ${foreign}`,
    )
  })

  it('a code with letters is found anywhere', () => {
    const mask = byValue()
    mask.registerCode('A1B2C3')
    expect(mask.text('code A1B2C3.')).toBe('code OTP#1.')
  })

  it('a secret is found as it is, in JSON, in JSON in JSON, in URLs and in base64', () => {
    const mask = byValue()
    const secret = 'p"ä s\\s/w'
    mask.registerSecret(secret)
    const json = JSON.stringify(secret).slice(1, -1)
    const forms = [
      secret,
      json,
      JSON.stringify(json).slice(1, -1),
      encodeURIComponent(secret),
      encodeURIComponent(secret).toLowerCase(),
      encodeURIComponent(secret).replaceAll('%20', '+'),
      Buffer.from(secret).toString('base64'),
    ]
    expect(mask.text(forms.join(' | '))).toBe(forms.map(() => '••••').join(' | '))
  })

  it('a short secret, or one of digits, is found only where it stands alone', () => {
    const mask = byValue()
    mask.registerSecret('abc')
    mask.registerSecret('4711')
    expect(mask.text('abc abcd 4711 47110')).toBe('•••• abcd •••• 47110')
  })

  it('the longer of two secrets wins, and an empty one does nothing', () => {
    const mask = byValue()
    mask.registerSecret('kafka')
    mask.registerSecret('kafka-admin')
    mask.registerSecret('')
    expect(mask.text('kafka-admin kafka')).toBe('•••• ••••')
  })
})

describe('a deep copy', () => {
  it('masks texts, numbers, keys and keyed codes, and leaves the rest as it is', () => {
    const date = new Date(0)
    const data = {
      9876543210: { mobileNumber: 9876543210, offset: 1204, at: 1763769600123, none: null, ok: true, date },
      otp: { otp: '123456', otpReference: 654321, UUID: '12345678-1234-1234-1234-919876543210' },
      list: ['9876543210', 9800000010n],
      authToken: 'x',
    }
    expect(byPattern().deep(data)).toStrictEqual({
      '98••••••10': { mobileNumber: '98••••••10', offset: 1204, at: 1763769600123, none: null, ok: true, date },
      otp: { otp: 'OTP#1', otpReference: 'OTP#2', UUID: '12345678-1234-1234-1234-919876543210' },
      list: ['98••••••10', '98••••••10#2'],
      authToken: '••••',
    })
    expect(data.list[0]).toBe('9876543210')
  })

  it('keeps the values of the keys it is told to keep', () => {
    expect(byPattern().deep({ id: '9876543210', text: '9876543210' }, (key) => key === 'id')).toStrictEqual({
      id: '9876543210',
      text: '98••••••10',
    })
  })

  it('hands over as it is what holds nothing to mask', () => {
    const data = { clear: { list: ['a', { offset: 1204 }] }, mixed: ['a', { number: '9876543210', clear: { at: 1 } }] }
    const copy = byPattern().deep(data)
    expect(copy.clear).toBe(data.clear)
    expect(copy.mixed[1]).toStrictEqual({ number: '98••••••10', clear: { at: 1 } })
    expect(data.mixed[1]).toMatchObject({ number: '9876543210' })
    expect(byPattern().deep(data.clear)).toBe(data.clear)
  })

  it('keeps a __proto__ key an ordinary key', () => {
    const copy: unknown = byPattern().deep(JSON.parse('{"__proto__":{"polluted":"9876543210"}}'))
    expect(JSON.stringify(copy)).toBe('{"__proto__":{"polluted":"98••••••10"}}')
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype)
  })

  it('cuts off what lies deeper than 500 levels', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(5000)}"9876543210"${']'.repeat(5000)}`)
    expect(JSON.stringify(byPattern().deep(deep))).toBe(
      `${'['.repeat(500)}"(deeper than 500 levels)"${']'.repeat(500)}`,
    )
  })

  it('masks Maps, Sets and bytes that are text', () => {
    const data = {
      map: new Map([['9876543210', '9876543210']]),
      set: new Set(['9876543210']),
      bytes: Buffer.from('9876543210'),
    }
    expect(byPattern().deep(data)).toStrictEqual({
      map: new Map([['98••••••10', '98••••••10']]),
      set: new Set(['98••••••10']),
      bytes: Buffer.from('98••••••10'),
    })
  })
})
