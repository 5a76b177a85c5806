export { type Examination, examine, failureFinding } from './doctor.js'
export { countFindings, type Finding, ok, tellFinding } from './finding.js'
export { type Swept, sweepGroups } from './janitor.js'
