import { afterEach, expect, test } from 'vitest'
import { type EgovUserOptions, type Service, startEgovUser } from '../../services/index.js'
import { exchange } from './exchange.js'

const opened: Service[] = []

afterEach(async () => {
  await Promise.all(opened.splice(0).map((service) => service.close()))
})

async function search(options: Partial<EgovUserOptions>, criteria: object, path = '/user/_search') {
  const citizens = { isRegistered: (mobileNumber: string) => /^98\d{7}1$/.test(mobileNumber) }
  const service = await startEgovUser({ citizens, ...options })
  opened.push(service)
  const { status, body } = await exchange(service.url, { path, body: JSON.stringify(criteria) })
  return { status, users: JSON.parse(body).user }
}

const criteria = { userName: null, tenantId: 'pb', userType: null, mobileNumber: '9800000001' }

test('a registered number is one user', async () => {
  expect(await search({}, criteria)).toEqual({
    status: 200,
    users: [
      {
        id: expect.any(Number),
        userName: '9800000001',
        name: 'Citizen',
        mobileNumber: '9800000001',
        emailId: null,
        type: 'CITIZEN',
        tenantId: 'pb',
        active: true,
        roles: [],
      },
    ],
  })
})

test('an unknown number is no user', async () => {
  expect(await search({}, { ...criteria, mobileNumber: '9800000002' })).toEqual({ status: 200, users: [] })
})

test('a path with two slashes is the same path', async () => {
  expect((await search({}, criteria, '//user/_search')).users.length).toBe(1)
})

test('a user given by name comes before the registered numbers', async () => {
  const users = [{ foundBy: '9800000001', mobileNumber: null, emailId: 'asha@example.org' }]
  const found = await search({ users }, criteria)
  expect(found.users).toMatchObject([{ mobileNumber: null, emailId: 'asha@example.org' }])
})

test('the older search by user name finds the same user', async () => {
  const found = await search({}, { userName: '9800000001', tenantId: 'pb', userType: 'CITIZEN', mobileNumber: null })
  expect(found.users.length).toBe(1)
})
