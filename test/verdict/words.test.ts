import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cut, labelled, wrapped, wrappedLines } from '../../support/verdict/lines.js'
import {
  counted,
  duration,
  factsOf,
  hintOf,
  listed,
  messageLines,
  offsets,
  placeAndTime,
  placesOf,
  proofLines,
} from '../../support/verdict/words.js'
import { messageWith, offsets as offsetsOf, proofWith, tooWide } from './facts.js'

describe('a wrapped sentence', () => {
  it('that fits stays as it is', () => {
    expect(wrapped('x'.repeat(100))).toBe('x'.repeat(100))
    expect(wrapped('')).toBe('')
  })

  it('breaks between words, its later lines indented by two', () => {
    const word = 'x'.repeat(49)
    expect(wrapped(`${word} ${word} ${word} ${word}`)).toBe(`${word} ${word}\n  ${word}\n  ${word}`)
  })

  it('breaks a word that fits no line', () => {
    expect(wrapped(`on "${'a'.repeat(249)}" within 5 ms.`)).toBe(
      ['on', `  "${'a'.repeat(97)}`, `  ${'a'.repeat(98)}`, `  ${'a'.repeat(54)}" within 5 ms.`].join('\n'),
    )
  })

  it('never breaks inside a run of digits, nor between two groups of them', () => {
    const number = '9876543210'
    expect(wrapped(`${'x'.repeat(95)}${number}${'y'.repeat(20)}`)).toBe(
      `${'x'.repeat(95)}\n  ${number}${'y'.repeat(20)}`,
    )
    expect(wrapped(`${'x'.repeat(93)} 98765 43210`)).toBe(`${'x'.repeat(93)}\n  98765 43210`)
  })

  it('keeps blanks that belong to a value', () => {
    expect(wrapped('where value.name is "a  b"')).toBe('where value.name is "a  b"')
  })

  it('counts columns, not characters', () => {
    expect(wrapped('字'.repeat(60))).toBe(`${'字'.repeat(49)}\n  ${'字'.repeat(11)}`)
  })

  it('is never wider than 100 columns and loses nothing but blanks', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', ' ', '  ', '7', '98765 43210', '字', '😀', 'x'.repeat(120)),
      maxLength: 40,
    })
    fc.assert(
      fc.property(text, (sentence) => {
        const lines = wrapped(sentence)
        expect(tooWide(lines)).toEqual([])
        expect(lines.replace(/\s/g, '')).toBe(sentence.replace(/\s/g, ''))
      }),
    )
  })
})

describe('wrapped lines', () => {
  it('are broken only where they are too wide', () => {
    const word = 'x'.repeat(60)
    expect(wrappedLines(`  aligned   a\n${word} ${word}\n\nend`)).toBe(`  aligned   a\n${word}\n  ${word}\n\nend`)
  })
})

describe('a labelled line', () => {
  it('goes on below its text', () => {
    const word = 'x'.repeat(60)
    expect(labelled('body', `${word} ${word}`)).toBe(`  body      ${word}\n${' '.repeat(12)}${word}`)
  })
})

describe('a text that is cut', () => {
  it('ends with `…`, and never inside a character', () => {
    expect([cut('abc', 3), cut('abcd', 3), cut('ab😀', 3)]).toEqual(['abc', 'abc…', 'ab…'])
  })
})

describe('a duration', () => {
  it.each([
    [0, '0 ms'],
    [99.4, '99 ms'],
    [100, '0.1 s'],
    [800, '0.8 s'],
    [61_000, '61.0 s'],
  ])('of %d ms is %s', (ms, text) => {
    expect(duration(ms)).toBe(text)
  })
})

describe('offsets', () => {
  it('are listed by partition, five of them', () => {
    const known = new Map([
      [2, 5],
      [0, 7],
    ])
    expect(offsets(known)).toBe('0:7 2:5')
    expect(offsets(offsetsOf(30, 12))).toBe('0:12 1:12 2:12 3:12 4:12 and 25 more')
  })

  it('of a topic that was not there are 0', () => {
    expect(offsets(new Map())).toBe('offset 0 of every partition')
  })
})

