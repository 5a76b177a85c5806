import { describe, expect, it } from 'vitest'
import { kata } from './command-line.js'

/** What `kata service` says instead of starting: the three parts, without the line of the code. */
async function refusalOf(...args: string[]): Promise<readonly string[]> {
  const { exitCode, stdout, stderr } = await kata('service', ...args)
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  const lines = stderr.split('\n')
  expect(lines.filter((line) => line.length > 100)).toEqual([])
  expect(lines.slice(-2)).toEqual(['ARGUMENT_INVALID, see docs/errors.md', ''])
  return lines.slice(0, -2)
}

const kafka = ['--kafka', '127.0.0.1:9092']
const urls = ['--url', 'egov-otp=http://127.0.0.1:1', '--url', 'egov-user=http://127.0.0.1:2']

describe('kata service', () => {
  it('refuses a service that it has no double of, with near names', async () => {
    expect(await refusalOf('user-opt')).toEqual([
      'No service could be started.',
      'There is no double of "user-opt"; there are doubles of egov-otp, egov-user, user-otp, user-otp-oss,',
      '  user-otp-central, open-finance, sms-gateway, mail-server, egov-notification-sms,',
      '  egov-notification-mail.',
      'Write `kata service user-otp`.',
    ])
    expect((await refusalOf('billing')).at(-1)).toBe('Name one of these.')
  })

  it('wants a name', async () => {
    expect(await refusalOf()).toEqual([
      'The command could not be understood.',
      "Missing required argument 'name'.",
      'See `kata --help` and `kata service --help`.',
    ])
  })

  it.each([
    [
      ['user-otp'],
      'It talks to Kafka, and nothing says where that is.',
      'Add --kafka, such as --kafka 127.0.0.1:9092.',
    ],
    [
      ['user-otp', '--kafka', ''],
      'It talks to Kafka, and nothing says where that is.',
      'Add --kafka, such as --kafka 127.0.0.1:9092.',
    ],
    [
      ['user-otp', ...kafka, '--url', 'egov-otp=http://127.0.0.1:1'],
      'It talks to egov-user, and nothing says where that is.',
      'Add --url egov-user=URL, such as --url egov-user=http://127.0.0.1:8080.',
    ],
    [
      ['egov-notification-sms', ...kafka],
      'It talks to sms-gateway, and nothing says where that is.',
      'Add --url sms-gateway=URL, such as --url sms-gateway=http://127.0.0.1:8080.',
    ],
    [
      ['egov-user', '--url', 'egov-otp=http://127.0.0.1:1'],
      'It knows who is registered, and nothing says who that is.',
      'Add --registered, such as --registered "98#######1".',
    ],
  ])('says what %j lacks', async (args, found, todo) => {
    expect(await refusalOf(...args)).toEqual([`The double of ${args[0]} could not be started.`, found, todo])
  })

  it('refuses options that are for other services', async () => {
    expect(await refusalOf('egov-otp', ...kafka)).toEqual([
      'The double of egov-otp could not be started.',
      'It has no use for --kafka, which is for user-otp, user-otp-oss, user-otp-central, open-finance,',
      '  egov-notification-sms and egov-notification-mail.',
      'Leave --kafka out.',
    ])
    expect(await refusalOf('egov-otp', '--url', 'egov-user=http://127.0.0.1:1')).toEqual([
      'The double of egov-otp could not be started.',
      'It talks to no other service, and --url names "egov-user".',
      'Leave that --url out.',
    ])
    expect(await refusalOf('egov-user', '--registered', '98########', '--url', 'egov-opt=http://127.0.0.1:1')).toEqual([
      'The double of egov-user could not be started.',
      'It talks to egov-otp only, and --url names "egov-opt".',
      'Write --url egov-otp=URL.',
    ])
  })

  it('refuses addresses, numbers and topics that are none', async () => {
    const found = async (...args: string[]) => (await refusalOf(...args))[1]
    expect(await found('user-otp', ...urls, '--kafka', 'one:9092, two')).toBe(
      '--kafka holds a broker that is not HOST:PORT.',
    )
    expect(await found('user-otp', ...kafka, ...urls, '--url', 'egov-otp=localhost')).toBe(
      'What --url says of egov-otp is no http:// or https:// address.',
    )
    expect(await found('egov-user', '--url', 'egov-otp=http://127.0.0.1:1', '--registered', '98#######1,nobody')).toBe(
      '--registered holds what is neither a number of 6 to 15 digits nor such a pattern with "#".',
    )
    expect(await found('user-otp', ...kafka, ...urls, '--topic', 'one two')).toBe(
      '--topic holds what cannot be the name of a topic.',
    )
    expect(await found('egov-user', '--url', 'egov-otp')).toBe(
      "Option '--url <service=url>' argument 'egov-otp' is invalid. It must be SERVICE=URL.",
    )
  })

  it('knows wrong behaviours of every service that answers for itself', async () => {
    const first = async (...args: string[]) => (await refusalOf(...args, '--deviation', 'none-such')).slice(1, 4)
    expect(await first('egov-otp')).toEqual([
      'It has no deviation "none-such".',
      'It has these:',
      '  accepts-twice     accepts an OTP again after it was used',
    ])
    expect(await first('user-otp-oss', ...kafka, ...urls)).toEqual([
      'It has no deviation "none-such".',
      'It has these:',
      '  sends-nothing               answers 201 and sends nothing',
    ])
  })

  it('refuses a waiting time that is none, and one for a service that does not wait', async () => {
    expect((await refusalOf('user-otp', ...kafka, ...urls, '--kafka-wait', '1m')).join(' ')).toContain('--kafka-wait')
    expect((await refusalOf('egov-otp', '--kafka-wait', '0'))[1]).toBe(
      'It has no use for --kafka-wait, which is for user-otp, user-otp-oss and user-otp-central.',
    )
  })

  it('refuses a deviation that user-otp does not have, and lists those that it has', async () => {
    const lines = await refusalOf('user-otp', ...kafka, ...urls, '--deviation', 'send-nothing')
    expect(lines.slice(0, 4)).toEqual([
      'The double of user-otp could not be started.',
      'It has no deviation "send-nothing". Near: sends-nothing, sends-no-email, sends-twice.',
      'It has these:',
      '  sends-nothing               answers 201 and sends nothing',
    ])
  })

  it('knows the deviations of each double', async () => {
    expect((await refusalOf('open-finance', ...kafka, '--deviation', 'adds-keys')).slice(1, 4)).toEqual([
      'It has no deviation "adds-keys". Near: adds-key.',
      'It has these:',
      '  sends-nothing            changes the balance and tells nobody',
    ])
  })
})

describe('kata broker', () => {
  it('refuses a port and a delay that are none', async () => {
    const port = await kata('broker', '--port', '65536')
    expect(port.stderr).toBe(
      [
        'The command could not be understood.',
        "Option '--port <port>' argument '65536' is invalid. It must be 1 to 65535, or 0 for any free one.",
        'See `kata --help` and `kata broker --help`.',
        'ARGUMENT_INVALID, see docs/errors.md',
        '',
      ].join('\n'),
    )
    expect(port.exitCode).toBe(2)
    const delay = await kata('broker', '--initial-rebalance-delay', '3s')
    expect(delay.stderr.split('\n').slice(1, 3)).toEqual([
      "Option '--initial-rebalance-delay <ms>' argument '3s' is invalid. It must be a number of",
      '  milliseconds, such as 3000.',
    ])
    expect(delay.exitCode).toBe(2)
  })
})
