/** The labels of Binance's houses; ccxt has a class for each of them. */
export type BinanceExchange = 'binance' | 'binanceusdm' | 'binancecoinm';

/** Whose a REST path is. A Portfolio Margin account is one account, whatever it trades. */
export function exchangeOfPath(path: string): BinanceExchange {
  if (path.startsWith('/fapi/')) return 'binanceusdm';
  return path.startsWith('/dapi/') ? 'binancecoinm' : 'binance';
}
