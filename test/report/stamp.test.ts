import { describe, expect, it } from 'vitest'
import { Script } from './script.js'
import { feature, passAndFail } from './two-scenarios.js'
import { writeReports } from './written.js'

const insecure = ['SASL PLAIN without TLS: the password crosses the network in clear', 'a < b & c']
const stamp = `NOT SECURE: ${insecure.join('; ')}`

describe('a run that is not secure', () => {
  it('says so in every report', async () => {
    const { console, html, suite, ndjson, files } = await writeReports(passAndFail(), { insecure })
    expect(console.split('\n')).toContain(stamp)
    expect(html).toContain(
      '>NOT SECURE: SASL PLAIN without TLS: the password crosses the network in clear; a &lt; b &amp; c</p>',
    )
    expect(html.split('NOT SECURE')).toHaveLength(2)
    expect(suite.name).toBe(`kafka-kata (embedded) ${stamp}`)
    expect(ndjson[0]).toStrictEqual({
      attachment: { body: stamp, mediaType: 'text/plain', contentEncoding: 'IDENTITY', fileName: 'not-secure.txt' },
    })
    const [, allure = ''] = [...files].find(([path]) => path.endsWith('environment.properties'))?.map(String) ?? []
    expect(allure).toContain('NOT\\ SECURE')
    expect(allure).toContain('the password crosses the network in clear')
    const [, index = ''] = [...files].find(([path]) => path.endsWith('index.html'))?.map(String) ?? []
    expect(index).toContain('NOT SECURE: SASL PLAIN')
  })

  it('has the same scenarios in its page as any other', async () => {
    const { page, ndjson } = await writeReports(new Script(feature).envelopes, {
      insecure,
      end: { reason: 'interrupted' },
    })
    expect(page).toStrictEqual(ndjson.slice(1))
  })
})

it('a run that is secure has no stamp in any report', async () => {
  const { files, console } = await writeReports(passAndFail())
  expect([console, ...files.values()].filter((text) => String(text).includes('NOT SECURE'))).toEqual([])
})
