// The citizens of a scenario: each has a mobile number on lease that no other running scenario holds.

import type { Citizen } from '../digit/index.js'
import { KataError, nearest } from '../shared/index.js'
import { listed } from '../verdict/index.js'
import { resolveEmbedded } from './values.js'
import type { KataWorld } from './world.js'

/**
 * Leases a number for somebody; "that mobile number" is theirs from then on.
 *
 * @throws KataError CITIZEN_UNKNOWN where somebody has the name already, NUMBERS_USED_UP
 */
export function meetCitizen(world: KataWorld, isRegistered: boolean, name?: string): Citizen {
  const known = name === undefined ? undefined : world.citizens.find((citizen) => citizen.name === name)
  if (known !== undefined) throw metTwice(known)
  const { leases, mask } = world.worker
  const mobileNumber = leases.lease(isRegistered ? 'registered' : 'unregistered')
  mask.registerNumber(mobileNumber)
  world.onClose('lease of a mobile number', () => leases.release(mobileNumber))
  return meet(world, { name, mobileNumber, isRegistered })
}

function meet(world: KataWorld, citizen: Citizen): Citizen {
  const { citizens, variables } = world
  citizens.push(citizen)
  variables.set('mobile', citizen.mobileNumber)
  variables.set('tenant', world.tenantId)
  const named = citizens.flatMap((each) => (each.name === undefined ? [] : [[each.name, each] as const]))
  variables.set('citizens', Object.fromEntries(named))
  return citizen
}

/** The latest citizen has an e-mail address from now on. */
export function giveAddress(world: KataWorld, emailAddress: string): void {
  const citizen = { ...citizenOf(world), emailAddress }
  world.citizens[world.citizens.indexOf(citizenOf(world))] = citizen
  world.variables.set('email', emailAddress)
}

/** Uses a number that the feature gives; nobody leases it. */
export function meetNumber(world: KataWorld, written: string): Citizen {
  const mobileNumber = String(resolveEmbedded(written, world))
  world.worker.mask.registerNumber(mobileNumber)
  return meet(world, { name: undefined, mobileNumber, isRegistered: false })
}

/** The citizen of that name, or the latest one. KataError CITIZEN_UNKNOWN. */
export function citizenOf(world: KataWorld, name?: string): Citizen {
  const { citizens } = world
  const found = name === undefined ? citizens.at(-1) : citizens.find((citizen) => citizen.name === name)
  if (found !== undefined) return found
  const names = citizens.flatMap((citizen) => (citizen.name === undefined ? [] : [citizen.name]))
  const near = name === undefined ? undefined : nearest(names, name)[0]
  throw new KataError('CITIZEN_UNKNOWN', {
    couldNot:
      name === undefined ? 'The step speaks of a citizen, but nobody has been met.' : `Nobody is called "${name}".`,
    found: names.length === 0 ? 'The scenario has no named citizens.' : `The scenario knows ${listed(names)}.`,
    todo:
      near === undefined
        ? `Put \`Given a registered citizen${name === undefined ? '' : ` "${name}"`}\` before it.`
        : `Did you mean "${near}"?`,
    facts: { name, names },
  })
}

function metTwice({ name }: Citizen): KataError {
  return new KataError('CITIZEN_UNKNOWN', {
    couldNot: `A second citizen cannot be called "${name}".`,
    found: 'The scenario has already met somebody of that name.',
    todo: 'Give each citizen of a scenario a name of their own.',
    facts: { name },
  })
}
