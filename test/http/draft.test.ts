import { expect, it } from 'vitest'
import { createDraft } from '../../support/http/index.js'

it('a request is put together from its parts', () => {
  const draft = createDraft()
  draft.url('http://127.0.0.1:8081/')
  draft.path('/user-otp/v1', '_send')
  draft.param('tenantId', 'pb.amritsar')
  draft.param('tenantId', 'a b')
  draft.header('X-A', '1')
  draft.header('x-a', '2')
  draft.body({ a: 1 })
  expect(draft.take('user-otp', 'post')).toEqual({
    service: 'user-otp',
    method: 'post',
    url: 'http://127.0.0.1:8081/user-otp/v1/_send?tenantId=pb.amritsar&tenantId=a+b',
    headers: { 'x-a': '2' },
    body: { a: 1 },
  })
})

it('only the base stays for the next request', () => {
  const draft = createDraft()
  draft.url('http://127.0.0.1:8081/base')
  draft.path('a')
  draft.header('x-a', '1')
  draft.param('b', '1')
  draft.body(null)
  draft.take('s', 'get')
  expect(draft.take('s', 'get')).toEqual({
    service: 's',
    method: 'get',
    url: 'http://127.0.0.1:8081/base',
    headers: {},
  })
})

it.each([
  [['a b/ü'], 'http://h/a%20b/%C3%BC'],
  [['a%20b'], 'http://h/a%20b'],
  [['100%'], 'http://h/100%25'],
  [['a#b'], 'http://h/a%23b'],
  [['a?x=1'], 'http://h/a?x=1'],
  [['a/'], 'http://h/a/'],
  [[], 'http://h/'],
])('the path %j', (segments, url) => {
  const draft = createDraft()
  draft.url('http://h/')
  draft.path(...segments)
  expect(draft.take('s', 'get').url).toBe(url)
})
