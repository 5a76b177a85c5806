// What a server needs from its start to its first answer: asked of a broker or an echo, here or in a fresh process. As
// the entry of a process it takes the name of one and prints the answer as a line of JSON.
import { fileURLToPath } from 'node:url'

/** Milliseconds from the moment at which the server is called into being; loading its code is not part of it. */
export interface FirstAnswer {
  readonly listeningMs: number
  readonly answeredMs: number
}

export const servers = ['broker', 'echo'] as const
export type Server = (typeof servers)[number]

/** Asks a server for its first answer in this process. */
export async function timeFirstAnswer(server: string): Promise<FirstAnswer> {
  if (server === 'broker') return (await import('./first-produce.js')).timeFirstProduce()
  return (await import('./first-echo.js')).timeFirstEcho()
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(JSON.stringify(await timeFirstAnswer(process.argv[2] ?? '')))
}
