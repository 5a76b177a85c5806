// Features whose numbers must be in no report. Run from the project's folder with --config.
import '../../support/run/register-tsx.js'

export default {
  paths: ['test/masking/*.feature'],
  import: ['support/run/register-tsx.js', 'support/world/worker.ts', 'steps/**/*.steps.ts', 'test/steps/*.steps.ts'],
  plugin: ['./support/run/plugin.ts'],
  format: ['./support/run/silent-formatter.js'],
}
