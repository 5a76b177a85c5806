// Configuration of cucumber, for `kata run` as for plain `npx cucumber-js`: the plugin brings the environment up and
// prints the reports, so cucumber itself prints nothing. TypeScript is required: see the first file.
// It names no paths: cucumber would add those of the command line to them. Its default is features/.
export default {
  require: [
    'support/run/typescript.cjs',
    'support/run/worker-process.ts',
    'support/world/worker.ts',
    'steps/**/*.steps.ts',
  ],
  plugin: ['./support/run/plugin-entry.js'],
  format: ['./support/run/silent-formatter.js'],
}
