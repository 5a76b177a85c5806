/** One HTTP request. */
export interface HttpRequest {
  /** Service that is called, for texts and evidence, such as `user-otp`. */
  readonly service: string
  /** In either letter case. */
  readonly method: string
  readonly url: string
  /** `undefined` keeps a header from being sent that would be otherwise. */
  readonly headers?: Readonly<Record<string, string | undefined>>
  /** Text and bytes go out as they are, everything else as JSON; `undefined` is no body. */
  readonly body?: unknown
}

/** One HTTP request with its response; every status is an answer. */
export interface Exchange {
  readonly service: string
  /** In capitals. */
  readonly method: string
  readonly url: string
  /** As they were sent, but those of the transport (`host`, `connection`, `content-length`). */
  readonly requestHeaders: Readonly<Record<string, string>>
  readonly requestBody: unknown
  readonly status: number
  /** Names in lower case; a repeated `set-cookie` is an array. */
  readonly responseHeaders: Readonly<Record<string, string | readonly string[]>>
  /** By `responseType`: the parsed JSON, the text, the bytes in Base64, or `undefined`. */
  readonly responseBody: unknown
  /** What the body turned out to be, whatever its label says. */
  readonly responseType: ResponseType
  readonly startedAt: Date
  /** From the call to the last byte of the answer. */
  readonly durationMs: number
}

export type ResponseType = 'json' | 'text' | 'bytes' | 'empty'
