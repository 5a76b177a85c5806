// Whether the brokers take connections, and shake hands where TLS is configured. No Kafka in it.
import type { KafkaSettings } from '../config/index.js'
import { type Knocked, knock } from '../kafka/index.js'
import { checkHandshake, checkOwnCertificate } from './check-tls.js'
import { type Finding, ok, problem } from './finding.js'

export interface BrokersChecked {
  readonly findings: readonly Finding[]
  /** Those that take connections, and whose handshake is in order where there is one. */
  readonly usable: readonly string[]
}

/** Looks at every broker at the same time; it never rejects. */
export async function checkBrokers(
  { brokers, tls }: KafkaSettings,
  { timeoutMs, now }: { readonly timeoutMs: number; readonly now: number },
): Promise<BrokersChecked> {
  const knocked = await Promise.all(brokers.map((broker) => knock(broker, timeoutMs)))
  const findings = knocked.map((answer) => toldOf(answer, 'Start this broker, or correct kafka.brokers.'))
  const open = knocked.filter(({ isOpen }) => isOpen).map(({ broker }) => broker)
  if (tls === undefined) return { findings, usable: open }
  const handshakes = await Promise.all(open.map((broker) => checkHandshake(broker, { tls, timeoutMs, now })))
  const usable = open.filter((_broker, index) => handshakes[index]?.mark !== 'problem')
  return { findings: [...findings, ...handshakes, ...checkOwnCertificate(tls, now)], usable }
}

/** Whether the nodes that Kafka tells, and clients are sent to, take connections. */
export async function checkNodes(addresses: readonly string[], timeoutMs: number): Promise<readonly Finding[]> {
  const knocked = await Promise.all(addresses.map((address) => knock(address, timeoutMs)))
  const fix = 'Kafka sends its clients to this address: start the broker, or correct its advertised.listeners.'
  return knocked.map((answer) => toldOf(answer, fix))
}

function toldOf({ broker, isOpen, answer }: Knocked, fix: string): Finding {
  return isOpen ? ok('broker', `${broker} takes connections.`) : problem('broker', `${broker}: ${answer}`, fix)
}
