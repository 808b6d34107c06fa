import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { BuildOptions } from 'esbuild';
import { build } from 'esbuild';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { Program } from '../../support/program.js';
import type { Series } from '../../support/series.js';
import { parseExposition } from '../../support/series.js';

const ROOT = join(__dirname, '../../../..');
const TOKEN = 'a-token-for-the-bundled-bots';

/** What CommonJS code in an ES module bundle asks for. */
const COMMONJS_GLOBALS = [
  "import { createRequire } from 'node:module';",
  "import { dirname } from 'node:path';",
  "import { fileURLToPath } from 'node:url';",
  'const require = createRequire(import.meta.url);',
  'const __filename = fileURLToPath(import.meta.url);',
  'const __dirname = dirname(__filename);',
].join('\n');

describe('a bundled bot under the preload', function () {
  this.timeout(120_000);
  let folder: string;
  let exchange: PaperExchange;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'genesis-bundled-'));
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(ROOT, join(folder, 'node_modules/genesis-otel'), 'junction');
    exchange = await quietExchange();
  });
  after(async () => {
    await exchange.close();
    rmSync(folder, { recursive: true });
  });

  /** Bundles a bot into one file that loads no client any more. */
  async function bundle(bot: string, options: BuildOptions): Promise<string> {
    const outfile = join(folder, bot);
    const result = await build({
      entryPoints: [join(ROOT, 'test/fixtures/bots', bot)],
      bundle: true,
      platform: 'node',
      format: 'esm',
      banner: { js: COMMONJS_GLOBALS },
      minify: true,
      metafile: true,
      logLevel: 'silent',
      outfile,
      ...options,
    });
    const imports = Object.values(result.metafile?.outputs ?? {}).flatMap(
      (output) => output.imports,
    );
    expect(imports.map(({ path }) => path)).not.to.include.members(['ccxt']);
    return outfile;
  }

  /** Runs it until it says that it is done, and reads its metrics. */
  async function run(file: string, env: Record<string, string>, done: RegExp): Promise<Series> {
    const program = new Program(['--require', 'genesis-otel/register', file], {
      cwd: folder,
      env: {
        PROMETHEUS_AUTH_TOKEN: TOKEN,
        OTEL_EXPORTER_PROMETHEUS_PORT: '0',
        OTEL_LOG_LEVEL: 'info',
        ...env,
      },
    });
    const [, port] = await program.says(/127\.0\.0\.1:(\d+)\/metrics/);
    await program.says(/^recognised: true$/m);
    await program.says(done);
    const response = await fetch(`http://127.0.0.1:${port}/metrics`, {
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    const series = parseExposition(await response.text());
    program.tell('end');
    expect((await program.ended()).code).to.equal(0);
    return series;
  }

  it('has its orders counted once it hands its ccxt over', async () => {
    const file = await bundle('bundled-ccxt.mjs', { external: ['genesis-otel'] });
    const fills = exchange.journal.fills.length;
    const series = await run(file, { PAPER_EXCHANGE_URL: exchange.url }, /^traded$/m);
    const order = '{exchange="binance",symbol="BTC/USDT",side="buy",type="market"}';
    expect(series.get(`genesis_orders_total${order}`)).to.equal(2);
    expect(series.get(`genesis_orders_failed_total${order}`)).to.equal(1);
    const trades = series.get(
      'genesis_trades_total{exchange="binance",symbol="BTC/USDT",side="buy"}',
    );
    expect(trades).to.equal(exchange.journal.fills.length - fills);
  });

  it('reaches what the preload runs from a second copy of genesis-otel in the bundle', async () => {
    const file = await bundle('bundled-ws.mjs', {});
    const env = {
      STREAM_URL: `${exchange.url.replace('http', 'ws')}/ws/btcusdt@trade`,
      GENESIS_WS_HOSTS: `${new URL(exchange.url).host}=binance`,
    };
    const series = await run(file, env, /^listening$/m);
    expect(series.get('genesis_websocket_ping_seconds_count{exchange="binance"}')).to.equal(1);
    expect(series.get('genesis_connection_status{exchange="binance"}')).to.equal(1);
  });
});
