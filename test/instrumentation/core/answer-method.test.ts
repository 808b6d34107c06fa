import { expect } from 'chai';
import type { Answer } from '../../../instrumentation/core/answer-method.js';
import { wrapAnswerMethod } from '../../../instrumentation/core/answer-method.js';
import { ExchangeWatch } from '../../../instrumentation/core/exchange-watch.js';
import { MetricsCollector } from '../../../lib/collector/metrics-collector.js';
import { MetricsRegistry } from '../../../lib/metrics/metrics-registry.js';

const WATCH = new ExchangeWatch(new MetricsCollector(new MetricsRegistry()));

function wrapped(read: (answer: Answer<object>) => void, act: () => unknown, isEnabled = true) {
  const observer = { isEnabled: () => isEnabled, watch: WATCH, tracing: undefined };
  const method = wrapAnswerMethod('fetchFills', read, observer)(act);
  return method as (this: unknown, ...args: unknown[]) => Promise<unknown>;
}

describe('wrapAnswerMethod', () => {
  it('reads an answer once, with its arguments and the time of the question', async () => {
    const answers: Answer<object>[] = [];
    const value = [{ id: 1 }];
    const client = {
      fetchFills: wrapped(
        (answer) => answers.push(answer),
        async () => value,
      ),
    };
    const before = Date.now();
    expect(await Reflect.apply(client.fetchFills, client, ['BTCUSDT', 5])).to.equal(value);
    expect(answers).to.have.length(1);
    const [{ askedAt, ...rest } = { askedAt: 0 }] = answers;
    expect(rest).to.deep.equal({ client, args: ['BTCUSDT', 5], value });
    expect(askedAt).to.be.within(before, Date.now());
  });

  it('reads nothing of a call that failed, nor while it is off', async () => {
    const answers: unknown[] = [];
    const error = new Error('no');
    const failing = wrapped(
      (answer) => answers.push(answer),
      () => Promise.reject(error),
    );
    expect(await failing().catch((reason: unknown) => reason)).to.equal(error);
    await wrapped(
      (answer) => answers.push(answer),
      async () => 1,
      false,
    )();
    expect(answers).to.deep.equal([]);
  });

  it('keeps a fault of the reader from the bot', async () => {
    const faulty = wrapped(
      () => {
        throw new Error('secret');
      },
      async () => 'answer',
    );
    expect(await faulty()).to.equal('answer');
  });
});
