// The commands that keep a broker or a double up, each in a process of its own, and the features that are pointed at them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkReachable } from '../../support/run/reach.js'
import { kataRun, outcomesOf } from '../kata-run.js'
import { kataServed, type Standing } from '../kata-served.js'

const standing: Standing[] = []
const names = ['KAFKA_BROKERS', 'USER_OTP_URL', 'EGOV_OTP_URL', 'EGOV_USER_URL', 'OPEN_FINANCE_URL', 'KATA_OTP_TOPIC']
const numbers = { KATA_REGISTERED_MOBILES: '98#######1,9912345678', KATA_UNREGISTERED_MOBILES: '97########' }

async function serve(...parameters: readonly string[]): Promise<string> {
  const served = await kataServed(...parameters)
  standing.push(served)
  return served.address
}

beforeAll(async () => {
  const [broker, egovOtp] = await Promise.all([serve('broker'), serve('service', 'egov-otp')])
  const toEgovOtp = ['--url', `egov-otp=${egovOtp}`]
  const egovUser = await serve('service', 'egov-user', ...toEgovOtp, '--registered', numbers.KATA_REGISTERED_MOBILES)
  const toEgovUser = ['--url', `egov-user=${egovUser}/`]
  const topic = 'another.topic'
  const userOtp = await serve('service', 'user-otp', '--kafka', broker, ...toEgovOtp, ...toEgovUser, '--topic', topic)
  const openFinance = await serve('service', 'open-finance', '--kafka', broker)
  const values = [broker, userOtp, egovOtp, egovUser, openFinance, topic]
  Object.assign(process.env, Object.fromEntries(names.map((name, index) => [name, values[index]])), numbers)
})

afterAll(async () => {
  for (const name of [...names, ...Object.keys(numbers)]) delete process.env[name]
  await Promise.all(standing.map(({ end }) => end()))
})

describe('what stands alone', () => {
  it('tells its address in one line, the address last', () => {
    expect(standing.map(({ line }) => line.replace(/:\d+$/, ':PORT')).sort()).toEqual([
      'broker listens on 127.0.0.1:PORT',
      'egov-otp listens on http://127.0.0.1:PORT',
      'egov-user listens on http://127.0.0.1:PORT',
      'open-finance listens on http://127.0.0.1:PORT',
      'user-otp listens on http://127.0.0.1:PORT',
    ])
  })

  it('is judged by every feature, with nothing but environment variables', async () => {
    const ended = await kataRun('.', '--env', 'external')
    expect(outcomesOf(ended).filter(({ verdict }) => verdict !== undefined)).toEqual([])
    expect(ended.output).toContain('environment external')
    expect(ended.exitCode).toBe(0)
  })

  it('on a port that is taken ends with 3 and says so', async () => {
    const port = standing[0]?.address.split(':').at(-1) ?? ''
    await expect(kataServed('broker', '--port', port)).rejects.toThrow(
      [
        `kata broker --port ${port} ended with 3: The broker could not be started.`,
        `Port ${port} of 127.0.0.1 is taken.`,
        'Choose another one by --port, or leave --port out for any free one.',
        'ENVIRONMENT_NOT_UP, see docs/errors.md',
        '',
      ].join('\n'),
    )
  })

  it('with a deviation does what the deviation says', async () => {
    const urls = ['egov-otp', 'egov-user'].flatMap((name) => ['--url', `${name}=http://127.0.0.1:1`])
    const kafka = process.env.KAFKA_BROKERS ?? ''
    const userOtp = await serve('service', 'user-otp', '--kafka', kafka, ...urls, '--deviation', 'answers-500')
    const answer = await fetch(`${userOtp}/user-otp/v1/_send`, { method: 'POST' })
    expect([answer.status, await answer.text()]).toEqual([500, 'Failed to push event onto the event bus'])
  })

  it.each(['SIGINT', 'SIGTERM'] as const)('ends with 0 at %s and frees its port', async (signal) => {
    const served = await kataServed('broker', '--initial-rebalance-delay', '3000')
    await checkReachable([served.address], 1000)
    expect(await served.end(signal)).toBe(0)
    await expect(checkReachable([served.address], 1000)).rejects.toThrow(served.address)
  })
})
