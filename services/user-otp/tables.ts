// The two tables inside user-otp, and the control calls that change them while it runs:
//
//   PUT /_control/mobile-rules   a JSON list of MobileRule
//   PUT /_control/texts          a JSON list of LocalizedText
//
// Each replaces its table and answers 204; anything but a list is answered 400.

import type { Hono } from 'hono'
import type { ServiceEnv } from '../http/index.js'
import type { LocalizedText } from './localization.js'
import type { MobileRule } from './mobile-rules.js'

/** What a request is judged and worded by; the service reads it anew for every request. */
export interface Tables {
  mobileRules: readonly MobileRule[]
  texts: readonly LocalizedText[]
}

/** Adds the control calls to the app of a service. */
export function addTableControls(app: Hono<ServiceEnv>, tables: Tables): void {
  app.put('/_control/mobile-rules', async (context) => {
    const list = await context.req.json<MobileRule[]>().catch(() => undefined)
    if (!Array.isArray(list)) return context.text('The body must be a JSON list of mobile number rules.', 400)
    tables.mobileRules = list
    return context.body(null, 204)
  })
  app.put('/_control/texts', async (context) => {
    const list = await context.req.json<LocalizedText[]>().catch(() => undefined)
    if (!Array.isArray(list)) return context.text('The body must be a JSON list of localized texts.', 400)
    tables.texts = list
    return context.body(null, 204)
  })
}
