// What happens to one record: sent, diverted, handed on after a failure, or dropped.

import type { OutgoingRecord, Tombstone } from '../kafka/index.js'
import type { Deviation } from './deviations.js'
import { GatewayError, type GatewayMessage } from './gateway.js'
import { isListed } from './number-list.js'
import { readSms, type SmsRequest, writeSms } from './sms.js'

/** What a record is judged by, and where it can go. */
export interface SmsFlow {
  /** False drops everything. */
  readonly enabled: boolean
  readonly blacklist: readonly string[]
  /** Empty lets everybody through. */
  readonly whitelist: readonly string[]
  readonly expiryTopic: string
  readonly errorTopic: string
  /** Empty where there is none: then failures of the gateway go to `errorTopic` as well. */
  readonly backupTopic: string
  readonly deviation: Deviation
  readonly now: () => number
  readonly send: (message: GatewayMessage, signal: AbortSignal) => Promise<void>
  readonly publish: (record: OutgoingRecord | Tombstone) => Promise<void>
}

/** Takes one record; rejects only where Kafka does not take what has to be handed on, or the signal says so. */
export async function takeSms(flow: SmsFlow, value: Buffer | null, signal: AbortSignal): Promise<void> {
  if (!flow.enabled) return
  const sms = readSms(value)
  if (sms === 'unreadable') return
  if (sms === 'misshapen') return flow.publish({ topic: flow.errorTopic, key: null, headers: {}, value: null })
  if (isExpired(flow, sms)) return divert(flow, sms)
  try {
    await sendSms(flow, sms, signal)
  } catch (error) {
    signal.throwIfAborted()
    if (flow.deviation.loses === 'failed') return
    const isBackedUp = error instanceof GatewayError && flow.backupTopic !== ''
    await flow.publish(recordOf(isBackedUp ? flow.backupTopic : flow.errorTopic, sms))
  }
}

/** Only one-time passwords expire. */
function isExpired({ deviation, now }: SmsFlow, { category, expiryTime }: SmsRequest): boolean {
  return deviation.ignores !== 'expiry' && category === 'OTP' && expiryTime !== null && expiryTime < now()
}

async function divert(flow: SmsFlow, sms: SmsRequest): Promise<void> {
  if (flow.deviation.loses !== 'expired') await flow.publish(recordOf(flow.expiryTopic, sms))
}

async function sendSms({ deviation, send, ...flow }: SmsFlow, sms: SmsRequest, signal: AbortSignal): Promise<void> {
  const { mobileNumber, message, countryCode, category } = sms
  if (mobileNumber === null || mobileNumber === '' || message === null || message === '') return
  if (deviation.ignores !== 'blacklist' && isListed(flow.blacklist, mobileNumber)) return
  if (flow.whitelist.length > 0 && !isListed(flow.whitelist, mobileNumber)) return
  const { copies = 1, alter = (each: GatewayMessage) => each } = deviation
  const messageType = category === 'OTP' ? 'def' : 'abc'
  const outgoing = alter({ to: `${countryCode ?? ''}${mobileNumber}`, text: message, messageType })
  for (let copy = 0; copy < copies; copy++) await send(outgoing, signal)
}

function recordOf(topic: string, sms: SmsRequest): OutgoingRecord {
  const headers = { __TypeId__: 'org.egov.web.notification.sms.consumer.contract.SMSRequest' }
  return { topic, key: null, headers, value: writeSms(sms) }
}
