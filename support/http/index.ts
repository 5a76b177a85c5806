export { createDraft, type RequestDraft } from './draft.js'
export type { Exchange, HttpRequest, ResponseType } from './exchange.js'
export { createHttp, type Http, type HttpOptions } from './http.js'
