import '../../../../support/run/register-tsx.js'

export default {
  import: ['../../../../support/run/register-tsx.js', 'steps/*.js'],
  plugin: ['../../../../support/run/plugin.ts'],
  format: ['../../../../support/run/silent-formatter.js'],
}
