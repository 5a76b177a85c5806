// The features that must fail, with the steps that make them fail. Run from this folder.
export default {
  paths: ['*.feature'],
  require: [
    '../../support/run/typescript.cjs',
    '../../support/world/worker.ts',
    '../../steps/**/*.steps.ts',
    '../steps/*.steps.ts',
  ],
  plugin: ['../../support/run/plugin-entry.js'],
  format: ['../../support/run/silent-formatter.js'],
}
