// The features of one-time passwords against wrong doubles. Run from this folder, with the features as arguments.
import '../../support/run/register-tsx.js'

export default {
  import: [
    '../../support/run/register-tsx.js',
    '../../support/world/worker.ts',
    '../../steps/**/*.steps.ts',
    '../steps/*.steps.ts',
  ],
  plugin: ['../../support/run/plugin.ts'],
  format: ['../../support/run/silent-formatter.js'],
}
