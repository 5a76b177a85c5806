/**
 * What the original answers with status 500 and the exception's message as text; `code` is `SERVICE_FAILURE`.
 *
 * An empty message is an empty answer. A password reset swallows it once the user is known.
 */
export class Failure extends Error {
  override readonly name = 'Failure'
  readonly code = 'SERVICE_FAILURE'
}
