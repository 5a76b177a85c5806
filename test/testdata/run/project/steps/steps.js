import { Given } from '@cucumber/cucumber'

Given('it passes', () => {})

Given('it fails', () => {
  throw new Error('it fails for 9812345678')
})

Given('it waits', () => new Promise(() => setInterval(() => {}, 1000)))

Given('it is ambiguous', () => {})

Given(/^it is ambig.*$/, () => {})

Given('it is pending', () => 'pending')
