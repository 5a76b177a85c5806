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

test('a control call tells more of a user, and takes it back', async () => {
  const service = await startEgovUser({ citizens: { isRegistered: () => true } })
  opened.push(service)
  const path = '/_control/users/9800000001'
  const found = async () => {
    const { body } = await exchange(service.url, { path: '/user/_search', body: JSON.stringify(criteria) })
    return JSON.parse(body).user[0].emailId
  }
  const told = await exchange(service.url, { method: 'PUT', path, body: '{"emailId":"asha@example.org"}' })
  expect([told.status, await found()]).toEqual([204, 'asha@example.org'])
  expect((await exchange(service.url, { method: 'DELETE', path })).status).toBe(204)
  expect(await found()).toBe(null)
  const refused = await exchange(service.url, { method: 'PUT', path, body: '[]' })
  expect([refused.status, refused.body]).toEqual([400, 'The body must be a JSON object of what is known of the user.'])
})

test('a control call has one number answered wrongly', async () => {
  const service = await startEgovUser({ citizens: { isRegistered: () => true } })
  opened.push(service)
  const find = (mobileNumber: string) =>
    exchange(service.url, { path: '/user/_search', body: JSON.stringify({ ...criteria, mobileNumber }) })
  const path = '/_control/failures/9800000001'
  await exchange(service.url, { method: 'PUT', path, body: '{"as":500}' })
  expect([(await find('9800000001')).status, (await find('9800000002')).status]).toEqual([500, 200])
  await exchange(service.url, { method: 'PUT', path, body: '{"as":"down"}' })
  await expect(find('9800000001')).rejects.toMatchObject({ code: 'ECONNRESET' })
})

test('an employee is found in the tenant where he belongs, a citizen in the whole state', async () => {
  const users = [
    { foundBy: '9000000001', type: 'EMPLOYEE', tenantId: 'pb.amritsar' },
    { foundBy: '9000000002', type: 'CITIZEN', tenantId: 'pb' },
  ] as const
  const count = async (mobileNumber: string, userType: string, tenantId: string) =>
    (await search({ users }, { mobileNumber, userType, tenantId })).users.length
  expect(await count('9000000001', 'EMPLOYEE', 'pb.amritsar')).toBe(1)
  expect(await count('9000000001', 'EMPLOYEE', 'pb.jalandhar')).toBe(0)
  expect(await count('9000000001', 'CITIZEN', 'pb.amritsar')).toBe(0)
  expect(await count('9000000002', 'CITIZEN', 'pb.jalandhar')).toBe(1)
  expect(await count('9000000002', 'CITIZEN', 'ka')).toBe(0)
})
