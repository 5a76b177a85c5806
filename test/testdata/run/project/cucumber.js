export default {
  paths: ['features/**/*.feature'],
  import: ['../../../../support/run/register-tsx.js', 'steps/*.js'],
}
