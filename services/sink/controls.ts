// The control calls that every sink has:
//
//   GET    /_control/last                                          200 {"id": N}: the number of the latest delivery
//   GET    /_control/deliveries?to=ADDRESS&after=N&atLeast=M&withinMs=MS
//                                                                  200 a JSON list of those with a higher number than N, as
//                                                                  soon as there are M or the time is over
//   PUT    /_control/answers/ADDRESS                               204; the body says what is answered from now on, and how often
//   DELETE /_control/answers/ADDRESS                               204; the usual answer again
//
// A parameter or a body that cannot be read is answered 400.

import type { Context, Hono } from 'hono'
import type { ServiceEnv } from '../http/index.js'
import type { Deliveries } from './deliveries.js'
import type { Dictated, DictatedAnswers } from './dictated.js'

export interface ControlOptions<T, A> {
  readonly deliveries: Deliveries<T>
  readonly answers: DictatedAnswers<A>
  /** Reads the body of a dictated answer; throws with what is wrong. */
  readonly read: (body: unknown) => Dictated<A>
}

const longestWaitMs = 60_000

/** Adds the control calls to the app of a sink. */
export function addControls<T, A>(app: Hono<ServiceEnv>, { deliveries, answers, read }: ControlOptions<T, A>): void {
  app.get('/_control/last', (context) => context.json({ id: deliveries.lastId }))
  app.get('/_control/deliveries', async (context) => {
    const to = context.req.query('to') ?? ''
    const after = wholeNumber(context, 'after', 0)
    const atLeast = wholeNumber(context, 'atLeast', 1)
    const withinMs = wholeNumber(context, 'withinMs', 0)
    if (to === '') return context.text('The parameter to is missing: whom the deliveries are for.', 400)
    if (after === undefined || atLeast === undefined || withinMs === undefined) {
      return context.text('after, atLeast and withinMs must be whole numbers.', 400)
    }
    return context.json(await deliveries.wait(to, { after, atLeast, withinMs: Math.min(withinMs, longestWaitMs) }))
  })
  app.put('/_control/answers/:to', async (context) => {
    const body: unknown = await context.req.json().catch(() => undefined)
    try {
      answers.set(context.req.param('to'), read(body))
      return context.body(null, 204)
    } catch (error) {
      return context.text(error instanceof Error ? error.message : String(error), 400)
    }
  })
  app.delete('/_control/answers/:to', (context) => {
    answers.clear(context.req.param('to'))
    return context.body(null, 204)
  })
}

function wholeNumber(context: Context, name: string, usual: number): number | undefined {
  const text = context.req.query(name)
  if (text === undefined) return usual
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined
}
