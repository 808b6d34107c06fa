import { setTimeout as pause } from 'node:timers/promises';
import type { Context } from '@opentelemetry/api';
import { context, ROOT_CONTEXT } from '@opentelemetry/api';
import { expect } from 'chai';
import { diagLines } from '../../../support/diag-lines.js';
import type { Choice } from '../../../support/otlp/behaviour.js';
import {
  grpcStatus,
  hang,
  ok,
  partial,
  reset,
  rubbish,
  status,
} from '../../../support/otlp/behaviour.js';
import { OtlpReceiver } from '../../../support/otlp/otlp-receiver.js';
import { BATCHES, ExportedSpans, PROTOCOLS } from './support.js';

const PUSHES = ['genesis_otlp_pushes_total', 'outcome'] as const;
const DROPPED = ['genesis_otlp_dropped_total', 'cause'] as const;
const PERMISSION_DENIED = 7;

/** Names of the spans that a receiver has, in the order in which they came. */
function namesIn(receiver: OtlpReceiver): string[] {
  return receiver
    .messages('traces')
    .flatMap(({ resourceSpans }) => resourceSpans)
    .flatMap(({ scopeSpans }) => scopeSpans)
    .flatMap(({ spans }) => spans.map(({ name }) => name));
}

const numbered = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, at) => `span ${from + at}`);

for (const protocol of PROTOCOLS) {
  describe(`spans that are exported over ${protocol}`, () => {
    let receiver: OtlpReceiver;

    beforeEach(async () => {
      receiver = await OtlpReceiver.start({ protocol: protocol === 'grpc' ? 'grpc' : 'http' });
    });

    afterEach(async () => {
      receiver.takeFaults();
      await receiver.stop();
    });

    it('come whole, in batches, and once', async () => {
      const spans = new ExportedSpans(protocol, receiver.url);
      spans.make(90);
      await spans.queue.forceFlush();
      expect(namesIn(receiver)).to.deep.equal(numbered(1, 90));
      expect(receiver.requests).to.have.length(3);
      await spans.queue.forceFlush();
      expect(receiver.requests).to.have.length(3);
      expect(await spans.counts(...PUSHES)).to.deep.equal({ success: 3 });
      expect(await spans.counts(...DROPPED)).to.deep.equal({});
    });

    it('go by themselves as soon as a batch is full', async () => {
      const spans = new ExportedSpans(protocol, receiver.url);
      spans.make(BATCHES.maxExportBatchSize);
      await receiver.waitFor(({ signal }) => signal === 'traces');
      expect(namesIn(receiver)).to.have.length(BATCHES.maxExportBatchSize);
    });

    it('go by themselves when they have waited long enough', async () => {
      const spans = new ExportedSpans(protocol, receiver.url, {
        batches: { scheduledDelayMillis: 10 },
      });
      spans.make(1);
      await receiver.waitFor(({ signal }) => signal === 'traces');
      expect(namesIn(receiver)).to.deep.equal(['span 1']);
    });

    it('are dropped and counted where too many wait', async () => {
      const spans = new ExportedSpans(protocol, receiver.url, {
        batches: { maxExportBatchSize: 101 },
      });
      const lines = await diagLines(() => spans.make(130));
      expect(lines).to.have.length(1);
      expect(lines[0]).to.contain('100 spans wait to be exported');
      expect(await spans.counts(...DROPPED)).to.deep.equal({ queue_full: 30 });
      await spans.queue.forceFlush();
      expect(namesIn(receiver)).to.deep.equal(numbered(1, 100));
    });

    it('wait for a collector that is away for a moment, and miss nothing', async () => {
      const spans = new ExportedSpans(protocol, receiver.url);
      await receiver.goDown();
      spans.make(3);
      const lines = await diagLines(async () => {
        await spans.queue.forceFlush();
        await spans.queue.forceFlush();
        await receiver.comeBack();
        spans.make(1, 4);
        await spans.queue.forceFlush();
      });
      expect(namesIn(receiver)).to.deep.equal(numbered(1, 4));
      expect(await spans.counts(...DROPPED)).to.deep.equal({});
      expect(lines).to.have.length(2);
      expect(lines[0]).to.match(/spans could not be exported \(.+\); they are tried again/);
      expect(lines[1]).to.contain('spans are exported again');
    });

    it('give way to newer ones while a collector stays away, and what is lost is counted', async () => {
      const spans = new ExportedSpans(protocol, receiver.url, {
        batches: { maxExportBatchSize: 100 },
      });
      await receiver.goDown();
      let made = 0;
      await diagLines(async () => {
        for (let round = 0; round < 3; round += 1) {
          spans.make(60, made + 1);
          made += 60;
          await spans.queue.forceFlush();
        }
      });
      await receiver.comeBack();
      await diagLines(() => spans.queue.forceFlush());
      const arrived = namesIn(receiver).length;
      const dropped = Object.values(await spans.counts(...DROPPED)).reduce((a, b) => a + b, 0);
      expect(arrived).to.be.within(1, BATCHES.maxQueueSize);
      expect(arrived + dropped).to.equal(made);
    });

    const refusals: Choice =
      protocol === 'grpc' ? grpcStatus(PERMISSION_DENIED, 'a secret') : status(403, {}, 'a secret');
    it('are dropped and counted where the collector does not want them', async () => {
      receiver.respond(refusals, ok);
      const spans = new ExportedSpans(protocol, receiver.url);
      spans.make(2);
      const lines = await diagLines(() => spans.queue.forceFlush());
      expect(await spans.counts(...DROPPED)).to.deep.equal({ refused: 2 });
      expect(lines.join()).to.contain('they are dropped and counted').and.not.contain('a secret');
      spans.make(1, 3);
      await spans.queue.forceFlush();
      expect(namesIn(receiver).at(-1)).to.equal('span 3');
    });

    it('are counted where the collector takes a part of them only', async () => {
      receiver.respond(partial(2, 'a secret'));
      const spans = new ExportedSpans(protocol, receiver.url);
      spans.make(5);
      const lines = await diagLines(() => spans.queue.forceFlush());
      expect(await spans.counts(...DROPPED)).to.deep.equal({ rejected: 2 });
      expect(await spans.counts(...PUSHES)).to.deep.equal({ partial: 1 });
      expect(lines.join()).not.to.contain('a secret');
    });

    it('end their push in time where the collector never answers', async () => {
      receiver.respond(hang);
      const spans = new ExportedSpans(protocol, receiver.url, {
        batches: { exportTimeoutMillis: 50 },
      });
      spans.make(1);
      await diagLines(() => spans.queue.forceFlush());
      expect(await spans.counts(...PUSHES)).to.deep.equal({ timeout: 1 });
    });

    it('survive a collector that breaks off or talks rubbish', async () => {
      receiver.respond(reset, rubbish, ok);
      const spans = new ExportedSpans(protocol, receiver.url);
      spans.make(1);
      await diagLines(async () => {
        for (let round = 0; round < 3; round += 1) await spans.queue.forceFlush();
      });
      expect(namesIn(receiver)).to.include('span 1');
    });

    it('are no longer taken after the end', async () => {
      const spans = new ExportedSpans(protocol, receiver.url);
      spans.make(1);
      await spans.queue.shutdown();
      spans.make(1, 2);
      await spans.queue.forceFlush();
      expect(namesIn(receiver)).to.deep.equal(['span 1']);
    });
  });
}

