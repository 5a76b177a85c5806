// The deviations that need more than a changed record: flows of which one step is wrong.

import { setTimeout as pause } from 'node:timers/promises'
import { without } from './deviation.js'
import { smsLocale } from './localization.js'
import { type OtpFlow, refuseUser } from './send-otp.js'
import type { Trace } from './trace.js'

const withinMs = 1000

/** A number that has got an OTP gets no other one for a second. */
export function mergeRequests(flow: OtpFlow): OtpFlow {
  const servedAt = new Map<string, number>()
  return {
    ...flow,
    async deliver(itself, delivery, trace) {
      const { mobileNumber } = delivery.request
      const before = servedAt.get(mobileNumber)
      if (before !== undefined && flow.now() - before < withinMs) return
      servedAt.set(mobileNumber, flow.now())
      await flow.deliver(itself, delivery, trace)
    },
  }
}

/** The first OTP of a number is its OTP for good. */
export function repeatOtps(flow: OtpFlow): OtpFlow {
  const otps = new Map<string, string>()
  return {
    ...flow,
    async createOtp(request, trace) {
      const otp = otps.get(request.mobileNumber) ?? (await flow.createOtp(request, trace))
      otps.set(request.mobileNumber, otp)
      return otp
    },
  }
}

/** The stored number is not looked at. */
export function deliverToTheRequest(flow: OtpFlow): OtpFlow {
  return {
    ...flow,
    async deliver(itself, { request, user }, trace) {
      const moved = user && { ...user, mobileNumber: request.mobileNumber }
      await flow.deliver(itself, { request, user: moved }, trace)
    },
  }
}

/** A citizen belongs to a city as an employee does. */
export function searchInTheWholeTenant(flow: OtpFlow): OtpFlow {
  return {
    ...flow,
    findUser(request, trace) {
      const search = { ...flow.variant.userSearch(request), tenantId: request.tenantId }
      return flow.searchUser(search, trace).catch(() => undefined)
    },
  }
}

/** egov-user and egov-otp do not learn of the trace. */
export function askWithoutTrace(flow: OtpFlow): OtpFlow {
  return {
    ...flow,
    findUser: (request, trace) => flow.findUser(request, untraced(trace)),
    createOtp: (request, trace) => flow.createOtp(request, untraced(trace)),
  }
}

function untraced(trace: Trace): Trace {
  return { ...trace, callHeaders: (tenantId) => without(trace.callHeaders(tenantId), 'traceparent') }
}

/** Who has no address gets an e-mail all the same. */
export function writeToNobody(flow: OtpFlow): OtpFlow {
  return {
    ...flow,
    async findUser(request, trace) {
      const user = await flow.findUser(request, trace)
      return user && { ...user, emailId: user.emailId ?? 'nobody@example.org' }
    },
  }
}

/** The language is looked for in the message id, also where the release knows but one. */
export function inTheLanguageOfTheRequest(flow: OtpFlow): OtpFlow {
  return { ...flow, variant: { ...flow.variant, smsLocale } }
}

const patienceMs = 200

/** Localization that takes its time has no texts. */
export function giveUpOnTexts(flow: OtpFlow): OtpFlow {
  return {
    ...flow,
    texts: (query, trace) => Promise.race([flow.texts(query, trace), pause(patienceMs, new Map(), { ref: false })]),
  }
}

/** Every language is English. */
export function inEnglishOnly(flow: OtpFlow): OtpFlow {
  return { ...flow, texts: (query, trace) => flow.texts({ ...query, locale: 'en_IN' }, trace) }
}

/** Whoever logs in is known. */
export function letStrangersIn(flow: OtpFlow): OtpFlow {
  return {
    ...flow,
    async findUser(request, trace) {
      const user = await flow.findUser(request, trace)
      if (user !== undefined || request.type !== 'login') return user
      return { mobileNumber: request.mobileNumber, emailId: null }
    },
  }
}

/** What is wrong with a number alone is nothing wrong. */
export function letBadNumbersThrough(flow: OtpFlow): OtpFlow {
  return {
    ...flow,
    async validate(request, trace) {
      const validation = await flow.validate(request, trace)
      const { tenantId, mobileNumber, type } = request
      if (validation.kind === 'valid' || !tenantId || !mobileNumber || type === null) return validation
      return { kind: 'valid', request: { ...request, tenantId, mobileNumber, type } }
    },
  }
}

/** Whether the user is refused or not, the OTP goes out. */
export function sendDespiteRefusal(flow: OtpFlow): OtpFlow {
  return {
    ...flow,
    async findUser(request, trace) {
      const user = await flow.findUser(request, trace)
      if (refuseUser(request, user) !== undefined) await flow.deliver(flow, { request, user }, trace)
      return user
    },
  }
}
