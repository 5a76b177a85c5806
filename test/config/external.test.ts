// The environments of the project's own kata.config.yaml that lead out of it.
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { loadSettings, resolveSettings } from '../../support/config/index.js'

const file = fileURLToPath(new URL('../../kata.config.yaml', import.meta.url))

function settingsOf(environment: string, env: Record<string, string>) {
  return resolveSettings(loadSettings({ file, environment, env: {} }), env).settings
}

describe('the environment external', () => {
  it('comes wholly from environment variables', () => {
    const settings = settingsOf('external', {
      KAFKA_BROKERS: 'kafka-1.qa:9092,kafka-2.qa:9092',
      USER_OTP_URL: 'https://qa.example/',
      USER_OTP_OSS_URL: 'https://old.example',
      EGOV_OTP_URL: 'http://egov-otp.qa:8089',
      EGOV_USER_URL: 'http://egov-user.qa:8081',
      OPEN_FINANCE_URL: 'http://transmitter.qa:8085',
      EGOV_NOTIFICATION_SMS_URL: 'http://egov-notification-sms.qa:8080/',
      SMS_GATEWAY_URL: 'http://sms-gateway.qa:8090',
      KATA_OTP_TOPIC: 'egov.core.notification.sms',
      KATA_TENANT_ID: 'pb.amritsar',
      KATA_REGISTERED_MOBILES: '9812345671, 98#######2',
      KATA_UNREGISTERED_MOBILES: '97########',
    })
    expect(settings).toMatchObject({
      kafka: { embedded: false, brokers: ['kafka-1.qa:9092', 'kafka-2.qa:9092'] },
      services: {
        'user-otp': 'https://qa.example',
        'user-otp-oss': 'https://old.example',
        'egov-otp': 'http://egov-otp.qa:8089',
        'egov-user': 'http://egov-user.qa:8081',
        'open-finance': 'http://transmitter.qa:8085',
        'egov-notification-sms': 'http://egov-notification-sms.qa:8080',
        'sms-gateway': 'http://sms-gateway.qa:8090',
      },
      doubles: [],
      topics: { 'otp-sms': 'egov.core.notification.sms' },
      tenantId: 'pb.amritsar',
      citizens: { registered: ['9812345671', '98#######2'], unregistered: ['97########'] },
    })
  })

  it('needs no more than brokers', () => {
    expect(settingsOf('external', { KAFKA_BROKERS: '127.0.0.1:9092' })).toMatchObject({
      kafka: { embedded: false, brokers: ['127.0.0.1:9092'] },
      services: {},
      doubles: [],
      topics: {},
      tenantId: 'default',
      citizens: { registered: [], unregistered: [] },
    })
  })

  it('names the variable of the brokers where it is unset', () => {
    expect(() => settingsOf('external', {})).toThrow(/the environment variable KAFKA_BROKERS, which is not set/)
  })
})

describe('the environment kafka', () => {
  it('has doubles of the services that take no records on brokers that are there already', () => {
    expect(settingsOf('kafka', { KAFKA_BROKERS: '127.0.0.1:9092' })).toMatchObject({
      kafka: { embedded: false, brokers: ['127.0.0.1:9092'] },
      doubles: [
        ...['user-otp', 'user-otp-oss', 'user-otp-central', 'egov-otp', 'egov-user'],
        ...['user-otp-control', 'user-otp-oss-control', 'egov-otp-control', 'egov-user-control', 'open-finance'],
      ],
    })
  })
})
