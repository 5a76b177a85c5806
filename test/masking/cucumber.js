// Features whose numbers must be in no report. Run from the project's folder with --config.
export default {
  paths: ['test/masking/*.feature'],
  require: ['support/run/typescript.cjs', 'support/world/worker.ts', 'steps/**/*.steps.ts', 'test/steps/*.steps.ts'],
  plugin: ['./support/run/plugin-entry.js'],
  format: ['./support/run/silent-formatter.js'],
}
