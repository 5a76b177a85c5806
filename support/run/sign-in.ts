// Whether Kafka lets this user in and lets it use consumer groups: found out once, before the first scenario, instead of
// by each of them.
import type { KafkaSettings } from '../config/index.js'
import { Administration } from '../kafka/index.js'
import { KataError } from '../shared/index.js'

/**
 * Signs in as the scenarios will, and changes nothing.
 *
 * @param timeoutMs longest time of one question, in milliseconds
 * @throws KataError KAFKA_UNREACHABLE with the cause and its fix
 */
export async function checkSignIn(kafka: KafkaSettings, timeoutMs: number): Promise<void> {
  const administration = new Administration({ ...kafka, callMs: timeoutMs })
  try {
    await administration.cluster()
    await administration.checkGroups('kata-')
  } catch (error) {
    throw error instanceof KataError ? beforeScenarios(error) : error
  } finally {
    await administration.close()
  }
}

/** The same cause and fix; what is left out is the question that was asked. */
function beforeScenarios({ code, message, facts, cause }: KataError): KataError {
  const [, ...found] = message.split('\n')
  const couldNot = 'Kafka could not be used, so no scenario was started.'
  return new KataError(code, { couldNot, found: found.join('\n'), todo: '', facts, cause })
}
