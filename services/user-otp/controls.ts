// The control calls that change the tables inside a user-otp while it runs. The original has none of them.
//
//   PUT /_control/mobile-rules              a JSON list of MobileRule: the whole table
//   PUT /_control/mobile-rules/{tenant}     the rules of one tenant, e.g. pb
//   PUT /_control/texts                     a JSON list of LocalizedText: the whole table
//   PUT /_control/texts/{tenant}            the texts of one tenant, e.g. pb; they are looked up for pb.amritsar
//   PUT /_control/delays/{tenant}           {"localizationMs": 4000}: how long localization takes for a tenant
//   PUT /_control/localization/{tenant}     {"as": "down"}: it does not answer for a tenant; DELETE ends it
//   PUT /_control/mdms/{tenant}             likewise
//   PUT /_control/kafka/{number}            {"waitMs": 500}: Kafka is away for what is sent to a number, and given up after that time;
//                                           {"forMs": 300}: it comes back after that time; DELETE ends it
//
// Each answers 204; anything else than what is written here is answered 400. Tenants of their own keep scenarios that run at once apart.

import type { Context, Hono } from 'hono'
import type { ServiceEnv } from '../http/index.js'
import { awayFor, type KafkaAway } from './kafka-away.js'
import type { LocalizedText } from './localization.js'
import type { MobileRule } from './mobile-rules.js'
import type { Tables } from './reference-data.js'

/** Adds the control calls to the app of a service. */
export function addTableControls(app: Hono<ServiceEnv>, tables: Tables, kafkaAway: KafkaAway): void {
  addDownControls(app, tables)
  addKafkaControls(app, kafkaAway)
  app.put('/_control/mobile-rules/:tenant?', (context) =>
    replaceList<MobileRule>(context, 'mobile number rules', (change) => {
      tables.mobileRules = change(tables.mobileRules)
    }),
  )
  app.put('/_control/texts/:tenant?', (context) =>
    replaceList<LocalizedText>(context, 'localized texts', (change) => {
      tables.texts = change(tables.texts)
    }),
  )
  app.put('/_control/delays/:tenant', async (context) => {
    const body: unknown = await context.req.json().catch(() => undefined)
    const delayMs = typeof body === 'object' && body !== null && 'localizationMs' in body ? body.localizationMs : body
    if (typeof delayMs !== 'number' || !(delayMs >= 0)) {
      return context.text('The body must be {"localizationMs": N}, in milliseconds.', 400)
    }
    tables.delaysMs.set(context.req.param('tenant'), delayMs)
    return context.body(null, 204)
  })
}

function addDownControls(app: Hono<ServiceEnv>, { down }: Tables): void {
  for (const [name, tenants] of Object.entries(down)) {
    app.put(`/_control/${name}/:tenant`, async (context) => {
      const body: unknown = await context.req.json().catch(() => undefined)
      const { as } = { as: undefined, ...Object(body) }
      if (as !== 'down') return context.text('The body must be {"as": "down"}.', 400)
      tenants.add(context.req.param('tenant'))
      return context.body(null, 204)
    })
    app.delete(`/_control/${name}/:tenant`, (context) => {
      tenants.delete(context.req.param('tenant'))
      return context.body(null, 204)
    })
  }
}

function addKafkaControls(app: Hono<ServiceEnv>, kafkaAway: KafkaAway): void {
  app.put('/_control/kafka/:number', async (context) => {
    const away = awayFor(await context.req.json().catch(() => undefined), Date.now())
    if (away === undefined) return context.text('The body must be {"waitMs": N} or {"forMs": N}, in milliseconds.', 400)
    kafkaAway.set(context.req.param('number'), away)
    return context.body(null, 204)
  })
  app.delete('/_control/kafka/:number', (context) => {
    kafkaAway.delete(context.req.param('number'))
    return context.body(null, 204)
  })
}

interface Owned {
  readonly tenantId?: string
}

async function replaceList<T extends Owned>(
  context: Context<ServiceEnv>,
  of: string,
  replace: (change: (entries: readonly T[]) => readonly T[]) => void,
): Promise<Response> {
  const list: unknown = await context.req.json().catch(() => undefined)
  if (!Array.isArray(list)) return context.text(`The body must be a JSON list of ${of}.`, 400)
  const tenantId = context.req.param('tenant')
  replace((entries) => {
    if (tenantId === undefined) return list
    return [...entries.filter((entry) => entry.tenantId !== tenantId), ...list.map((entry) => ({ ...entry, tenantId }))]
  })
  return context.body(null, 204)
}
