export default {
  paths: ['../project/features/passes.feature'],
  import: ['../project/steps/*.js'],
}
