import { describe, expect, it } from 'vitest'
import { checkTopicNames } from '../../support/run/topic-names.js'

function settingsWithTopics(topics?: Readonly<Record<string, string>>) {
  const given = { kafka: { embedded: true }, ...(topics === undefined ? {} : { topics }) }
  return { environment: 'qa', file: 'kata.config.yaml', knownServices: [], given }
}

describe('the channels under `topics`', () => {
  it('are those of the catalogue, or none', () => {
    expect(() => checkTopicNames(settingsWithTopics())).not.toThrow()
    expect(() => checkTopicNames(settingsWithTopics({ 'otp-sms': 'a.topic' }))).not.toThrow()
  })

  it('that the catalogue does not have are refused with the near names', () => {
    expect(() => checkTopicNames(settingsWithTopics({ 'otp-sms': 'a.topic', 'opt-sms': `\${env:TOPIC?}` }))).toThrow(
      expect.objectContaining({
        code: 'SETTINGS_INVALID',
        message: [
          'The settings in kata.config.yaml cannot be used.',
          'environments.qa.topics.opt-sms is no channel of the catalogue.',
          'Write the name of a channel. Near: otp-sms.',
        ].join('\n'),
      }),
    )
  })
})
