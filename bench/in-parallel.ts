/** Runs all tasks in their order, never more than `limit` at a time; rejects with the first error, once the others ended. */
export async function inParallel<T>(tasks: readonly (() => Promise<T>)[], limit: number): Promise<T[]> {
  const results = new Array<T>(tasks.length)
  const queue = tasks.entries()
  const lane = async () => {
    for (const [at, task] of queue) results[at] = await task()
  }
  const lanes = await Promise.allSettled(Array.from({ length: limit }, lane))
  const failed = lanes.find((outcome) => outcome.status === 'rejected')
  if (failed !== undefined) throw failed.reason
  return results
}
