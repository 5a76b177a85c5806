export { resolveEmbedded } from './embedded.js'
export { parseDocString, typedCell } from './texts.js'
export { pathExists, valueAt } from './value-at.js'
export type { Variables } from './variables.js'
