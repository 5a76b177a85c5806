import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { rights } from './rights.js'

it('the rights that docs/environments.md lists are those that are tried', () => {
  const page = readFileSync(new URL('../../docs/environments.md', import.meta.url), 'utf8')
  const [table = ''] = page.split('Some sentences need more')
  const rows = [...table.matchAll(/^\| `([A-Z_]+)` \| (topic|groups with the prefix `kata-`) \|/gm)]
  expect(rows.map(([, operation, on]) => `${operation} ${on?.replace(/^groups.*/, 'own groups')}`)).toEqual(
    rights.map(({ operation, on }) => `${operation} ${on}`),
  )
})
