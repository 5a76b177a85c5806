// The connections that calls go out on. One that has been used is kept for the next call to the same service: a thousand
// scenarios would open thousands, and with TLS shake hands on each.
import { Agent } from 'node:http'
import { Agent as TlsAgent } from 'node:https'

/**
 * So long an idle connection is kept, in milliseconds, or shorter where the service says so. Far below what servers and
 * what stands before them allow, so that one is hardly ever closed by the other side just as it is used again.
 */
const idleMs = 1000
const kept = { keepAlive: true, timeout: idleMs }

/** Shared by everything in this process; a connection that idles keeps no process alive. */
export const agents = { httpAgent: new Agent(kept), httpsAgent: new TlsAgent(kept) } as const
