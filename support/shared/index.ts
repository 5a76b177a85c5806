export { type Clock, systemClock } from './clock.js'
export { Deadline } from './deadline.js'
export { type ErrorCode, type ErrorParts, errorCodes, KataError } from './kata-error.js'
export { nearest, similarity } from './nearest.js'
