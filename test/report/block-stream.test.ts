import { once } from 'node:events'
import { buffer } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { joinBlocks } from '../../support/report/block-stream.js'

it('what is written comes out whole and in order', async () => {
  const blocks = joinBlocks()
  const pieces = Array.from({ length: 5000 }, (_, index) => `piece ${index} – ü\n`)
  const read = buffer(blocks)
  for (const piece of pieces) blocks.write(piece)
  blocks.end()
  expect((await read).toString('utf8')).toBe(pieces.join(''))
})

it('pieces come out in blocks', async () => {
  const blocks = joinBlocks()
  const sizes: number[] = []
  blocks.on('data', (block: Buffer) => sizes.push(block.length))
  for (let written = 0; written < 150; written += 1) blocks.write('x'.repeat(1024))
  blocks.end()
  await once(blocks, 'end')
  expect(sizes).toEqual([64 * 1024, 64 * 1024, 22 * 1024])
})

it('a piece does not wait for the end', async () => {
  const blocks = joinBlocks()
  blocks.write('alone')
  const [block] = (await once(blocks, 'data')) as [Buffer]
  expect(block.toString('utf8')).toBe('alone')
  blocks.destroy()
})
