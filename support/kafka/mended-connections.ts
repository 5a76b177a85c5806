// Mends kafkajs 2.2.4: a connection that is made anew goes on with the half of an answer that the old one has left, so
// that nothing is ever answered again, or the process ends; two callers at once make two of it; and where a broker hangs
// up during the handshake, it waits for ever.

import kafkajs from 'kafkajs'
import Connection from 'kafkajs/src/network/connection.js'

/** An error tells more than the hang-up that follows it. */
const hangUpMs = 500
const sizeBytes = 4

let areMended = false

/** Has every connection of kafkajs begin with nothing; the second call does nothing. */
export function mendConnections(): void {
  if (areMended) return
  areMended = true
  const { connect } = Connection.prototype
  const connecting = new WeakMap<Connection, Promise<boolean>>()
  Connection.prototype.connect = function (this: Connection) {
    if (this.isConnected()) return Promise.resolve(true)
    const known = connecting.get(this)
    if (known !== undefined) return known
    const made = begin(this, connect).finally(() => connecting.delete(this))
    connecting.set(this, made)
    return made
  }
}

/** What the old socket has still to say, or has said by half, belongs to nobody. */
function begin(connection: Connection, connect: (this: Connection) => Promise<boolean>): Promise<boolean> {
  connection.socket?.destroy()
  connection.chunks = []
  connection.bytesBuffered = 0
  connection.bytesNeeded = sizeBytes
  return new Promise((resolve, reject) => {
    connect.call(connection).then(resolve, reject)
    const { broker } = connection
    const hungUp = () => reject(new kafkajs.KafkaJSConnectionError('Connection error: the broker hung up', { broker }))
    connection.socket?.once('close', () => setTimeout(hungUp, hangUpMs).unref())
  })
}
