/** The labels of Binance's houses; ccxt has a class for each of them. */
export type BinanceExchange = 'binance' | 'binanceusdm' | 'binancecoinm';

const BY_API: Readonly<Record<string, BinanceExchange>> = {
  fapi: 'binanceusdm',
  dapi: 'binancecoinm',
};

/** Whose a REST path is. A Portfolio Margin account is one account, whatever it trades. */
export function exchangeOfPath(path: string): BinanceExchange {
  return BY_API[path.split('/')[1] ?? ''] ?? 'binance';
}
