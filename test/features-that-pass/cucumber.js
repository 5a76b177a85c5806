// Features that need steps of the tests alone. Run from the project's folder with --config.
import '../../support/run/register-tsx.js'

export default {
  paths: ['test/features-that-pass/*.feature'],
  import: ['support/run/register-tsx.js', 'support/world/worker.ts', 'steps/**/*.steps.ts', 'test/steps/*.steps.ts'],
  plugin: ['./support/run/plugin.ts'],
  format: ['./support/run/silent-formatter.js'],
}
