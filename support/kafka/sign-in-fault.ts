/** Signing in came to nothing for a reason that is known, and trying again at once is of no use. */
export class SignInFault extends Error {
  override readonly name = 'SignInFault'
  /** kafkajs looks at it. */
  readonly retriable = false
  /** What to do about it. */
  readonly todo: string

  constructor(found: string, todo: string) {
    super(found)
    this.todo = todo
  }
}
