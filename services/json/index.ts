export { bindObject, isObject, textField } from './bind.js'
export { JsonError, type JsonNumber, type JsonObject, type JsonValue, readJson } from './read-json.js'
