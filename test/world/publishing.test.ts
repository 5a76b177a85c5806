import { DataTable } from '@cucumber/cucumber'
import { expect, it } from 'vitest'
import { publishDescribed } from '../../support/world/publishing.js'
import { worldWith } from './world-with.js'

const described = (...rows: [string, string][]) => publishDescribed(worldWith().world, 'otp-sms', new DataTable(rows))

it('a described record needs a payload', async () => {
  await expect(described(['path', 'value'], ["headers['x-a']", '1'])).rejects.toMatchObject({
    code: 'TABLE_INVALID',
    message: [
      'The record that the step describes cannot be published.',
      'The table has no row `value`, which is its payload.',
      'Add `| value | {"a": 1} |`, or `| value | null |` for a tombstone.',
    ].join('\n'),
  })
})

it.each(['x-notification-id', 'headers', 'headers.a.b', 'headers[0]', 'value.id', 'partition'])(
  '%s is no part of a record',
  async (path) => {
    await expect(described(['value', '1'], [path, '1'])).rejects.toMatchObject({
      code: 'TABLE_INVALID',
      message: [
        'The record that the step describes cannot be published.',
        `\`${path}\` is no part of a record, or stands there twice.`,
        "Write rows for `headers['…']`, one for `value`, and one for `key` where the record has one.",
      ].join('\n'),
    })
  },
)

it('a record has one payload and one key', async () => {
  await expect(described(['value', '1'], ['value', '2'])).rejects.toMatchObject({ code: 'TABLE_INVALID' })
  await expect(described(['key', 'a'], ['value', '1'], ['key', 'b'])).rejects.toMatchObject({ code: 'TABLE_INVALID' })
})