describe('a collector of spans that asks for a pause', () => {
  it('gets it, and then what it has missed', async () => {
    const receiver = await OtlpReceiver.start();
    receiver.respond(status(429, { 'retry-after': '1' }), ok);
    const spans = new ExportedSpans('http/protobuf', receiver.url, {
      batches: { scheduledDelayMillis: 10 },
    });
    const lines = await diagLines(async () => {
      const start = performance.now();
      spans.make(1);
      while (receiver.requests.length < 2) await pause(5);
      expect(performance.now() - start).to.be.at.least(900);
    });
    expect(lines[0]).to.contain('status 429');
    expect(namesIn(receiver)).to.deep.equal(['span 1', 'span 1']);
    await receiver.stop();
  });
});

describe('spans in a bot that is odd', () => {
  const NOWHERE = 'http://127.0.0.1:1';

  afterEach(() => context.disable());

  it('wait by the hundred thousand in one batch, where that is asked for', async () => {
    const many = 200_000;
    const batches = { maxQueueSize: many, maxExportBatchSize: many };
    const spans = new ExportedSpans('http/protobuf', NOWHERE, { batches });
    spans.make(many);
    const lines = await diagLines(() => spans.queue.forceFlush());
    expect(lines).to.have.length(1);
    expect(lines[0]).to.contain('they are tried again');
    expect(await spans.counts(...DROPPED)).to.deep.equal({});
  }).timeout(120_000);

  it('are flushed where what manages contexts throws', async () => {
    const faulty = {
      active: () => ROOT_CONTEXT,
      with: () => {
        throw new Error('faulty');
      },
      bind: <T>(_context: Context, target: T) => target,
      enable: () => faulty,
      disable: () => faulty,
    };
    context.setGlobalContextManager(faulty);
    const spans = new ExportedSpans('http/protobuf', NOWHERE);
    const lines = await diagLines(async () => {
      spans.make(1);
      await spans.queue.forceFlush();
    });
    expect(lines[0]).to.contain('entering a context failed');
  });
});
