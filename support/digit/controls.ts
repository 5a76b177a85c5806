// The control calls of the doubles, which real services do not have: `services/` says what each does.

import type { Exchange } from '../http/index.js'
import { KataError } from '../shared/index.js'
import type { Caller } from './caller.js'

/** The doubles that can be told what to do. */
export type ControlledService = 'user-otp' | 'egov-otp' | 'egov-user'

export interface ControlCall {
  /** @default PUT */
  readonly method?: 'GET' | 'PUT' | 'POST' | 'DELETE'
  /** Behind `/_control/`. */
  readonly path: string
  readonly body?: unknown
}

/** Calls a double of the environment, at `<service>-control`; the answer's body. KataError CONTROL_REFUSED, SERVICE_UNKNOWN. */
export async function control(caller: Caller, service: ControlledService, call: ControlCall): Promise<unknown> {
  const { method = 'PUT', path, body } = call
  const url = `${caller.serviceUrl(`${service}-control`)}/_control/${path}`
  const exchange = await caller.http.send({ service, method, url, body })
  if (exchange.status !== 200 && exchange.status !== 204) throw refused(exchange)
  return exchange.responseBody
}

/** What a double has been asked about a number. */
export interface NeighbourCall {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  /** How long ago it was when the double answered. */
  readonly agoMs: number
}

/** What a double has been asked about a number, the oldest first. KataError CONTROL_REFUSED, SERVICE_UNKNOWN. */
export async function callsFor(
  caller: Caller,
  service: ControlledService,
  number: string,
): Promise<readonly NeighbourCall[]> {
  const calls = await control(caller, service, { method: 'GET', path: `calls/${encodeURIComponent(number)}` })
  return Array.isArray(calls) ? calls : []
}

function refused({ service, method, url, status, responseBody }: Exchange): KataError {
  const { pathname } = new URL(url)
  return new KataError('CONTROL_REFUSED', {
    couldNot: `The double of ${service} could not be told what to do.`,
    found: `It answered ${status} to ${method} ${pathname}: ${String(responseBody ?? 'nothing').slice(0, 200)}`,
    todo: `Only a double has control calls: \`${service}-control\` must be the address of one.`,
    facts: { service, url, status },
  })
}
