/**
 * The domains of each exchange's WebSocket servers, by the exchange's id as ccxt spells it. A host
 * belongs to the longest domain that it ends in. Taken from what the exchanges document, from ccxt
 * (pro) and from the single-exchange clients that genesis-otel wraps; a test holds it against them.
 */
const DOMAINS: Readonly<Record<string, readonly string[]>> = {
  alpaca: ['alpaca.markets'],
  apex: ['apex.exchange'],
  ascendex: ['ascendex.com'],
  aster: ['asterdex.com'],
  backpack: ['backpack.exchange'],
  bequant: ['bequant.io'],
  binance: ['binance.com', 'binance.vision', 'binanceops.com'],
  binancecoinm: ['dstream.binance.com', 'ws-dapi.binance.com', 'dstream.binancefuture.com'],
  binanceus: ['binance.us'],
  // The servers of USD-M, which the test network of COIN-M shares in part.
  binanceusdm: [
    'fstream.binance.com',
    'fstream-auth.binance.com',
    'fstream-mm.binance.com',
    'ws-fapi.binance.com',
    'binancefuture.com',
  ],
  bingx: ['bingx.com'],
  bitfinex: ['bitfinex.com'],
  bitget: ['bitget.com'],
  bithumb: ['bithumb.com'],
  bitmart: ['bitmart.com'],
  bitmex: ['bitmex.com'],
  bitopro: ['bitopro.com'],
  bitrue: ['bitrue.com'],
  bitso: ['bitso.com'],
  bitstamp: ['bitstamp.net'],
  bittrade: ['bittrade.co.jp'],
  bitvavo: ['bitvavo.com'],
  blockchaincom: ['blockchain.info'],
  blofin: ['blofin.com'],
  bullish: ['bullish.com', 'bullish-test.com'],
  bybit: [
    'bybit.com',
    'bytick.com',
    'bybit.ae',
    'bybit.kz',
    'bybit.nl',
    'bybit.tr',
    'bybit-tr.com',
    'bybitgeorgia.ge',
  ],
  bybiteu: ['bybit.eu'],
  bybitid: ['bybit.id'],
  bydfi: ['bydfi.com'],
  cex: ['cex.io'],
  coinbase: ['coinbase.com'],
  coinbaseexchange: ['exchange.coinbase.com'],
  coinbaseinternational: ['international.coinbase.com', 'n5e2.coinbase.com'],
  coincheck: ['coincheck.com'],
  coinex: ['coinex.com'],
  coinone: ['coinone.co.kr'],
  cryptocom: ['crypto.com', '3ona.co'],
  deepcoin: ['deepcoin.com'],
  deribit: ['deribit.com'],
  derive: ['lyra.finance'],
  dydx: ['dydx.trade', 'dydx.exchange'],
  extended: ['extended.exchange'],
  gate: ['gate.io', 'gate.com', 'gateio.ws', 'gateio.live'],
  gateeu: ['gateeu.com'],
  gemini: ['gemini.com'],
  grvt: ['grvt.io'],
  hashkey: ['hashkey.com', 'hashkeydev.com'],
  hitbtc: ['hitbtc.com'],
  hollaex: ['hollaex.com'],
  htx: ['huobi.pro', 'htx.com', 'hbdm.com', 'hbdm.vn'],
  hyperliquid: ['hyperliquid.xyz', 'hyperliquid-testnet.xyz'],
  independentreserve: ['independentreserve.com'],
  kraken: ['kraken.com'],
  krakenfutures: ['futures.kraken.com', 'demo-futures.kraken.com'],
  kucoin: ['kucoin.com'],
  lbank: ['lbkex.net', 'lbkex.com'],
  lighter: ['zklighter.elliot.ai'],
  luno: ['luno.com'],
  mexc: ['mexc.com'],
  mudrex: ['mudrex.com'],
  myokx: ['wseea.okx.com', 'wseeapap.okx.com'],
  myriad: ['myriadprotocol.com'],
  nado: ['nado.xyz'],
  ndax: ['ndax.io', 'cdnhop.net'],
  okx: ['okx.com'],
  okxus: ['wsus.okx.com', 'wsuspap.okx.com'],
  onetrading: ['onetrading.com'],
  opinion: ['opinion.trade'],
  p2b: ['p2pb2b.com'],
  pacifica: ['pacifica.fi'],
  paradex: ['paradex.trade'],
  phemex: ['phemex.com'],
  poloniex: ['poloniex.com'],
  polymarket: ['polymarket.com'],
  predictfun: ['predict.fun'],
  sxbet: ['sx.bet'],
  toobit: ['toobit.com'],
  upbit: ['upbit.com'],
  weex: ['weex.com'],
  whitebit: ['whitebit.com'],
  woo: ['woox.io'],
  woofipro: ['orderly.org'],
  xt: ['xt.com'],
};

const EXCHANGES: ReadonlyMap<string, string> = new Map(
  Object.entries(DOMAINS).flatMap(([exchange, domains]) =>
    domains.map((domain): [string, string] => [domain, exchange]),
  ),
);

/**
 * The exchange that a host belongs to; undefined where nobody knows.
 * @param host without a port, in lower case
 * @param own domains that were named by the user; they win
 */
export function exchangeOfHost(
  host: string,
  own: ReadonlyMap<string, string> = new Map(),
): string | undefined {
  return byDomain(own, host) ?? byDomain(EXCHANGES, host);
}

/** The entry of the longest domain that `host` is or ends in. */
function byDomain(table: ReadonlyMap<string, string>, host: string): string | undefined {
  for (let at = 0; at !== -1; at = nextLabel(host, at)) {
    const exchange = table.get(host.slice(at));
    if (exchange !== undefined) return exchange;
  }
  return undefined;
}

/** Where the domain begins that is left without its first label; -1 where nothing is left. */
function nextLabel(host: string, at: number): number {
  const dot = host.indexOf('.', at);
  return dot === -1 ? -1 : dot + 1;
}
