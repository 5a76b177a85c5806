// Looks at everything that lies between this machine and the services of an environment, one thing after the other.
// Nothing is started or changed here, but for one group that is made and deleted again.
import { fileURLToPath } from 'node:url'
import type { Settings } from '../config/index.js'
import { type Channel, loadCatalogue } from '../contract/index.js'
import { KataError } from '../shared/index.js'
import { checkBrokers } from './check-brokers.js'
import { checkKafka } from './check-kafka.js'
import { checkServices, type ServicesChecked } from './check-services.js'
import { type Finding, note, ok, problem } from './finding.js'
import { listed } from './words.js'

export interface Examination {
  /** Hears of every finding, as soon as there is one. */
  readonly tell: (finding: Finding) => void
  /** Longest time of one call, in milliseconds. @default 3000 */
  readonly timeoutMs?: number
  /** Milliseconds since 1970. @default the machine's clock */
  readonly now?: () => number
  /** Folder of the catalogue. @default the project's own */
  readonly schemas?: string
}

const ownSchemas = fileURLToPath(new URL('../../schemas', import.meta.url))

/** Examines an environment whose own parts, if it has any, are up. It never rejects for what is found. */
export async function examine(settings: Settings, options: Examination): Promise<void> {
  const { tell, timeoutMs = 3000, now = Date.now, schemas = ownSchemas } = options
  const { kafka } = settings
  const asking = checkServices(settings, { timeoutMs, now })
  for (const finding of securityFindings(kafka)) tell(finding)
  const { findings, usable } = await checkBrokers(kafka, { timeoutMs: Math.min(timeoutMs, 2000), now: now() })
  for (const finding of findings) tell(finding)
  if (usable.length === 0) tell(note('Kafka', 'Topics and rights were not looked at: no broker can be used.'))
  else await checkKafka({ kafka, usable, channels: channelsOf(settings, { schemas, tell }), timeoutMs, tell })
  const services = await asking
  for (const finding of services.findings) tell(finding)
  for (const finding of clockFindings(services.aheadMs, kafka.embedded)) tell(finding)
}

/** What is allowed by `kafka.insecure`, and used. */
function securityFindings({ insecure = [] }: Settings['kafka']): readonly Finding[] {
  const fix = 'Every report of a run says so.'
  return insecure.map((text) => note('security', `Not secure, allowed by kafka.insecure: ${text}.`, fix))
}

interface Catalogued {
  readonly schemas: string
  readonly tell: Examination['tell']
}

function channelsOf({ topics }: Settings, { schemas, tell }: Catalogued): readonly Channel[] {
  try {
    const catalogue = loadCatalogue(schemas)
    return [...catalogue.channels.keys()].map((name) => catalogue.channel(name, topics))
  } catch (error) {
    if (!(error instanceof KataError)) throw error
    tell(failureFinding('catalogue', error))
    return []
  }
}

/** The three parts of an error as a finding; the last line is the fix. */
export function failureFinding(subject: string, { message }: KataError): Finding {
  const lines = message.split('\n')
  return problem(subject, lines.slice(0, -1).join('\n'), lines.at(-1) ?? '')
}

const toleranceMs = 2000

/** What can be told of the clocks: those of services by the Date of their answers, those of brokers not at all. */
export function clockFindings(aheadMs: ServicesChecked['aheadMs'], isEmbedded: boolean): readonly Finding[] {
  if (isEmbedded) return [ok('clock', 'The broker and the doubles have the clock of this machine.')]
  const agreeing = aheadMs.filter(({ ms }) => Math.abs(ms) <= toleranceMs).map(({ name }) => name)
  const wrong = aheadMs.filter(({ ms }) => Math.abs(ms) > toleranceMs)
  const fix = 'Set both clocks by the network (NTP): times are compared across machines.'
  return [
    ...(agreeing.length === 0 ? [] : [ok('clock', `Within 2 s of this machine: ${listed(agreeing)}.`)]),
    ...wrong.map(({ name, ms }) => {
      const way = ms > 0 ? 'ahead of' : 'behind'
      return note('clock', `${name} is ${Math.round(Math.abs(ms) / 1000)} s ${way} this machine.`, fix)
    }),
    note('clock', 'The brokers cannot be compared: Kafka tells no time until a message is written.'),
  ]
}
