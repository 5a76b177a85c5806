// The features of one-time passwords against wrong doubles. Run from this folder, with the features as arguments.
export default {
  require: [
    '../../support/run/typescript.cjs',
    '../../support/world/worker.ts',
    '../../steps/**/*.steps.ts',
    '../steps/*.steps.ts',
  ],
  plugin: ['../../support/run/plugin-entry.js'],
  format: ['../../support/run/silent-formatter.js'],
}
