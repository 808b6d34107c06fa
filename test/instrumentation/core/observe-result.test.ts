import { expect } from 'chai';
import type { Settlement } from '../../../instrumentation/core/observe-result.js';
import { observeResult } from '../../../instrumentation/core/observe-result.js';

function recorder() {
  const ends: Settlement[] = [];
  return { ends, onEnd: (end: Settlement): void => void ends.push(end) };
}

describe('observeResult', () => {
  it('hands back a plain value and ends at once', () => {
    const { ends, onEnd } = recorder();
    const value = { order: 1 };
    expect(observeResult(() => value, onEnd)).to.equal(value);
    expect(ends).to.deep.equal([{ failed: false, value }]);
  });

  it('lets a synchronous error through, the same object', () => {
    const { ends, onEnd } = recorder();
    const error = new Error('refused');
    const call = (): never => {
      throw error;
    };
    expect(() => observeResult(call, onEnd)).to.throw(error);
    expect(ends).to.deep.equal([{ failed: true, error }]);
  });

  it('gives the promise its own value, and its own error object', async () => {
    const { ends, onEnd } = recorder();
    const value = {};
    expect(await observeResult(async () => value, onEnd)).to.equal(value);
    const error = Object.freeze(new Error('rejected'));
    let caught: unknown;
    await observeResult(() => Promise.reject(error), onEnd).catch((reason: unknown) => {
      caught = reason;
    });
    expect(caught).to.equal(error);
    expect(ends).to.have.lengthOf(2);
  });

  it('leaves a rejection that nobody handles unhandled', async () => {
    const { onEnd } = recorder();
    const before = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection');
    try {
      const error = new Error('nobody cares');
      const unhandled = new Promise((resolve) => process.once('unhandledRejection', resolve));
      observeResult(() => Promise.reject(error), onEnd);
      expect(await unhandled).to.equal(error);
    } finally {
      for (const listener of before) process.on('unhandledRejection', listener);
    }
  });

  it('never ends a promise that never settles', async () => {
    const { ends, onEnd } = recorder();
    observeResult(() => new Promise(() => {}), onEnd);
    await new Promise(setImmediate);
    expect(ends).to.deep.equal([]);
  });

  it('does not start a lazy thenable, and hands it back itself', async () => {
    const { ends, onEnd } = recorder();
    let started = 0;
    const lazy = {
      // biome-ignore lint/suspicious/noThenProperty: a thenable is what this is about
      then(resolve: (value: number) => void): void {
        started += 1;
        resolve(42);
      },
    };
    const result = observeResult(() => lazy, onEnd);
    expect(result).to.equal(lazy);
    await new Promise(setImmediate);
    expect(started).to.equal(0);
    expect(await (result as PromiseLike<number>)).to.equal(42);
    expect(started).to.equal(1);
    expect(ends).to.deep.equal([{ failed: false, value: 42 }]);
  });

  it('keeps a promise with methods of its own whole', async () => {
    const { ends, onEnd } = recorder();
    const cancelable = Object.assign(Promise.resolve('done'), { cancel: () => 'cancelled' });
    const result = observeResult(() => cancelable, onEnd);
    expect(result).to.equal(cancelable);
    expect(result.cancel()).to.equal('cancelled');
    expect(await result.then((value) => value)).to.equal('done');
    expect(ends).to.deep.equal([{ failed: false, value: 'done' }]);
  });

  it('sees how a promise with methods of its own ends where it is awaited', async () => {
    const { ends, onEnd } = recorder();
    const error = new Error('refused');
    const failing = Object.assign(Promise.reject(error), { cancel: () => undefined });
    const fine = Object.assign(Promise.resolve('done'), { cancel: () => undefined });
    let caught: unknown;
    try {
      await observeResult(() => failing, onEnd);
    } catch (thrown) {
      caught = thrown;
    }
    expect(caught).to.equal(error);
    expect(await observeResult(() => fine, onEnd)).to.equal('done');
    expect(ends).to.deep.equal([
      { failed: true, error },
      { failed: false, value: 'done' },
    ]);
    expect(Object.keys(fine)).to.deep.equal(['cancel']);
    const next = fine.then((value) => value);
    expect(next.constructor).to.equal(Promise);
    expect(Object.getPrototypeOf(next)).to.equal(Promise.prototype);
    await Promise.all([next, fine, Promise.race([fine])]);
  });

  it('leaves the rejection of a promise with methods of its own unhandled', async () => {
    const { onEnd } = recorder();
    const before = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection');
    try {
      const error = new Error('nobody cares');
      const unhandled = new Promise((resolve) => process.once('unhandledRejection', resolve));
      observeResult(() => Object.assign(Promise.reject(error), { cancel: () => 1 }), onEnd);
      expect(await unhandled).to.equal(error);
    } finally {
      for (const listener of before) process.on('unhandledRejection', listener);
    }
  });

  it('hands a frozen thenable and one whose getter throws back untouched', () => {
    const { onEnd } = recorder();
    // biome-ignore lint/suspicious/noThenProperty: a thenable is what this is about
    const frozen = Object.freeze({ then: (): void => {} });
    expect(observeResult(() => frozen, onEnd)).to.equal(frozen);
    const hostile = {
      // biome-ignore lint/suspicious/noThenProperty: a thenable is what this is about
      get then(): never {
        throw new Error('no');
      },
    };
    expect(observeResult(() => hostile, onEnd)).to.equal(hostile);
    const fail = (): never => {
      throw new Error('trap');
    };
    const traps = { getPrototypeOf: fail, ownKeys: fail, defineProperty: fail };
    // biome-ignore lint/suspicious/noThenProperty: a thenable is what this is about
    for (const target of [Promise.resolve(1), { then: (): void => {} }]) {
      const proxy = new Proxy(target, traps);
      expect(observeResult(() => proxy, onEnd)).to.equal(proxy);
    }
  });
});
