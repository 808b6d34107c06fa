import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ccxt from 'ccxt';
import { expect } from 'chai';
import { exchangeOfHost } from '../../../instrumentation/exchanges/hosts.js';

const MODULES = join(__dirname, '../../../../node_modules');

/** ccxt's classes that speak with servers of another of its classes. */
const SAME_SERVERS: Readonly<Record<string, string>> = {
  kucoinfutures: 'kucoin',
  modetrade: 'woofipro',
};

/** Exchanges of one house, each of whose classes of ccxt names the servers of all of them. */
const houseOf = (id: string | undefined): string | undefined =>
  id?.replace(/^binance(?:usdm|coinm)$/, 'binance');

/** Hosts that stand in the wrong class of ccxt, as copies of another's settings. */
const COPIED: Readonly<Record<string, RegExp>> = {
  bequant: /hitbtc\.com$/,
  binanceus: /binance(?:future)?\.(?:com|vision)$/,
  gateeu: /gate(?:io)?\.(?:com|ws|live)$/,
};

function webSocketHosts(text: string): string[] {
  return [...text.matchAll(/wss?:\/\/([a-z0-9.-]+\.[a-z]{2,})(?![\w.$-])/g)].map(
    (match) => match[1] as string,
  );
}

/** The WebSocket hosts that the settings of an exchange of ccxt name. */
function hostsOf(id: string): string[] {
  const Exchange = CLASSES[id];
  if (Exchange === undefined) throw new Error(`ccxt has no ${id}`);
  const exchange = new Exchange();
  const text = JSON.stringify([exchange.urls, exchange.options]);
  return webSocketHosts(text.replaceAll('{hostname}', exchange.hostname ?? '{hostname}'));
}

const { exchanges: IDS, ...CLASSES } = ccxt.pro as unknown as { exchanges: string[] } & Record<
  string,
  new () => Settings
>;

interface Settings {
  readonly urls: unknown;
  readonly options: unknown;
  readonly hostname?: string;
}

describe('the hosts of exchanges', () => {
  it('are those of ccxt, for each exchange that it streams from', () => {
    expect(IDS).to.have.length.above(70);
    for (const id of IDS) {
      for (const host of hostsOf(id).filter((name) => COPIED[id]?.test(name) !== true)) {
        expect(houseOf(exchangeOfHost(host)), host).to.equal(houseOf(SAME_SERVERS[id] ?? id));
      }
    }
  });

  const packages: [name: string, exchange: RegExp, fewest: number][] = [
    ['@alpacahq/alpaca-trade-api', /^alpaca$/, 2],
    ['@binance/common', /^binance(?:usdm|coinm)?$/, 5],
    ['@binance/connector', /^binance(?:usdm|coinm)?$/, 2],
    ['binance', /^binance(?:usdm|coinm)?$/, 10],
    ['binance-api-node', /^binance(?:usdm|coinm)?$/, 3],
    ['bitget-api', /^bitget$/, 2],
    ['bitmart-api', /^bitmart$/, 2],
    ['bybit-api', /^bybit$/, 3],
    ['coinbase-api', /^coinbase(?:exchange|international)?$/, 5],
    ['gateio-api', /^gate$/, 4],
    ['node-binance-api', /^binance(?:usdm|coinm)?$/, 5],
    ['okx-api', /^(?:my)?okx(?:us)?$/, 4],
  ];
  for (const [name, exchange, fewest] of packages) {
    it(`are those that ${name} dials`, () => {
      const files = readdirSync(join(MODULES, name), { recursive: true, encoding: 'utf8' }).filter(
        (file) => /\.[cm]?js$/.test(file) && !file.includes('node_modules'),
      );
      const texts = files.map((file) => readFileSync(join(MODULES, name, file), 'utf8'));
      const hosts = new Set(texts.flatMap(webSocketHosts));
      expect(hosts.size).to.be.at.least(fewest);
      for (const host of hosts) expect(exchangeOfHost(host), host).to.match(exchange);
    });
  }

  it('tell the houses of Binance apart', () => {
    expect(exchangeOfHost('stream.binance.com')).to.equal('binance');
    expect(exchangeOfHost('fstream.binance.com')).to.equal('binanceusdm');
    expect(exchangeOfHost('dstream.binance.com')).to.equal('binancecoinm');
    expect(exchangeOfHost('dstream.binancefuture.com')).to.equal('binancecoinm');
    expect(exchangeOfHost('stream.binancefuture.com')).to.equal('binanceusdm');
  });

  it('belong to the longest domain, and to nobody where none is known', () => {
    expect(exchangeOfHost('ws-feed.exchange.coinbase.com')).to.equal('coinbaseexchange');
    expect(exchangeOfHost('any-new-host.coinbase.com')).to.equal('coinbase');
    expect(exchangeOfHost('kraken.com')).to.equal('kraken');
    for (const stranger of ['notkraken.com', 'kraken.com.example.net', 'com', 'localhost', '']) {
      expect(exchangeOfHost(stranger), stranger).to.equal(undefined);
    }
  });

  it('give way to what the user names', () => {
    const own = new Map([
      ['example.net', 'house'],
      ['ws.kraken.com', 'mine'],
    ]);
    expect(exchangeOfHost('md.example.net', own)).to.equal('house');
    expect(exchangeOfHost('ws.kraken.com', own)).to.equal('mine');
    expect(exchangeOfHost('ws-auth.kraken.com', own)).to.equal('kraken');
  });
});
