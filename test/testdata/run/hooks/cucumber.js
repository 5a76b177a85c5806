export default {
  paths: ['features/passes.feature'],
  import: ['steps/*.js', '../hooks/hooks.js'],
}
