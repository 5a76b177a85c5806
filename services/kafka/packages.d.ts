// Types of what lies behind the door of kafkajs.

declare module 'kafkajs/src/network/requestQueue/index.js' {
  /** What of kafkajs' own class is needed to mend it, and to prove that. */
  export default class RequestQueue {
    constructor(options: object)
    readonly inflight: Map<number, unknown>
    readonly pending: readonly unknown[]
    readonly throttledUntil: number
    throttleCheckTimeoutId: NodeJS.Timeout | null
    push(request: object): void
    maybeThrottle(ms: number): void
    checkPendingRequests(): void
    scheduleCheckPendingRequests(): void
  }
}
