// Whether the services answer HTTP, whatever they answer, and how far their clocks are from ours.
import { get as getHttp, type IncomingMessage } from 'node:http'
import { get as getHttps } from 'node:https'
import type { Settings } from '../config/index.js'
import { describeSystemError } from '../kafka/index.js'
import { type Finding, note, ok, problem } from './finding.js'

export interface ServicesChecked {
  readonly findings: readonly Finding[]
  /** By how many milliseconds the clock of a service is ahead of ours, of those that tell the time; exact to a second. */
  readonly aheadMs: readonly { readonly name: string; readonly ms: number }[]
}

/** Asks every service at the same time; it never rejects. A status is never a problem. */
export async function checkServices(
  { services, doubles }: Settings,
  { timeoutMs, now }: { readonly timeoutMs: number; readonly now: () => number },
): Promise<ServicesChecked> {
  const asked = await Promise.all(
    Object.entries(services).map(async ([name, url]) => ({ name, url, answer: await ask(url, timeoutMs) })),
  )
  const there = Object.keys(services)
  const own = doubles.filter((name) => !there.includes(name))
  const findings = [
    ...asked.map(toldOf),
    ...own.map((name) => note('service', `${name} is a double that each run starts for itself.`)),
  ]
  const aheadMs = asked.flatMap(({ name, answer }) => {
    const time = 'status' in answer ? Date.parse(answer.date) : Number.NaN
    return Number.isNaN(time) ? [] : [{ name, ms: time - now() }]
  })
  return { findings, aheadMs }
}

type Answer = { readonly status: number; readonly date: string } | { readonly failure: string }

function ask(url: string, timeoutMs: number): Promise<Answer> {
  return new Promise((resolve) => {
    const get = url.toLowerCase().startsWith('https:') ? getHttps : getHttp
    const settle = (answer: Answer) => {
      clearTimeout(timer)
      resolve(answer)
      request.destroy()
    }
    const request = get(url, { agent: false }, ({ statusCode = 0, headers }: IncomingMessage) => {
      settle({ status: statusCode, date: headers.date ?? '' })
    })
    const timer = setTimeout(() => settle({ failure: `no answer within ${timeoutMs} ms` }), timeoutMs)
    request.on('error', (error) => settle({ failure: describeSystemError(error) }))
  })
}

function toldOf({ name, url, answer }: { name: string; url: string; answer: Answer }): Finding {
  const shown = withoutPassword(url)
  if ('status' in answer) return ok('service', `${name} at ${shown} answers (${answer.status}).`)
  const fix = `Start ${name}, or correct services.${name}.`
  return problem('service', `${name} at ${shown}: ${answer.failure}`, fix)
}

function withoutPassword(url: string): string {
  const parsed = new URL(url)
  if (parsed.username === '' && parsed.password === '') return url
  parsed.username = ''
  parsed.password = ''
  return parsed.href
}