describe('the lines of a proof', () => {
  it('are one where it fits', () => {
    expect(proofLines(proofWith(), 0)).toEqual([
      '  fence     0:1204 1:1204 2:1204     read to  0:1206 1:1206 2:1206     2 seen, 0 matched',
    ])
  })

  it('are two where it does not', () => {
    const proof = proofWith({ fence: offsetsOf(30, 1_000_000_000), readTo: offsetsOf(30, 1_000_000_001), seen: 30 })
    expect(proofLines(proof, 2).join('\n')).toBe(
      [
        '  fence     0:1000000000 1:1000000000 2:1000000000 3:1000000000 4:1000000000 and 25 more',
        '  read to   0:1000000001 1:1000000001 2:1000000001 3:1000000001 4:1000000001 and 25 more     30',
        '            seen, 2 matched',
      ].join('\n'),
    )
  })

  it('are short for a topic that does not exist', () => {
    expect(proofLines(proofWith({ topicExists: false, seen: 0 }), 0)).toEqual([
      '  fence     the topic does not exist     0 seen, 0 matched',
    ])
  })
})

describe('a message', () => {
  it('is told by its place and its time in UTC', () => {
    expect(placeAndTime(messageWith())).toBe('partition 0 offset 1205, 2026-01-02T03:04:05.800Z')
  })

  it('whose timestamp is no date is told by the number', () => {
    expect(placeAndTime(messageWith({ timestamp: 1_767_323_045_800_000_000 }))).toBe(
      'partition 0 offset 1205, timestamp 1767323045800000000',
    )
  })

  it('is one of five that are shown; the others are counted', () => {
    const messages = Array.from({ length: 7 }, (_, offset) => messageWith({ offset }))
    expect(messageLines(messages).slice(-2)).toEqual([
      '  partition 0 offset 4, 2026-01-02T03:04:05.800Z',
      '  and 2 more',
    ])
    expect(messageLines([])).toEqual([])
    expect([counted(0), counted(1), counted(2)]).toEqual(['0 messages', '1 message', '2 messages'])
  })
})

it('a list names five, and how many more there are', () => {
  expect([listed([]), listed(['a', 'b']), listed(['a', 'b', 'c', 'd', 'e', 'f'])]).toEqual([
    '',
    'a, b',
    'a, b, c, d, e and 1 more',
  ])
})

describe('facts', () => {
  it('are at most 50 places and 50 mismatches', () => {
    const mismatch = { path: 'value.a', rule: 'equals', expected: 1, actual: 2 }
    expect(placesOf(Array(60).fill(messageWith()))).toHaveLength(50)
    expect(factsOf(Array(60).fill(mismatch))).toEqual(Array(50).fill(mismatch))
  })

  it('hold the start of a value of megabytes only, and the start of its path', () => {
    const mismatch = {
      path: `value['${'k'.repeat(5000)}']`,
      rule: 'type',
      expected: 'object',
      actual: { a: 'x'.repeat(5_000_000) },
    }
    const [fact] = factsOf([mismatch])
    expect(fact?.actual).toBe(`{"a":"${'x'.repeat(1994)}…`)
    expect(fact?.path.length).toBeLessThan(310)
    expect(factsOf([{ ...mismatch, path: 'value', actual: undefined }])).toEqual([
      { path: 'value', rule: 'type', expected: 'object', actual: undefined },
    ])
  })
})

it('a hint is the first there is, masked before it is cut', () => {
  const mismatch = { path: 'value', rule: 'equals', expected: 1, actual: 2 }
  const hints = [mismatch, { ...mismatch, hint: `${'x'.repeat(296)}secret` }, { ...mismatch, hint: 'another' }]
  expect(hintOf(hints, (text) => text.replaceAll('secret', '••••'))).toBe(`${'x'.repeat(296)}••••`)
  expect(hintOf([mismatch], (text) => text)).toBeUndefined()
})
