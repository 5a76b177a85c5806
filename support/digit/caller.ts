import type { Http } from '../http/index.js'

/** What every call to DIGIT needs; the caller keeps the exchanges. */
export interface Caller {
  readonly http: Http
  /** Base URL by service name; a missing one is a SERVICE_UNKNOWN of whoever looks it up. */
  serviceUrl(name: string): string
  /** Such as `pb.amritsar`. */
  readonly tenantId: string
}
