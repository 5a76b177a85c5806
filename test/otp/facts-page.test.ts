// docs/user-otp.md: every line names scenarios that exist, or is left out for a reason.

import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const page = readFileSync(new URL('../../docs/user-otp.md', import.meta.url), 'utf8')
const features = new URL('../../features/otp/', import.meta.url)
const rows = [...page.matchAll(/^\| ([A-Z]\d+) \| .* \| (.*) \|$/gm)].map(([, id = '', cell = '']) => ({ id, cell }))
const leftOut = 'left out, see below'

/** `feature title` of every scenario and outline; what the examples put in is `…`. */
const known = new Set(
  readdirSync(features).flatMap((file) =>
    [...readFileSync(new URL(file, features), 'utf8').matchAll(/^ *Scenario(?: Outline)?: (.*)$/gm)].map(
      ([, title = '']) => `${file.replace('.feature', '')} ${title.replace(/<[^<>]+>/g, '…')}`,
    ),
  ),
)

it('every line has an id of its own, and a scenario that exists or a reason', () => {
  expect(rows.length).toBeGreaterThan(90)
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
  const wrong = rows.flatMap(({ id, cell }) => {
    const named = [...cell.matchAll(/`([\w-]+)` ((?:(?!<br>).)+)/g)].map(([, file, title]) => `${file} ${title}`)
    if (named.length === 0) return cell === `*${leftOut}*` ? [] : [`${id}: no scenario`]
    return named.filter((name) => !known.has(name)).map((name) => `${id}: ${name}`)
  })
  expect(wrong).toEqual([])
})

it('what is left out has its reason, and is at most one line in ten', () => {
  const ids = rows.filter(({ cell }) => cell.includes(leftOut)).map(({ id }) => id)
  const section = page.split('## What cannot be seen')[1]?.split('\n## ')[0] ?? ''
  const explained = [...section.matchAll(/^\| ((?:[A-Z]\d+(?:, )?)+) \| .+ \|$/gm)].flatMap(([, list = '']) =>
    list.split(', '),
  )
  expect(explained.sort()).toEqual(ids.sort())
  expect(ids.length).toBeLessThanOrEqual(rows.length / 10)
})
