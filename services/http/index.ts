export { type Answer, acceptsJson, hangUp, jsonAnswer, textAnswer } from './answer.js'
export { type PostOptions, postJson } from './post-json.js'
export { type ReceivedRequest, type Responder, respond, type ServiceEnv } from './reply.js'
export { createApp, type ServeOptions, type Service, serve } from './serve.js'
