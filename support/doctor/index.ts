export { type Swept, sweepGroups } from './janitor.js'
