// What a process that the run starts gets to see of the environment variables.

/** All variables of this process, and more. */
export function childEnvironment(more: Readonly<Record<string, string>>): Record<string, string | undefined> {
  return { ...process.env, ...more }
}
