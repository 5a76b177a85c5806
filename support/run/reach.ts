// Whether anybody listens at the brokers of an environment: a bare TCP connection, no Kafka in it.
import { knock } from '../kafka/index.js'
import { KataError } from '../shared/index.js'

/**
 * Resolves when one of the brokers accepts a connection.
 *
 * @param brokers `host:port`
 * @throws KataError KAFKA_UNREACHABLE with the answer of each, where none does within `timeoutMs`
 */
export async function checkReachable(brokers: readonly string[], timeoutMs: number): Promise<void> {
  const answers = await Promise.all(brokers.map((broker) => knock(broker, timeoutMs)))
  if (answers.some(({ isOpen }) => isOpen)) return
  throw new KataError('KAFKA_UNREACHABLE', {
    couldNot: 'Kafka could not be reached, so no scenario was started.',
    found: answers.map(({ broker, answer }) => `  ${broker}  ${answer}`).join('\n'),
    todo: 'Start Kafka, or correct kafka.brokers of this environment in the settings file.',
    facts: { brokers, answers },
  })
}
