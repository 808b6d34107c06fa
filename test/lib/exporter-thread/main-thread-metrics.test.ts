import { ValueType } from '@opentelemetry/api';
import type { CollectionResult, MetricProducer } from '@opentelemetry/sdk-metrics';
import { AggregationTemporality, DataPointType } from '@opentelemetry/sdk-metrics';
import { expect } from 'chai';
import { sharedNow } from '../../../lib/exporter-thread/clock.js';
import { MainThread } from '../../../lib/exporter-thread/main-thread.js';
import { answerQuestion } from '../../../lib/exporter-thread/main-thread-metrics.js';
import type { FromThread, Question, ToThread } from '../../../lib/exporter-thread/messages.js';

/** Two counters, of so many series each. */
function producerOf(...counts: number[]): MetricProducer {
  const time: [number, number] = [1, 0];
  const metrics = counts.map((count, at) => ({
    descriptor: { name: `counter ${at}`, description: '', unit: '', valueType: ValueType.INT },
    aggregationTemporality: AggregationTemporality.CUMULATIVE,
    dataPointType: DataPointType.SUM as const,
    isMonotonic: true,
    dataPoints: Array.from({ length: count }, (_, value) => ({
      startTime: time,
      endTime: time,
      attributes: { value },
      value,
    })),
  }));
  const scopeMetrics = [{ scope: { name: 'bot' }, metrics }];
  const resource = { attributes: {}, merge: () => resource } as never;
  return {
    collect: async () =>
      ({ resourceMetrics: { resource, scopeMetrics }, errors: [] }) as CollectionResult,
  };
}

const questionUntil = (until: number): Question => ({
  kind: 'collect',
  collectedFor: 'endpoint',
  question: 1,
  limitMs: 1_000,
  until,
});

describe('the part of a scrape that the main thread collects', () => {
  it('comes in parts, and the bot has its turn between any two of them', async () => {
    const told: string[] = [];
    let turns = 0;
    const takeTurn = (): void => {
      turns += 1;
      told.push('turn');
      if (turns < 100) setImmediate(takeTurn);
    };
    const send = (message: ToThread): void => {
      if (message.kind === 'part') {
        told.push('part');
        expect(message.part.metric.dataPoints.length).to.be.within(1, 300);
      } else told.push(message.kind);
      // From here on, because the bot was there before.
      if (message.kind === 'alive') setImmediate(takeTurn);
    };
    await answerQuestion(
      questionUntil(Number.POSITIVE_INFINITY),
      producerOf(700, 0, 2),
      () => {},
      send,
    );
    turns = 100;
    expect(told.join(' ')).to.match(
      /^alive (turn )?part (turn )+part (turn )+part (turn )+part collected$/,
    );
  });

  it('is put together again as it was', async () => {
    const questions: FromThread[] = [];
    const mainThread = new MainThread((message) => questions.push(message));
    const asked = mainThread.ask('push', 10_000, false);
    const deliver = (message: ToThread): void => {
      const copy = structuredClone(message);
      if (copy.kind === 'alive') mainThread.alive(copy.question);
      if (copy.kind === 'part') mainThread.part(copy.question, copy.part);
      if (copy.kind === 'collected') mainThread.collected(copy);
    };
    await answerQuestion(questions[0] as Question, producerOf(700, 1, 301), () => {}, deliver);
    const { scopes, faults } = await asked;
    expect(faults).to.deep.equal([]);
    expect(scopes).to.have.length(1);
    const values = scopes[0]?.metrics.map(({ descriptor, dataPoints }) => [
      descriptor.name,
      dataPoints.map(({ value }) => value),
    ]);
    const upTo = (count: number): number[] => [...Array(count).keys()];
    expect(values).to.deep.equal([
      ['counter 0', upTo(700)],
      ['counter 1', upTo(1)],
      ['counter 2', upTo(301)],
    ]);
  });

  it('is not collected for a question that nobody waits for any more', async () => {
    const sent: ToThread[] = [];
    const producer = producerOf(1);
    let collections = 0;
    const counting: MetricProducer = {
      collect: (options) => {
        collections += 1;
        return producer.collect(options);
      },
    };
    const send = (message: ToThread): void => void sent.push(message);
    await answerQuestion(questionUntil(sharedNow() - 1), counting, () => {}, send);
    expect([sent, collections]).to.deep.equal([[], 0]);
    await answerQuestion(questionUntil(Number.POSITIVE_INFINITY), counting, () => {}, send);
    expect(collections).to.equal(1);
    expect(sent.at(-1)).to.deep.include({ kind: 'collected', question: 1 });
  });

  it('says the name of a fault, and nothing more of it', async () => {
    const sent: ToThread[] = [];
    const failing: MetricProducer = {
      collect: async () => {
        throw new RangeError('canary');
      },
    };
    await answerQuestion(
      questionUntil(Number.POSITIVE_INFINITY),
      failing,
      () => {},
      (message) => sent.push(message),
    );
    expect(sent.at(-1)).to.deep.equal({ kind: 'collected', question: 1, faults: ['RangeError'] });
  });
});
