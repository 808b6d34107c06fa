import { expect } from 'chai';
import { isLoaderThread } from '../../lib/loader-thread.js';

describe('the thread of module loader hooks', () => {
  const threads = [
    { what: 'the main thread', isMainThread: true, parentPort: null, expected: false },
    { what: "a worker of the bot's", isMainThread: false, parentPort: {}, expected: false },
    {
      what: 'a thread without a parent port',
      isMainThread: false,
      parentPort: null,
      expected: true,
    },
    {
      what: 'a thread that Node.js calls internal',
      isMainThread: false,
      parentPort: {},
      isInternalThread: true,
      expected: true,
    },
    {
      what: 'a worker on a Node.js that tells',
      isMainThread: false,
      parentPort: {},
      isInternalThread: false,
      expected: false,
    },
  ];
  for (const { what, expected, ...thread } of threads) {
    it(`is ${expected ? '' : 'not '}${what}`, () =>
      expect(isLoaderThread(thread)).to.equal(expected));
  }
});
