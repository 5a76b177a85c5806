export default {
  import: ['steps/*.js'],
  plugin: ['../../../../support/run/plugin-entry.js'],
  format: ['../../../../support/run/silent-formatter.js'],
}
