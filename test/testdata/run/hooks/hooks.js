import { BeforeAll } from '@cucumber/cucumber'

BeforeAll({ name: 'prepares 9812345678' }, () => {
  throw new Error('not prepared for 9812345678')
})
