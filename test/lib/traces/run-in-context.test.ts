import type { Context, ContextManager } from '@opentelemetry/api';
import { context, createContextKey, ROOT_CONTEXT } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { expect } from 'chai';
import { forgetReports } from '../../../lib/diagnostics/report.js';
import { runInContext } from '../../../lib/traces/run-in-context.js';
import { diagLines } from '../../support/diag-lines.js';

type With = (context: Context, call: () => unknown) => unknown;

/** Registers what manages contexts in this way. */
function managing(run: With): void {
  const manager = {
    active: () => ROOT_CONTEXT,
    with: run,
    bind: <T>(_context: Context, target: T) => target,
    enable: () => manager,
    disable: () => manager,
  };
  context.setGlobalContextManager(manager as ContextManager);
}

const FAULTY: Readonly<Record<string, With>> = {
  'throws before the call': () => {
    throw new Error('faulty');
  },
  'throws after the call': (_context, call) => {
    call();
    throw new Error('faulty');
  },
  'calls twice': (_context, call) => [call(), call()],
  'does not call at all': () => undefined,
  'keeps the value to itself': (_context, call) => void call(),
};

describe('a call in a context', () => {
  afterEach(() => context.disable());

  beforeEach(() => forgetReports());

  it('runs in it', () => {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    const key = createContextKey('key');
    const seen = runInContext(ROOT_CONTEXT.setValue(key, 1), () => context.active().getValue(key));
    expect([seen, context.active().getValue(key)]).to.deep.equal([1, undefined]);
  });

  for (const [what, run] of Object.entries(FAULTY)) {
    it(`is made once and ends as it does where what manages contexts ${what}`, async () => {
      managing(run);
      let calls = 0;
      const order = {};
      const refusal = new Error('refused');
      await diagLines(() => {
        const place = (): object => {
          calls += 1;
          return order;
        };
        expect(runInContext(ROOT_CONTEXT, place)).to.equal(order);
        const refuse = (): never => {
          calls += 1;
          throw refusal;
        };
        expect(() => runInContext(ROOT_CONTEXT, refuse)).to.throw(refusal);
      });
      expect(calls).to.equal(2);
    });
  }
});
