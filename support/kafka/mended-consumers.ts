// Mends kafkajs 2.2.4: a consumer that is stopped just when a broker has gone or come goes on without end and without a
// pause, in microtasks, so that the whole process stands still. Nothing else of kafkajs is changed.

import Runner from 'kafkajs/src/consumer/runner.js'

let isMended = false

/** Has fetchers that were made anew after the stop of their consumer end too; the second call does nothing. */
export function mendConsumers(): void {
  if (isMended) return
  isMended = true
  const fetch = Runner.prototype.fetch
  Runner.prototype.fetch = async function (this: Runner, nodeId) {
    if (!this.running) void this.fetchManager.stop()
    return await fetch.call(this, nodeId)
  }
}
