import { appendFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { connect } from 'node:net'
import { Given, setDefaultTimeout, Then } from '@cucumber/cucumber'

const { receive } = createRequire(import.meta.url)('../../../../../support/config/index.ts')

setDefaultTimeout(-1)

Given('it passes', note)

Given('it fails', () => {
  throw new Error('it fails for 9812345678')
})

Given('it is written twice', () => {})

Given(/^it is written (\w+)$/, () => {})

Given('it is pending', () => 'pending')

Given('it ends the process', () => process.exit(7))

// As the last step of a run: no step is there any more that cucumber could fail for it.
Given('it fails later', () => {
  setTimeout(() => {
    throw new Error('too late for 9812345678')
  })
})

Given('it prints 9812345678', () => {
  console.log('printed: 9812345678')
})

Given('it leaves a timer behind', () => {
  setInterval(() => {}, 60_000)
})

Given('it never ends', () => {
  note()
  return new Promise(() => setInterval(() => {}, 60_000))
})

Then('the broker and {int} services listen', async (count) => {
  const { settings } = receive()
  const services = Object.values(settings.services).map((url) => new URL(url).host)
  if (services.length !== count) throw new Error(`${services.length} services`)
  for (const address of [...settings.kafka.brokers, ...services]) await listens(address)
})

function listens(address) {
  const [host, port] = address.split(':')
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port: Number(port) }, () => resolve(socket.destroy()))
    socket.once('error', reject)
  })
}

// Tells the test in which process and which run a step runs, so that it need not sleep, and can look for left-overs.
function note() {
  const { folder } = receive().run
  appendFileSync(process.env.FIXTURE_NOTES, `${JSON.stringify({ pid: process.pid, folder })}\n`)
}
