// The features that must fail, with the steps that make them fail. Run from this folder.
import '../../support/run/register-tsx.js'

export default {
  paths: ['*.feature'],
  import: [
    '../../support/run/register-tsx.js',
    '../../support/world/worker.ts',
    '../../steps/**/*.steps.ts',
    '../steps/*.steps.ts',
  ],
  plugin: ['../../support/run/plugin.ts'],
  format: ['../../support/run/silent-formatter.js'],
}
