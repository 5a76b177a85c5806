// The sentences of a login that do nothing: what is left is what cucumber itself costs.
import { Given, Then, When } from '@cucumber/cucumber'

Given('a registered citizen', () => {})
Given('a subscription to {string}', (_channel: string) => {})
When('a {string} OTP is requested', (_type: string) => {})
Then('the OTP request is accepted', () => {})
Then('an OTP is sent by SMS', () => {})
Then('the message conforms to its contract', () => {})
Then('the OTP is valid', () => {})
