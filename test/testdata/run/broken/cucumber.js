export default {
  paths: ['features/passes.feature'],
  import: ['../../../../support/run/register-tsx.js', '../broken/steps.js'],
}
