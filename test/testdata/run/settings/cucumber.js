export default {
  paths: ['../project/features/passes.feature'],
  import: ['../../../../support/run/register-tsx.js', '../project/steps/*.js'],
}
