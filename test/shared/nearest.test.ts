import { expect, it } from 'vitest'
import { nearest, similarity } from '../../support/shared/index.js'

it.each([
  ['otp-smss', ['otp-sms', 'otp-sms-1', 'otp-email', 'audit'], ['otp-sms', 'otp-sms-1', 'otp-email']],
  ['OTP-SMS', ['otp-sms'], ['otp-sms']],
  ['#strnig', ['#string', '#regex'], ['#string']],
  ['sms', ['egov.core.notification.sms.otp'], ['egov.core.notification.sms.otp']],
  ['zzz', ['otp-sms'], []],
  ['a', [], []],
  ['name', ['names', 'name1', 'name2', 'nam'], ['name1', 'name2', 'names']],
])('near %s', (wanted, names, near) => {
  expect(nearest(names, wanted)).toEqual(near)
})

it('a swap of two neighbours is one change', () => {
  expect(similarity('abcd', 'acbd')).toBe(0.75)
  expect(similarity('abcd', 'abcd')).toBe(1)
  expect(similarity('', '')).toBe(1)
  expect(similarity('ab', '')).toBe(0)
})
