// Mends kafkajs 2.2.4: each connection looks every millisecond, for as long as the process lives, whether a request waits
// to be sent, by a timer whose negative time newer versions of Node warn of.

import RequestQueue from 'kafkajs/src/network/requestQueue/index.js'

const checkMs = 10

/** Has a connection look again only while a request waits; the second call changes nothing. */
export function mendQueues(): void {
  RequestQueue.prototype.scheduleCheckPendingRequests = scheduleWhilePending
}

/** Behind every answer kafkajs looks as well; this is for a throttled client, and where no answer comes. */
function scheduleWhilePending(this: RequestQueue): void {
  if (this.pending.length === 0 || this.throttleCheckTimeoutId !== null) return
  const throttledMs = this.throttledUntil - Date.now()
  this.throttleCheckTimeoutId = setTimeout(
    () => {
      this.throttleCheckTimeoutId = null
      this.checkPendingRequests()
    },
    throttledMs > 0 ? throttledMs : checkMs,
  )
}
