// Steps that say mobile numbers, codes and secrets wherever a step can say something.
import { After, AfterAll, Before, Given } from '@cucumber/cucumber'

Before({ name: 'before 9123450020', tags: '@broken-hook' }, () => {
  throw new Error('hook failed for 9123450021')
})
After({ name: 'evidence' }, function () {
  const payload = { mobileNumber: 9123450022, message: 'Dear Citizen, Your Login OTP is 482911.', otp: 482911 }
  const headers = { __TypeId__: 'x', 'x-number': '9123450023', authorization: 'Bearer planted-password' }
  const evidence = {
    exchanges: [{ url: 'http://127.0.0.1:1/9123450024', requestBody: payload }],
    messages: [{ headers, payload }],
  }
  this.attach(JSON.stringify(evidence), 'application/vnd.kata.evidence+json')
})
AfterAll({ name: 'after all' }, () => {
  throw new Error('run hook failed for 9123450025')
})

Given('a step with {string}', (_text) => {})
Given('a table:', (_table) => {})
Given('a document:', (_text) => {})
Given('a step that throws {string}', (number) => {
  throw new TypeError(`no answer for ${number}, {"mobileNumber":"9123450026"} and planted-password`)
})
Given('a step that attaches everything', function () {
  this.log('log 9123450027')
  this.link('http://127.0.0.1:1/?to=%2B919123450028')
  this.attach(Buffer.from('base64 text 9123450029'), 'text/plain')
  this.attach(Buffer.from(JSON.stringify({ number: 9123450030 })), 'application/json')
  this.attach(Buffer.from([0xff, 0x00, ...Buffer.from(' 9123450031 '), 0xfe]), 'application/octet-stream')
  this.attach('a,9123450032', { mediaType: 'text/csv', fileName: 'of-9123450033.csv' })
  const text = 'No message for mobile number 9123450034.\nThe password is planted-password.'
  this.attach(
    JSON.stringify({ class: 'MISSING', code: 'MISSING', text, facts: { 9123450035: ['9123450036'] } }),
    'application/vnd.kata.verdict+json',
  )
  throw new Error('9123450037')
})
Given('a step that ends its worker {string}', (_number) => process.kill(process.pid, 'SIGKILL'))
