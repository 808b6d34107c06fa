import { join } from 'node:path';
import { expect } from 'chai';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { Program } from '../../support/program.js';
import { parseExposition } from '../../support/series.js';

const ROOT = join(__dirname, '../../../..');
const TOKEN = 'a-token-for-the-preload-tests';
const CANARY = 'canary-listen-key-8f3a';

describe('a preloaded bot with sockets of its own', () => {
  let exchange: PaperExchange;

  before(async () => {
    exchange = await quietExchange();
  });
  after(() => exchange.close());

  const cases: [flag: string, bot: string][] = [
    ['--require', 'ws-require.cjs'],
    ['--require', 'ws-old-require.cjs'],
    ['--require', 'ws-isomorphic.cjs'],
    ['--require', 'ws-import.mjs'],
    ['--import', 'ws-import-names.mjs'],
    ['--import', 'ws-require.cjs'],
  ];
  for (const [flag, bot] of cases) {
    it(`is seen with ${flag} and ${bot}, and nothing of its addresses`, async () => {
      const program = new Program(
        [flag, 'genesis-otel/register', join(ROOT, 'test/fixtures/bots', bot)],
        {
          cwd: ROOT,
          env: {
            STREAM_URL: `${exchange.url.replace('http', 'ws')}/ws/btcusdt@trade?listenKey=${CANARY}`,
            GENESIS_WS_HOSTS: `${new URL(exchange.url).host}=binance`,
            PROMETHEUS_AUTH_TOKEN: TOKEN,
            OTEL_EXPORTER_PROMETHEUS_PORT: '0',
            OTEL_LOG_LEVEL: 'info',
          },
        },
      );
      const [, port] = await program.says(/127\.0\.0\.1:(\d+)\/metrics/);
      await program.says(/^listening$/m);
      for (let price = 1; price <= 3; price += 1) exchange.prices.set('BTCUSDT', 50_000 + price);
      await program.says(/^streamed$/m);
      const response = await fetch(`http://127.0.0.1:${port}/metrics`, {
        headers: { authorization: `Bearer ${TOKEN}` },
      });
      const text = await response.text();
      program.tell('end');
      const { code, stdout, stderr } = await program.ended();

      const series = parseExposition(text);
      const labels = '{exchange="binance",channel="trades"}';
      expect(series.get(`genesis_websocket_latency_ms_count${labels}`)).to.equal(3);
      expect(series.get('genesis_websocket_ping_seconds_count{exchange="binance"}')).to.equal(1);
      expect(series.get('genesis_connection_status{exchange="binance"}')).to.equal(1);
      expect(code).to.equal(0);
      expect(`${text}${stdout}${stderr}`).not.to.contain(CANARY);
    });
  }
});
