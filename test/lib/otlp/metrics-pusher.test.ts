import { expect } from 'chai';
import { OTLP_DROP_CAUSES, PUSH_OUTCOMES } from '../../../lib/metrics/otlp-metrics.js';
import { diagLines } from '../../support/diag-lines.js';
import type { Choice } from '../../support/otlp/behaviour.js';
import {
  grpcStatus,
  hang,
  ok,
  partial,
  reset,
  rubbish,
  status,
} from '../../support/otlp/behaviour.js';
import type { Metric } from '../../support/otlp/messages.js';
import { CUMULATIVE, DELTA } from '../../support/otlp/messages.js';
import { OtlpReceiver } from '../../support/otlp/otlp-receiver.js';
import type { Protocol } from './support.js';
import { PROTOCOLS, PushedCounter, settingsFor } from './support.js';
import { retryInfo } from './transport/retry-info.js';

/** Series that are pushed each time: the bot's counter, and what the push measures of itself. */
const POINTS = 1 + PUSH_OUTCOMES.length + OTLP_DROP_CAUSES.length;
const UNAUTHENTICATED = 16;
const RESOURCE_EXHAUSTED = 8;
const UNAVAILABLE = 14;

interface Failure {
  readonly behave: Choice;
  readonly outcome: string;
  readonly said: string;
}

const HTTP_FAILURES: Readonly<Record<string, Failure>> = {
  'says 400': { behave: status(400), outcome: 'refused', said: '(status 400)' },
  'says 401': { behave: status(401, {}, 'a secret'), outcome: 'refused', said: '(status 401)' },
  'says 302': {
    behave: status(302, { location: 'http://127.0.0.1:9/' }),
    outcome: 'refused',
    said: '(status 302)',
  },
  'says 500': { behave: status(500), outcome: 'refused', said: '(status 500)' },
  'says 429': { behave: status(429), outcome: 'throttled', said: '(status 429)' },
  'says 503': { behave: status(503), outcome: 'throttled', said: '(status 503)' },
  'resets the connection': { behave: reset, outcome: 'unreachable', said: '(' },
};

const GRPC_FAILURES: Readonly<Record<string, Failure>> = {
  'wants credentials': {
    behave: grpcStatus(UNAUTHENTICATED, 'a secret'),
    outcome: 'refused',
    said: '(gRPC status UNAUTHENTICATED)',
  },
  'is exhausted': {
    behave: grpcStatus(RESOURCE_EXHAUSTED),
    outcome: 'throttled',
    said: '(gRPC status RESOURCE_EXHAUSTED)',
  },
  'is not available': {
    behave: grpcStatus(UNAVAILABLE),
    outcome: 'unreachable',
    said: '(gRPC status UNAVAILABLE)',
  },
  'is a proxy that says 503': {
    behave: status(503),
    outcome: 'unreachable',
    said: '(gRPC status UNAVAILABLE)',
  },
  'resets the connection': { behave: reset, outcome: 'unreachable', said: '(gRPC status' },
};

function failuresOf(protocol: Protocol): Readonly<Record<string, Failure>> {
  return protocol === 'grpc' ? GRPC_FAILURES : HTTP_FAILURES;
}

function startReceiver(protocol: Protocol): Promise<OtlpReceiver> {
  return OtlpReceiver.start({ protocol: protocol === 'grpc' ? 'grpc' : 'http' });
}

/** The values of the bot's counter, as they arrived. */
function arrived(receiver: OtlpReceiver): (number | undefined)[] {
  return receiver.messages('metrics').map(({ resourceMetrics }) => {
    const metrics = resourceMetrics.flatMap(({ scopeMetrics }) =>
      scopeMetrics.flatMap(({ metrics: some }) => some),
    );
    return counterIn(metrics)?.dataPoints[0]?.asDouble;
  });
}

function counterIn(metrics: readonly Metric[]): Metric['sum'] {
  return metrics.find(({ name }) => name === 'orders_total')?.sum;
}

