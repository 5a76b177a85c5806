// What user-otp looks up before it judges and words a request: the mobile number rules of MDMS and the texts of the localization service. Both are
// tables inside the double (controls.ts changes them), or services of their own where their addresses are given. Neither ever fails: what is not
// answered is not there.

import { setTimeout as pause } from 'node:timers/promises'
import { postJson } from '../http/index.js'
import { isObject, type JsonObject, type JsonValue, readJson, textField } from '../json/index.js'
import { type LocalizedText, type Texts, tenantOfTexts } from './localization.js'
import type { MobileRule } from './mobile-rules.js'
import type { SendRequest } from './read-request.js'
import type { Trace } from './trace.js'

/** What a request is judged and worded by; the service reads it anew for every request. */
export interface Tables {
  mobileRules: readonly MobileRule[]
  texts: readonly LocalizedText[]
  /** How long localization takes for a tenant, in milliseconds. */
  readonly delaysMs: Map<string, number>
  /** The tenants for which localization, or MDMS, does not answer. */
  readonly down: { readonly localization: Set<string>; readonly mdms: Set<string> }
}

export interface TextQuery {
  /** As the caller sent it. */
  readonly tenantId: string
  readonly locale: string
}

export interface ReferenceData {
  mobileRules(request: SendRequest & { readonly tenantId: string }, trace: Trace): Promise<readonly MobileRule[]>
  texts(query: TextQuery, trace: Trace): Promise<Texts>
}

export interface ReferenceDataOptions {
  readonly tables: Tables
  /** Base URLs of services that are asked in place of the tables. */
  readonly mdmsUrl?: string | undefined
  readonly localizationUrl?: string | undefined
  /** Ends every open call. */
  readonly signal: AbortSignal
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

export function createReferenceData(options: ReferenceDataOptions): ReferenceData {
  const { tables, mdmsUrl, localizationUrl } = options
  return {
    mobileRules:
      mdmsUrl === undefined
        ? async ({ tenantId }) => readRules(tenantId, tables)
        : (request, trace) => askMdms(`${mdmsUrl}/egov-mdms-service/v1/_search`, { request, trace }, options),
    texts:
      localizationUrl === undefined
        ? (query) => readTable(query, options)
        : (query, trace) => askLocalization(`${localizationUrl}/localization`, { query, trace }, options),
  }
}

/** Whether what belongs to `owner` is for a request of this tenant; what belongs to nobody is for everybody. */
function isOf(owner: string | undefined, tenantId: string): boolean {
  return owner === undefined || owner === tenantId || owner === tenantId.split('.')[0]
}

function readRules(tenantId: string, { mobileRules, down }: Tables): readonly MobileRule[] {
  if ([...down.mdms].some((tenant) => isOf(tenant, tenantId))) return []
  return mobileRules.filter((rule) => isOf(rule.tenantId, tenantId))
}

async function readTable({ tenantId, locale }: TextQuery, { tables, signal }: ReferenceDataOptions): Promise<Texts> {
  const tenant = tenantOfTexts(tenantId)
  const delayMs = tables.delaysMs.get(tenant) ?? 0
  if (delayMs > 0) await pause(delayMs, undefined, { signal })
  if (tables.down.localization.has(tenant)) return new Map()
  const texts = tables.texts.filter((text) => text.locale === locale && (text.tenantId ?? tenant) === tenant)
  return new Map(texts.map(({ code, message }) => [code, message]))
}

async function askMdms(
  url: string,
  { request, trace }: { readonly request: SendRequest; readonly trace: Trace },
  { signal }: ReferenceDataOptions,
): Promise<readonly MobileRule[]> {
  const moduleDetails = [{ masterDetails: [{ name: 'MobileNumberValidation' }], moduleName: 'common-masters' }]
  const body = { MdmsCriteria: { tenantId: request.tenantId, moduleDetails }, RequestInfo: request.requestInfo }
  try {
    const answer = objectIn(readJson(await postJson(url, { headers: trace.callHeaders(), body, signal })), 'MdmsRes')
    return listIn(objectIn(answer, 'common-masters'), 'MobileNumberValidation').map(readRule)
  } catch {
    return []
  }
}

function readRule(rule: JsonObject): MobileRule {
  return {
    countryCode: textField(rule, 'countryCode') ?? '',
    mobileNumberRegex: textField(rule, 'mobileNumberRegex') ?? '',
    default: rule.get('default') === true,
  }
}

async function askLocalization(
  url: string,
  { query, trace }: { readonly query: TextQuery; readonly trace: Trace },
  { signal, now }: ReferenceDataOptions,
): Promise<Texts> {
  const tenant = encodeURIComponent(tenantOfTexts(query.tenantId))
  const search = `tenantId=${tenant}&module=egov-user&locale=${encodeURIComponent(query.locale)}`
  const body = { RequestInfo: { ...placeholders, ts: inIndia(now()) } }
  try {
    const headers = trace.callHeaders()
    const answer = readJson(await postJson(`${url}/messages/v1/_search?${search}`, { headers, body, signal }))
    return new Map(
      listIn(answer, 'messages').map((text) => [textField(text, 'code') ?? '', textField(text, 'message')]),
    )
  } catch {
    return new Map()
  }
}

/** The original names itself by the names of the fields. */
const placeholders = {
  apiId: 'apiId',
  ver: 'ver',
  ts: '',
  action: 'action',
  did: 'did',
  key: 'key',
  msgId: 'msgId',
  requesterId: 'requesterId',
  authToken: 'authToken',
}

/** `dd-MM-yyyy HH:mm:ss` on the clocks of India, which are five and a half hours ahead. */
function inIndia(ms: number): string {
  const [date = '', time = ''] = new Date(ms + 19_800_000).toISOString().split('T')
  return `${date.split('-').reverse().join('-')} ${time.slice(0, 8)}`
}

function objectIn(value: JsonValue, name: string): JsonObject {
  const inner = isObject(value) ? value.get(name) : undefined
  if (isObject(inner)) return inner
  throw new Error(`the answer has no object ${name}`)
}

function listIn(value: JsonValue, name: string): readonly JsonObject[] {
  const inner = isObject(value) ? value.get(name) : undefined
  if (Array.isArray(inner)) return inner.filter(isObject)
  throw new Error(`the answer has no list ${name}`)
}
