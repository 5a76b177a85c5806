import { setFlagsFromString } from 'node:v8'

/**
 * Has V8 collect the old part of the heap when it has grown by a third. On a machine with much memory it waits until there is
 * four times as much, so that a run of 4,000 scenarios took 630 MB for 130 MB that were in use; with this it takes 390 MB,
 * and no more time.
 */
export function keepHeapModest(): void {
  setFlagsFromString('--heap-growing-percent=30')
}
