// The first file that cucumber imports, in the coordinator and in every worker: from here on, TypeScript can be imported.
// Workers do not read cucumber.js, so what it registers is not registered there.
import { register } from 'tsx/esm/api'

register()
