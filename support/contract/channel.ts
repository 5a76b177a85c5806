// What the catalogue says of one topic.

import type { Schema } from './schema.js'

/** One topic of one service: where it is, and what its messages look like. */
export interface Channel {
  /** Name in the document, such as `otp-sms`. */
  readonly name: string
  /** Topic, as the environment calls it; `{name}` in it is a parameter, and each of its values has a topic. */
  readonly address: string
  /** What the values of a parameter look like, as a regular expression without anchors, by its name. */
  readonly parameters?: Readonly<Record<string, string>>
  /** Service whose document it is; the name of the file. */
  readonly service: string
  readonly messages: readonly MessageContract[]
  readonly bindings: KafkaBindings
  /** Where the one-time password is, from `x-one-time-password`. */
  readonly otpPattern?: OtpPattern
}

/** What one kind of message must look like; what is left out is not judged. */
export interface MessageContract {
  /** Such as `sms-request`. */
  readonly name: string
  readonly payload?: Schema
  readonly headers?: Schema
  readonly key?: Schema
  readonly timestampType?: TimestampType
  /** SHA-256 of each of its schemas, by the schema's name. */
  readonly schemas: Readonly<Record<string, string>>
}

export type TimestampType = 'CreateTime' | 'LogAppendTime'

/** How the topic is set up, from the AsyncAPI bindings of Kafka. */
export interface KafkaBindings {
  readonly partitions?: number
  readonly replicas?: number
  /** Kafka's own names, such as `cleanup.policy`. */
  readonly topicConfiguration?: Readonly<Record<string, unknown>>
}

/** Where the code of a one-time password stands in a message. */
export interface OtpPattern {
  /** Path of a string in the message, such as `value.message`. */
  readonly path: string
  /** A regular expression whose first group is the code. */
  readonly pattern: string
}
