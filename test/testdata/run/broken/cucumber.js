export default {
  paths: ['features/passes.feature'],
  import: ['../broken/steps.js'],
}
