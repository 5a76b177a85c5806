// kafkajs 2.2.4 sets a timer to a negative time after every answer, which newer versions of Node warn of in every run.
// Nothing is wrong then: the timer fires at once, as it always has. Only this warning, and only of kafkajs, is dropped.

type EmitWarning = (warning: string | Error, ...rest: readonly unknown[]) => void

const hushed = new WeakSet<object>()

/** From now on the process does not print that warning; calling it twice is calling it once. */
export function hushKafkajs(target: Pick<NodeJS.Process, 'emitWarning'> = process): void {
  if (hushed.has(target)) return
  hushed.add(target)
  const emit = target.emitWarning.bind(target) as EmitWarning
  const emitOthers: EmitWarning = (warning, ...rest) => {
    if (rest[0] !== 'TimeoutNegativeWarning' || !isFromKafkajs()) emit(warning, ...rest)
  }
  target.emitWarning = emitOthers as typeof process.emitWarning
}

function isFromKafkajs(): boolean {
  return /[\\/]node_modules[\\/]kafkajs[\\/]/.test(new Error().stack ?? '')
}
