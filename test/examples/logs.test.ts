import { expect } from 'chai';
import type { PaperExchange } from '../../examples/paper-exchange/index.js';
import type { Span } from '../support/otlp/messages.js';
import { OtlpReceiver } from '../support/otlp/otlp-receiver.js';
import { Program } from '../support/program.js';
import { PATIENCE_MS, PROJECT } from './example.js';
import { quietExchange } from './paper-exchange/support.js';

const GENESIS = 'genesis-otel/register';
const LOGGING = './dist/examples/logs/telemetry.js';

interface Line {
  readonly trace_id?: string;
  readonly span_id?: string;
  /** By pino and by winston. */
  readonly msg?: string;
  readonly message?: string;
}

const textOf = ({ msg, message }: Line): string => msg ?? message ?? '';
const withText = (lines: readonly Line[], text: string): Line[] =>
  lines.filter((line) => textOf(line).startsWith(text));

describe('the example of log lines with the ids of traces', () => {
  let exchange: PaperExchange;
  let receiver: OtlpReceiver;

  before(async () => {
    exchange = await quietExchange();
  });
  after(() => exchange.close());
  beforeEach(async () => {
    receiver = await OtlpReceiver.start();
  });
  afterEach(() => receiver.stop());

  async function run(bot: string, logger: string, preloads: readonly string[]): Promise<Line[]> {
    const args = [...preloads.flatMap((preload) => ['--require', preload]), bot];
    const env = {
      BOT_LOGGER: logger,
      PAPER_EXCHANGE_URL: exchange.url,
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_TRACES_EXPORTER: 'otlp',
      OTEL_METRICS_EXPORTER: 'none',
    };
    const { code, stdout, stderr } = await new Program(args, {
      cwd: PROJECT,
      env,
      timeoutMillis: PATIENCE_MS,
    }).ended();
    expect(stderr).to.equal('');
    expect(code).to.equal(0);
    return stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Line]));
  }

  function spans(): Span[] {
    const resources = receiver.messages('traces').flatMap((message) => message.resourceSpans);
    return resources.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));
  }

  const runs: [logger: string, bot: string, preloads: readonly string[]][] = [
    ['pino', 'bot.cjs', [GENESIS, LOGGING]],
    ['pino', 'bot.mjs', [GENESIS, LOGGING]],
    ['pino', 'bot.mjs', [LOGGING, GENESIS]],
    ['winston', 'bot.cjs', [LOGGING, GENESIS]],
    ['winston', 'bot.mjs', [GENESIS, LOGGING]],
  ];
  for (const [logger, bot, preloads] of runs) {
    const order = preloads[0] === GENESIS ? 'after' : 'before';
    it(`joins lines of ${logger}, preloaded ${order} genesis-otel, and spans of ${bot}`, async () => {
      const lines = await run(`dist/examples/logs/${bot}`, logger, preloads);
      const decisions = spans().filter(({ name }) => name === 'decide');
      expect(decisions).to.have.length(2);
      const outcomes = [...withText(lines, 'bought'), ...withText(lines, 'refused')];
      expect(outcomes.map(textOf)).to.deep.equal(['bought', 'refused: InsufficientFunds']);

      for (const [index, { traceId, spanId }] of decisions.entries()) {
        const order = spans().find((span) => span.parentSpanId === spanId);
        expect(order?.name).to.equal('order create');
        expect(order?.traceId).to.equal(traceId);
        const ofDecision = [withText(lines, 'decided')[index], outcomes[index]];
        // Written within the call of the client, by a method of its own that the bot has overridden.
        const ofOrder = withText(lines, 'requests POST')[index];
        const ids = [...ofDecision, ofOrder].map((line) => [line?.trace_id, line?.span_id]);
        expect(ids).to.deep.equal([
          [traceId, spanId],
          [traceId, spanId],
          [traceId, order?.spanId],
        ]);
      }
      const outside = [...withText(lines, 'no decision'), ...withText(lines, 'requests GET')];
      expect(outside.length).to.be.above(1);
      expect(outside.filter((line) => 'trace_id' in line)).to.deep.equal([]);
    });
  }
});
