export { addControls, type ControlOptions } from './controls.js'
export { createDeliveries, type Deliveries, type Numbered } from './deliveries.js'
export { createDictatedAnswers, type Dictated, type DictatedAnswers } from './dictated.js'
export { bodyFields, textIn, wholeField } from './fields.js'
