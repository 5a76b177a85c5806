import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Script } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { callersPlace, callFrom, type Place } from '../../support/world/place.js'

const here = fileURLToPath(import.meta.url)
const define = () => callersPlace()
const defineOneUp = () => defineDeeper()
const defineDeeper = () => callersPlace(1)

/** The place of a call in a file of that name, at its line 3. */
function placeIn(filename: string, call = 'define()'): Place {
  const script = new Script(`(define) => {\n\nreturn ${call}\n}`, { filename })
  return (script.runInThisContext() as (called: () => Place) => Place)(define)
}

describe('the place of a call', () => {
  it('is where the function that asks was called', () => {
    const place = define() // marks the first line
    expect(place).toEqual({ file: here, line: lineOf('// marks the first line') })
  })

  it('is one frame further up for each that is left out', () => {
    const place = defineOneUp() // marks the second line
    expect(place).toEqual({ file: here, line: lineOf('// marks the second line') })
  })

  it.each([
    ['file:///home/me/my%20features/steps.ts', '/home/me/my features/steps.ts'],
    ['file:///home/me/features%20(copy)/steps.ts', '/home/me/features (copy)/steps.ts'],
    ['/home/me/features (copy)/steps.cjs', '/home/me/features (copy)/steps.cjs'],
    ['/home/me/steps.cjs', '/home/me/steps.cjs'],
  ])('in %s is a path of this machine', (filename, file) => {
    expect(placeIn(filename)).toEqual({ file, line: 3 })
    expect(placeIn(filename, '(function named() { return define() })()')).toEqual({ file, line: 3 })
    expect(placeIn(filename, '[1].map(() => define())[0]')).toEqual({ file, line: 3 })
  })

  it('that nobody knows is called unknown', () => {
    expect(callersPlace(1000)).toEqual({ file: 'unknown', line: 0 })
  })
})

describe('a call from a place', () => {
  it.each(['/home/me/steps.ts', '/home/me/my features (copy)/steps.ts'])('stands there in the stack: %s', (file) => {
    const places: Place[] = []
    callFrom({ file, line: 42 }, () => places.push(callersPlace()))
    expect(places).toEqual([{ file, line: 42 }])
  })

  it('hands over its arguments', () => {
    const got: unknown[] = []
    callFrom({ file: '/steps.ts', line: 1 }, (...values: readonly [string, number]) => got.push(...values), 'a', 2)
    expect(got).toEqual(['a', 2])
  })
})

function lineOf(mark: string): number {
  return (
    readFileSync(here, 'utf8')
      .split('\n')
      .findIndex((line) => line.endsWith(mark)) + 1
  )
}
