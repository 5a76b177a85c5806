export default {
  paths: ['features/passes.feature'],
  import: ['../../../../support/run/register-tsx.js', 'steps/*.js', '../hooks/hooks.js'],
}
