// Kafka's own errors in what kafkajs throws, which may have wrapped them several times.

/** Numbers that decide something; the protocol guide has them all. */
export const codeOf = { GROUP_AUTHORIZATION_FAILED: 30, NON_EMPTY_GROUP: 68, GROUP_ID_NOT_FOUND: 69 } as const

interface Thrown {
  readonly type?: unknown
  readonly code?: unknown
  readonly cause?: unknown
}

/** Kafka's name of an error, such as UNKNOWN_TOPIC_OR_PARTITION; `undefined` where Kafka did not answer with one. */
export function errorType(error: unknown): string | undefined {
  return find(error)?.type
}

/** The same with its number: `GROUP_AUTHORIZATION_FAILED (30)`. */
export function protocolText(error: unknown): string | undefined {
  const found = find(error)
  return found && `${found.type} (${found.code})`
}

/** True where Kafka said that the user lacks a right. */
export function isRefusal(error: unknown): boolean {
  return /_AUTHORIZATION_FAILED$/.test(errorType(error) ?? '')
}

/** kafkajs says this of a group whose coordinator it did not find, or was not told for want of a right. */
export function isCoordinatorMissing(error: unknown): boolean {
  return error instanceof Error && error.name === 'KafkaJSGroupCoordinatorNotFound'
}

/** Whether every group of a deletion failed by that code. */
export function isFailedBy(error: unknown, code: number): boolean {
  const groups = (error as { groups?: readonly { errorCode?: number }[] }).groups ?? []
  return groups.length > 0 && groups.every(({ errorCode }) => errorCode === code)
}

const deepest = 10

function find(error: unknown, depth = 0): { type: string; code: number } | undefined {
  if (typeof error !== 'object' || error === null || depth > deepest) return undefined
  const { type, code, cause } = error as Thrown
  if (typeof type === 'string' && typeof code === 'number') return { type, code }
  return find(cause, depth + 1)
}
