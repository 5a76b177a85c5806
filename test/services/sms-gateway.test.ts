import { afterEach, expect, test } from 'vitest'
import type { Service } from '../../services/http/index.js'
import { startSmsGateway } from '../../services/sms-gateway/index.js'

const opened: Service[] = []

afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
})

async function start(): Promise<string> {
  const gateway = await startSmsGateway()
  opened.push(gateway)
  return gateway.url
}

async function send(url: string, mobileno: string, content = 'Hello') {
  const body = JSON.stringify({ mobileno, content })
  return await fetch(`${url}/send`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
}

async function deliveries(url: string, to: string, more = ''): Promise<{ to: string; text: string }[]> {
  const answer = await fetch(`${url}/_control/deliveries?to=${encodeURIComponent(to)}${more}`)
  return (await answer.json()) as { to: string; text: string }[]
}

function dictate(url: string, number: string, answer: unknown) {
  return fetch(`${url}/_control/answers/${number}`, { method: 'PUT', body: JSON.stringify(answer) })
}

test('a message is answered as a success and kept under its number, with and without country code', async () => {
  const url = await start()
  const answer = await send(url, '+919800000001', 'नमस्ते')
  expect([answer.status, await answer.text()]).toEqual([200, '{"success":true}'])
  const kept = {
    to: '+919800000001',
    text: 'नमस्ते',
    method: 'POST',
    parameters: { mobileno: '+919800000001', content: 'नमस्ते' },
    answered: 200,
    at: expect.any(Number),
    id: 1,
  }
  expect(await deliveries(url, '9800000001')).toEqual([kept])
  expect(await deliveries(url, '+91 98000 00001')).toEqual([kept])
  expect(await deliveries(url, '9800000002')).toEqual([])
})

test('parameters may stand in the query and in a form', async () => {
  const url = await start()
  await fetch(`${url}/send?mobileno=9800000001&content=one%20two`)
  await fetch(`${url}/send`, { method: 'POST', body: new URLSearchParams({ mobileno: '9800000001', content: 'a&b' }) })
  expect((await deliveries(url, '9800000001')).map(({ text }) => text)).toEqual(['one two', 'a&b'])
})

test('who waits for a number is answered when the message comes, and by its own number only', async () => {
  const url = await start()
  const waiting = deliveries(url, '9800000001', '&atLeast=2&withinMs=60000')
  await send(url, '9800000002')
  await send(url, '9800000001', 'one')
  await send(url, '9800000001', 'two')
  expect((await waiting).map(({ text }) => text)).toEqual(['one', 'two'])
})

test('deliveries are numbered, and only those behind a number can be asked for', async () => {
  const url = await start()
  const last = async () => await (await fetch(`${url}/_control/last`)).json()
  expect(await last()).toEqual({ id: 0 })
  await send(url, '9800000001', 'one')
  await send(url, '9800000002', 'elsewhere')
  expect(await last()).toEqual({ id: 2 })
  const waiting = deliveries(url, '9800000001', '&after=2&withinMs=60000')
  await send(url, '9800000001', 'two')
  expect((await waiting).map(({ text }) => text)).toEqual(['two'])
})

test('who waits in vain gets what is there', async () => {
  const url = await start()
  await send(url, '9800000001', 'one')
  expect(await deliveries(url, '9800000001', '&atLeast=2&withinMs=1')).toHaveLength(1)
})

test('a number is answered as it is told, so many times; what was refused is kept as well', async () => {
  const url = await start()
  await dictate(url, '9800000001', { status: 503, body: 'busy', times: 1 })
  const first = await send(url, '9800000001')
  expect([first.status, await first.text()]).toEqual([503, 'busy'])
  expect((await send(url, '9800000001')).status).toBe(200)
  expect((await deliveries(url, '9800000001')).map((each) => Reflect.get(each, 'answered'))).toEqual([503, 200])
})

test('a status of 0 closes the connection, and a deleted answer is the usual one again', async () => {
  const url = await start()
  await dictate(url, '9800000001', { status: 0 })
  await expect(send(url, '9800000001')).rejects.toThrow('fetch failed')
  await fetch(`${url}/_control/answers/9800000001`, { method: 'DELETE' })
  expect((await send(url, '9800000001')).status).toBe(200)
})

test('an answer that takes long is given up when the gateway closes', async () => {
  const url = await start()
  await dictate(url, '9800000001', { afterMs: 600_000 })
  const sent = expect(send(url, '9800000001')).rejects.toThrow('fetch failed')
  expect(await deliveries(url, '9800000001', '&withinMs=60000')).toHaveLength(1)
  await opened.splice(0)[0]?.close()
  await sent
})

test.each([
  ['no JSON', 'The body must be a JSON object.'],
  ['{"status": 100}', 'status must be 0, or from 200 on.'],
  ['{"status": "503"}', 'status must be a whole number from 0 to 599.'],
  ['{"body": 5}', 'body must be a text.'],
  ['{"times": 0}', 'times must be a whole number from 1 to 1000000.'],
])('the dictated answer %s is refused', async (body, complaint) => {
  const url = await start()
  const answer = await fetch(`${url}/_control/answers/9800000001`, { method: 'PUT', body })
  expect([answer.status, await answer.text()]).toEqual([400, complaint])
})

test('a question without a number, or with a count that is none, is refused', async () => {
  const url = await start()
  const ask = async (query: string) => await (await fetch(`${url}/_control/deliveries${query}`)).text()
  expect(await ask('')).toBe('The parameter to is missing: whom the deliveries are for.')
  expect(await ask('?to=1&atLeast=many')).toBe('after, atLeast and withinMs must be whole numbers.')
})