for (const protocol of PROTOCOLS) {
  describe(`the push over ${protocol}`, () => {
    let receiver: OtlpReceiver;
    let counter: PushedCounter;

    beforeEach(async () => {
      receiver = await startReceiver(protocol);
      counter = new PushedCounter(settingsFor(protocol, receiver.url));
    });
    afterEach(async () => {
      counter.pusher.stop();
      await receiver.stop();
    });

    it('carries values, resource and headers, packed where that is asked for', async () => {
      const settings = { headers: { 'x-tenant': 'desk 1' }, compression: 'gzip' } as const;
      counter = new PushedCounter(settingsFor(protocol, receiver.url, settings));
      expect(await diagLines(() => counter.push())).to.deep.equal([]);
      const [request] = receiver.requests;
      expect(request).to.deep.include({ protocol, compression: 'gzip', signal: 'metrics' });
      expect(request?.headers).to.include({ 'x-tenant': 'desk 1' });
      expect(arrived(receiver)).to.deep.equal([1]);
      const [{ resource, scopeMetrics } = {}] =
        receiver.messages('metrics')[0]?.resourceMetrics ?? [];
      expect(resource?.attributes).to.deep.equal([
        { key: 'service.name', value: { stringValue: 'grid-bot' } },
      ]);
      const metrics = scopeMetrics?.flatMap((scope) => scope.metrics) ?? [];
      expect(counterIn(metrics)?.aggregationTemporality).to.equal(CUMULATIVE);
      expect(await counter.outcomes()).to.deep.equal({ success: 1 });
      expect(await counter.dropped()).to.deep.equal({});
    });

    for (const [name, { behave, outcome, said }] of Object.entries(failuresOf(protocol))) {
      it(`is tried once, counted and said once where the collector ${name}`, async () => {
        receiver.respond(behave);
        const lines = await diagLines(async () => {
          await counter.push();
          await counter.push();
          expect(receiver.requests).to.have.length(2);
          receiver.respond(ok);
          await counter.push();
        });
        expect(lines).to.have.length(2);
        expect(lines[0]).to.contain(`could not be pushed over OTLP ${said}`);
        expect(lines[0]).not.to.contain('secret');
        expect(lines[1]).to.contain('pushed over OTLP again');
        expect(await counter.outcomes()).to.deep.equal({ [outcome]: 2, success: 1 });
        expect(await counter.dropped()).to.deep.equal({ [outcome]: 2 * POINTS });
        expect(arrived(receiver).at(-1), 'nothing is lost').to.equal(3);
      });
    }

    it('goes on where a collector that was down is back', async () => {
      await receiver.goDown();
      const lines = await diagLines(async () => {
        await counter.push();
        await counter.push();
        await receiver.comeBack();
        await counter.push();
      });
      expect(lines).to.have.length(2);
      expect(lines[0]).to.match(/\((ECONNREFUSED|gRPC status UNAVAILABLE)\)/);
      expect(await counter.outcomes()).to.deep.equal({ unreachable: 2, success: 1 });
      expect(arrived(receiver)).to.deep.equal([3]);
    });

    it('gives up on a collector that never answers', async () => {
      receiver.respond(hang);
      const times = { pushTimeoutMillis: 300 };
      counter = new PushedCounter(settingsFor(protocol, receiver.url, times));
      const lines = await diagLines(() => counter.push());
      expect(lines.join()).to.contain('(timeout)');
      expect(await counter.outcomes()).to.deep.equal({ timeout: 1 });
    });

    it('gives up after the time of an export where that is shorter', async () => {
      receiver.respond(hang);
      const times = { exportTimeoutMillis: 300 };
      counter = new PushedCounter(settingsFor(protocol, receiver.url, times));
      await diagLines(() => counter.push());
      expect(await counter.outcomes()).to.deep.equal({ timeout: 1 });
    });

    it('is known to have an answer that nobody can read', async () => {
      receiver.respond(rubbish);
      const lines = await diagLines(async () => {
        await counter.push();
        await counter.push();
      });
      expect(lines).to.have.length(1);
      expect(lines[0]).to.contain('no OTLP');
      expect(await counter.outcomes()).to.deep.equal({ unreadable: 2 });
    });

    it('counts what a collector does not take, and says it once', async () => {
      receiver.respond(partial(4, 'a secret'));
      const lines = await diagLines(async () => {
        await counter.push();
        await counter.push();
      });
      expect(lines).to.have.length(1);
      expect(lines[0]).to.contain('not 4 of its data points').and.not.to.contain('secret');
      expect(await counter.outcomes()).to.deep.equal({ partial: 2 });
      expect(await counter.dropped()).to.deep.equal({ rejected: 8 });
    });

    for (const seconds of [3_600, 1_000_000_000]) {
      it(`leaves a collector alone that asks for ${seconds} s, but no longer than an hour`, async () => {
        receiver.respond(throttling(protocol, seconds), ok);
        const lines = await diagLines(async () => {
          await counter.push();
          await counter.push();
          await counter.push();
        });
        expect(receiver.requests).to.have.length(1);
        expect(lines).to.have.length(1);
        expect(lines[0]).to.contain('not again for 3600 s');
        expect(await counter.outcomes()).to.deep.equal({ throttled: 1, skipped: 2 });
      });
    }

    it('goes on when the pause is over, and carries everything', async () => {
      receiver.respond(throttling(protocol, 1), ok);
      await diagLines(async () => {
        const start = Date.now();
        while (receiver.requests.length < 2) await counter.push();
        expect(Date.now() - start).to.be.at.least(1_000);
      });
      const { skipped = 0, ...tried } = await counter.outcomes();
      expect(tried).to.deep.equal({ throttled: 1, success: 1 });
      expect(arrived(receiver)).to.deep.equal([1, skipped + 2]);
    });

    it('tells differences where they are asked for, and none is lost by a failure', async () => {
      const delta = { temporality: 'delta' } as const;
      counter = new PushedCounter(settingsFor(protocol, receiver.url, delta));
      receiver.respond(ok, status(503), status(503), ok);
      await diagLines(async () => {
        for (const value of [10, 20, 30, 40]) {
          counter.add(value);
          await counter.pusher.flush();
        }
      });
      expect(arrived(receiver)).to.deep.equal([10, 20, 50, 90]);
      const last = receiver.messages('metrics').at(-1)?.resourceMetrics ?? [];
      const metrics = last.flatMap(({ scopeMetrics }) =>
        scopeMetrics.flatMap((scope) => scope.metrics),
      );
      expect(counterIn(metrics)?.aggregationTemporality).to.equal(DELTA);
    });
  });
}

