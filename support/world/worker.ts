// The worker's entry: cucumber imports it before the steps, in every process that runs or lists scenarios.

import { setDefaultTimeout, setWorldConstructor } from '@cucumber/cucumber'
import { isWorkerProcess } from '../config/index.js'
import { registerHooks } from './hooks.js'
import { registerParameterTypes } from './parameter-types.js'
import { KataWorld } from './world.js'

setWorldConstructor(KataWorld)
// Every wait has a deadline of its own; cucumber's limit of 5 s would hide the explanation.
setDefaultTimeout(-1)
registerParameterTypes()
registerHooks()

// A killed run must not leave workers that some handle keeps alive.
if (isWorkerProcess()) process.on('disconnect', () => process.exit(1))
