// The life of one service: it listens on the loopback interface until it is closed.

import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import type { ServiceEnv } from './reply.js'

/** A double that is up. */
export interface Service {
  readonly name: string
  /** Base URL without a slash at its end, e.g. `http://127.0.0.1:40123`. */
  readonly url: string
  /** Ends every connection, open requests included, and frees the port. Closing twice is closing once. */
  close(): Promise<void>
}

export interface ServeOptions {
  readonly name: string
  readonly app: Hono<ServiceEnv>
  /** @default 0, any free port */
  readonly port?: number | undefined
  /** Ends what the service itself holds; must settle soon. */
  readonly release?: () => Promise<void>
}

/** An empty app whose paths are read as Tomcat reads them: `//user/_search` is `/user/_search`. */
export function createApp(): Hono<ServiceEnv> {
  return new Hono<ServiceEnv>({ getPath: (request) => new URL(request.url).pathname.replace(/\/{2,}/g, '/') })
}

/** Starts to listen on `127.0.0.1`; rejects with node's error, for example `EADDRINUSE`, when the port can't be had. */
export async function serve({ name, app, port = 0, release }: ServeOptions): Promise<Service> {
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }) as Server
  server.keepAliveTimeout = 60_000
  server.listen(port, '127.0.0.1')
  await once(server, 'listening').catch(async (error: unknown) => {
    await release?.()
    throw error
  })
  let closing: Promise<void> | undefined
  const close = async () => {
    const closed = new Promise((resolve) => server.close(resolve))
    server.closeAllConnections()
    await Promise.all([closed, release?.()])
  }
  return {
    name,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      closing ??= close()
      return closing
    },
  }
}