/** Asks for a pause of so many seconds. */
function throttling(protocol: Protocol, seconds: number): Choice {
  if (protocol !== 'grpc') return status(429, { 'retry-after': String(seconds) });
  return grpcStatus(UNAVAILABLE, '', { 'grpc-status-details-bin': retryInfo(seconds) });
}

describe('the interval of a push', () => {
  it('has one push at a time, and counts what it has to leave out', async () => {
    const receiver = await OtlpReceiver.start({ behave: hang });
    const times = { exportIntervalMillis: 20, exportTimeoutMillis: 20_000 };
    const counter = new PushedCounter(settingsFor('http/protobuf', receiver.url, times));
    counter.pusher.start();
    await receiver.waitFor(() => true);
    for (;;) {
      const { skipped = 0 } = await counter.outcomes();
      if (skipped > 3) break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(receiver.requests).to.have.length(1);
    counter.pusher.stop();
    await receiver.stop();
  });

  it('ends when the push is stopped', async () => {
    const receiver = await OtlpReceiver.start();
    const times = { exportIntervalMillis: 5 };
    const counter = new PushedCounter(settingsFor('http/protobuf', receiver.url, times));
    counter.pusher.start();
    await receiver.waitFor(() => receiver.requests.length > 2);
    await counter.pusher.flush();
    counter.pusher.stop();
    const pushed = receiver.requests.length;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(receiver.requests).to.have.length(pushed);
    await receiver.stop();
  });

  it('where somebody pushed before tells no difference twice, and says that some are lost', async () => {
    const receiver = await OtlpReceiver.start();
    const delta = { temporality: 'delta' } as const;
    const counter = new PushedCounter(settingsFor('http/protobuf', receiver.url, delta));
    counter.add(7);
    const lines = await diagLines(async () => {
      counter.pusher.start(true);
      await counter.pusher.flush();
      await counter.push();
    });
    counter.pusher.stop();
    expect(arrived(receiver).filter((value) => value !== undefined)).to.deep.equal([1]);
    expect(lines).to.have.length(1);
    expect(lines[0]).to.contain('left out of the differences');
    expect(await counter.dropped()).to.deep.equal({ thread: POINTS });
    await receiver.stop();
  });
});
