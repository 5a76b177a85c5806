// From nothing to the first record acknowledged, with a TCP echo on loopback as the floor.
import type { Benchmark } from './benchmark.js'
import { here, runNode, tsx } from './child.js'
import { type FirstAnswer, type Server, servers, timeFirstAnswer } from './first-answer.js'
import { type Summary, summarize } from './statistics.js'
import { duration, ratio, spread, type Table } from './table.js'

const labels: Readonly<Record<Server, string>> = {
  broker: 'broker: first produce acknowledged',
  echo: 'TCP echo: first byte back',
}

export const brokerStart: Benchmark = {
  name: 'broker-start',
  title: 'from the start of the embedded broker to the first produce',
  async measure({ quick }) {
    const times = quick ? 5 : 30
    const fresh = await measureBoth(times, inFreshProcess)
    const warm = await measureBoth(times, async (server) => ({ ...(await timeFirstAnswer(server)), processMs: 0 }))
    return {
      tables: [tabulate(fresh, warm)],
      notes: [
        `${times} starts in each row, broker and echo in turn. Warm: again and again in this process, after one start that does not count.`,
        'The client of the broker is a new kafkajs producer each time; the topic does not exist before. Its share is in the figure.',
        `Only to listen takes the broker ${duration(fresh.broker.listening.median)} in a fresh process and ${duration(warm.broker.listening.median)} warm (medians).`,
      ],
    }
  },
}

type Measured = FirstAnswer & { readonly processMs: number }
type Starts = Readonly<Record<Server, Readonly<Record<'listening' | 'answered' | 'process', Summary>>>>

async function measureBoth(times: number, measure: (server: Server) => Promise<Measured>): Promise<Starts> {
  for (const server of servers) await measure(server)
  const measured: Record<Server, Measured[]> = { broker: [], echo: [] }
  for (let n = 0; n < times; n++) {
    for (const server of servers) measured[server].push(await measure(server))
  }
  return { broker: sumUp(measured.broker), echo: sumUp(measured.echo) }
}

async function inFreshProcess(server: Server): Promise<Measured> {
  const { exitCode, stdout, stderr, wallMs } = await runNode([...tsx, here('first-answer.ts'), server], here('.'))
  if (exitCode !== 0) throw new Error(`The first answer of the ${server} was not measured: ${stderr}`)
  return { ...(JSON.parse(stdout) as FirstAnswer), processMs: wallMs }
}

function sumUp(measured: readonly Measured[]): Starts[Server] {
  return {
    listening: summarize(measured.map(({ listeningMs }) => listeningMs)),
    answered: summarize(measured.map(({ answeredMs }) => answeredMs)),
    process: summarize(measured.map(({ processMs }) => processMs)),
  }
}

function tabulate(fresh: Starts, warm: Starts): Table {
  const rowsOf = (what: string, pick: (server: Server) => Summary) =>
    servers.map((server) => {
      const { median, p95, min, max } = pick(server)
      const times = ratio(median, pick('echo').median)
      return [`${what}, ${labels[server]}`, duration(median), duration(p95), spread(min, max), times]
    })
  return {
    columns: ['what', 'median', 'p95', 'least – most', '× echo'],
    rows: [
      ...rowsOf('fresh process', (server) => fresh[server].answered),
      ...rowsOf('warm', (server) => warm[server].answered),
      ...rowsOf('whole process', (server) => fresh[server].process),
    ],
  }
}
