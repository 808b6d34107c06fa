/**
 * What one market is called by whichever client tells of it: `BTC/USDT`, `BTC/USDT:USDT`, `BTCUSDT`,
 * `BTC-USDT-SWAP` and `BTC_USDT` are spelled alike. It tells markets of one account apart and never
 * becomes a label.
 */
export function marketKey(symbol: string): string {
  const known = remembered.get(symbol);
  if (known !== undefined) return known;
  const [pair = ''] = symbol.split(':', 1);
  const expiry = /:[^-]*(-.*)$/.exec(symbol)?.[1] ?? '';
  const key = `${pair}${expiry}`
    .replace(/[^\p{L}\p{N}.]+/gu, '')
    .replace(/(?:SWAP|PERP)$/, '')
    .toUpperCase();
  if (remembered.size < REMEMBERED_MARKETS) remembered.set(symbol, key);
  return key;
}

const REMEMBERED_MARKETS = 2_000;
const remembered = new Map<string, string>();
