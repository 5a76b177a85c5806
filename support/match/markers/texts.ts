// Markers that ask for the form of a string, and `#epochMs`, which is the form of a number.

import { execBounded } from '../bounded-regexp.js'
import type { Marker } from './marker.js'

export const uuid: Marker = {
  name: '#uuid',
  kinds: ['string'],
  describe: 'A UUID (RFC 9562) with its hyphens, in either letter case',
  examples: [
    {
      expected: '#uuid',
      passes: ['9b2f1c0e-4d3a-4e5f-8a7b-0c1d2e3f4a5b'],
      fails: ['9b2f1c0e4d3a4e5f8a7b0c1d2e3f4a5b', 'uuid'],
    },
  ],
  test: (actual) =>
    isShort(actual, 36) && /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(actual),
}

export const regex: Marker = {
  name: '#regex',
  kinds: ['string'],
  argument: 'PATTERN',
  describe:
    'A string that the JavaScript pattern matches from its first to its last character; a pattern that runs for a second is stopped and fails',
  examples: [{ expected: '#regex \\d{6}', passes: ['123456'], fails: ['1234567', 123456] }],
  check: (argument) => {
    if (argument === '') return 'A pattern must follow.'
    try {
      new RegExp(argument)
      return undefined
    } catch (error) {
      return error instanceof Error ? `${error.message}.` : 'The pattern cannot be read.'
    }
  },
  test: (actual, argument) => {
    if (typeof actual !== 'string') return false
    const answer = execBounded(wholePattern(argument), actual)
    return answer.outcome === 'stopped' ? answer.why : answer.outcome === 'found'
  },
}

export const datetime: Marker = {
  name: '#datetime',
  kinds: ['string'],
  describe: 'A date and time with its offset from UTC (RFC 3339)',
  examples: [
    {
      expected: '#datetime',
      passes: ['2026-11-21T22:36:15.993Z', '2026-11-22T04:06:15+05:30'],
      fails: ['2026-11-21', '2026-02-30T00:00:00Z', '2026-11-21T22:36:15'],
    },
  ],
  test: (actual) => isShort(actual, 64) && isDateTime(actual),
}

export const epochMs: Marker = {
  name: '#epochMs',
  kinds: ['number'],
  describe: 'A time as a whole number of milliseconds since 1970, with 13 digits (2001 to 2286): seconds fail',
  examples: [{ expected: '#epochMs', passes: [1795300445382], fails: [1795300445, '1795300445382', 1795300445382.5] }],
  test: (actual) => {
    if (typeof actual !== 'number' || !Number.isInteger(actual)) return false
    if (actual >= 1e9 && actual < 1e10) return 'The number has 10 digits: these are seconds.'
    return actual >= 1e12 && actual < 1e13
  },
}

export const e164: Marker = {
  name: '#e164',
  kinds: ['string'],
  describe: 'A telephone number with its country (E.164): a plus sign and up to 15 digits, no blanks',
  examples: [{ expected: '#e164', passes: ['+919000000001'], fails: ['9000000001', '+91 9000000001'] }],
  test: (actual) => isShort(actual, 16) && /^\+[1-9]\d{1,14}$/.test(actual),
}

export const json: Marker = {
  name: '#json',
  kinds: ['string'],
  describe: 'A string that holds JSON',
  examples: [{ expected: '#json', passes: ['{"a":1}', 'null'], fails: ['{a:1}', '', { a: 1 }] }],
  test: (actual) => {
    if (typeof actual !== 'string') return false
    try {
      JSON.parse(actual)
      return true
    } catch {
      return false
    }
  },
}

export const base64: Marker = {
  name: '#base64',
  kinds: ['string'],
  describe: 'A string in Base64 with its padding (RFC 4648, section 4)',
  examples: [{ expected: '#base64', passes: ['aGVsbG8=', ''], fails: ['aGVsbG8', 'a_b-'] }],
  test: (actual) => typeof actual === 'string' && actual.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(actual),
}

function wholePattern(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`)
}

function isShort(value: unknown, maxLength: number): value is string {
  return typeof value === 'string' && value.length <= maxLength
}

function isDateTime(text: string): boolean {
  const found = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|[+-](\d\d):(\d\d))$/.exec(text)
  if (found === null) return false
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, zoneHour = 0, zoneMinute = 0] = found
    .slice(1)
    .map((part) => Number(part ?? 0))
  if (month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) return false
  return hour <= 23 && minute <= 59 && second <= 60 && zoneHour <= 23 && zoneMinute <= 59
}

function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}
