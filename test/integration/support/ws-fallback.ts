import type { PaperExchange } from '../../../examples/paper-exchange/index.js';

/** For bots whose sockets are followed through `ws`: the exchange that theirs lead to. */
export const throughWs = ({ port }: PaperExchange): Readonly<Record<string, string>> => ({
  GENESIS_WS_HOSTS: `127.0.0.1:${port}=binance`,
});
