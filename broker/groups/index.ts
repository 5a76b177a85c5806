export type { Group, GroupState, StateChange } from './group.js'
export { GroupCoordinator } from './group-coordinator.js'
export { type JoinAnswer, type Member, metadataFor } from './member.js'
