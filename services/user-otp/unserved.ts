// How requests are answered that are none for an OTP: by Spring's handlers inside the context path, by Tomcat outside of it.

import { type Answer, jsonAnswer, type ReceivedRequest, textAnswer } from '../http/index.js'

/** Spring Boot's own error: what a filter before the service throws. Its body is real JSON. */
export function filterAnswer(path: string): Answer {
  const timestamp = new Date().toISOString().replace('Z', '+00:00')
  return jsonAnswer(500, { timestamp, status: 500, error: 'Internal Server Error', path })
}

/** A method other than POST. */
export function notSupported({ method, header }: ReceivedRequest): Answer {
  if (method === 'OPTIONS') {
    return { status: 200, headers: [['Allow', 'POST,OPTIONS']], body: '', chunked: false }
  }
  return textAnswer(`Request method '${method}' is not supported`, header('accept'))
}

/** A path inside the context that nobody serves; the health probe says DOWN, as it does without a cache. */
export function noHandler({ path, header }: ReceivedRequest): Answer {
  if (path === '/user-otp/actuator/health') return jsonAnswer(503, { status: 'DOWN' })
  const name = path.replace(/^\/user-otp\//, '').replace(/\/$/, '')
  const answer = textAnswer(`No static resource ${name}.`, header('accept'))
  return { ...answer, headers: [...vary, ...answer.headers] }
}

/** Tomcat's page. */
export function outsideOfContext(): Answer {
  const title = 'HTTP Status 404 – Not Found'
  const body = `<!doctype html><html lang="en"><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`
  return {
    status: 404,
    headers: [
      ['Content-Type', 'text/html;charset=utf-8'],
      ['Content-Language', 'en'],
    ],
    body,
    chunked: false,
  }
}

const vary = [
  ['Vary', 'Origin'],
  ['Vary', 'Access-Control-Request-Method'],
  ['Vary', 'Access-Control-Request-Headers'],
] as const
