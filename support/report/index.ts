export { type AllurePageOptions, renderAllurePage } from './allure-page.js'
export { discardReports } from './discard-reports.js'
export { type EarlyFailure, writeEarlyFailure } from './early-failure.js'
export {
  type ConsoleOptions,
  createReports,
  type ReportOptions,
  type ReportPaths,
  type Reports,
  type RunEnd,
  type RunInfo,
} from './reports.js'
