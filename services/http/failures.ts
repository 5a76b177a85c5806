// Failures on order: a control call has one service answer wrongly, or not at all, wherever one number is concerned. Everybody else is served as usual.
//
//   PUT    /_control/failures/{number}   {"as":"down"}: no answer; {"as":500}: a status, with or without a "body"; {"as":200,"body":{…}}: another body
//   DELETE /_control/failures/{number}   ends it
//
// Each answers 204; a body of another form is answered 400.

import type { Hono } from 'hono'
import { type Answer, hangUp, jsonAnswer } from './answer.js'
import type { ServiceEnv } from './reply.js'

/** Who is answered wrongly, and how. */
export interface Failures {
  /** What a request about this number is answered instead; nothing where it is served as usual. */
  answerFor(number: string): Answer | typeof hangUp | undefined
}

/** Adds the control calls to the app of a service. */
export function addFailureControls(app: Hono<ServiceEnv>): Failures {
  const ordered = new Map<string, Answer | typeof hangUp>()
  app.put('/_control/failures/:number', async (context) => {
    const answer = readAnswer(await context.req.json().catch(() => undefined))
    if (answer === undefined)
      return context.text('The body must be {"as": "down"} or {"as": STATUS, "body": {…}}.', 400)
    ordered.set(context.req.param('number'), answer)
    return context.body(null, 204)
  })
  app.delete('/_control/failures/:number', (context) => {
    ordered.delete(context.req.param('number'))
    return context.body(null, 204)
  })
  return { answerFor: (number) => ordered.get(number) }
}

function readAnswer(order: unknown): Answer | typeof hangUp | undefined {
  const { as, body } = { as: undefined, body: undefined, ...Object(order) }
  if (as === 'down') return hangUp
  if (!Number.isInteger(as) || as < 200 || as > 599) return undefined
  return body === undefined ? { status: as, headers: [], body: '', chunked: false } : jsonAnswer(as, body)
}
