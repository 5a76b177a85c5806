// Configuration of cucumber, for `kata run` as for plain `npx cucumber-js`: the plugin brings the environment up and
// prints the reports, so cucumber itself prints nothing. Registering tsx here is what lets the plugin be TypeScript.
// It names no paths: cucumber would add those of the command line to them. Its default is features/.
import './support/run/register-tsx.js'

export default {
  import: [
    'support/run/register-tsx.js',
    'support/run/worker-process.ts',
    'support/world/worker.ts',
    'steps/**/*.steps.ts',
  ],
  plugin: ['./support/run/plugin.ts'],
  format: ['./support/run/silent-formatter.js'],
}
