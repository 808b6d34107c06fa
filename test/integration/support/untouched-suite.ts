import { expect } from 'chai';
import type { Replacement, Step } from './transcript.js';
import { transcript } from './transcript.js';

export interface UntouchedSuite {
  readonly bots: readonly string[];
  readonly script: readonly Step[];
  readonly replacements?: readonly Replacement[];
}

/** Ids that the clients of one maintainer make up for orders. */
export const CLIENT_IDS: Replacement = [/x-[A-Za-z0-9]{8}[0-9a-f]{22}/g, '<client id>'];

/** What HTTP clients say of their connections differs from run to run. */
const CONNECTIONS: readonly Replacement[] = [
  [/"(?:local|remote)Port":\d+/g, '"port":0'],
  [/"(?:bytesWritten|bytesRead|duration)":\d+/g, '"count":0'],
];

/** Traces are made, and nobody takes them. */
export const TRACED = {
  OTEL_TRACES_EXPORTER: 'otlp',
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://127.0.0.1:9/v1/traces',
  OTEL_BSP_SCHEDULE_DELAY: '50',
};

/** OpenTelemetry's own give the request objects that some clients show methods of their own. */
const WITHOUT_HTTP = { OTEL_NODE_DISABLED_INSTRUMENTATIONS: 'http, undici' };

/** The same script with and without the preload, and with traces: the bot sees the same, in the same order. */
export function describeUntouched({ bots, script, replacements = [] }: UntouchedSuite): void {
  for (const file of bots) {
    describe(`what ${file} sees`, () => {
      it('is the same with and without the preload', async () => {
        const steady = { replacements: [...CONNECTIONS, ...replacements] };
        const bare = await transcript(file, 'none', script, steady);
        const preloaded = await transcript(file, 'require', script, steady);
        expect(preloaded).to.deep.equal(bare);
        const env = { ...TRACED, ...WITHOUT_HTTP };
        const traced = await transcript(file, 'require', script, { ...steady, env });
        expect(traced).to.deep.equal(bare);
        expect(bare.code).to.equal(0);
        const outcomes = bare.steps.flat();
        expect(outcomes.filter(({ ok }) => ok)).not.to.be.empty;
        expect(outcomes.filter(({ ok }) => !ok)).not.to.be.empty;
      });
    });
  }
}
