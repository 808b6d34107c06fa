import { expect } from 'chai';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { quietExchange, until } from '../../examples/paper-exchange/support.js';
import { total } from './counts.js';
import type { Call } from './driven-bot.js';
import { DrivenBot, eventually } from './driven-bot.js';
import { throughWs } from './ws-fallback.js';

/** How a client listens to the trades of a symbol, through `ws`. */
export interface StreamSuite {
  readonly bots: readonly string[];
  readonly trades: readonly Call[];
  /** The event that the bot records for each trade. */
  readonly event: { readonly on: string; readonly name: string };
  /** Whether it waits before it dials again, so that the stream can be seen to be missing. */
  readonly waits?: boolean;
}

const AGE_MS = 250;

const opened = (exchange: PaperExchange): number =>
  exchange.journal
    .of('connection')
    .filter(({ event, channel }) => event === 'open' && channel === 'public').length;

/** The streams of clients that speak through `ws`, at a host that the user has named. */
export function describeStreams({ bots, trades, event, waits = false }: StreamSuite): void {
  for (const file of bots) {
    describe(`streams of ${file}`, () => {
      let exchange: PaperExchange;
      let bot: DrivenBot;

      before(async () => {
        exchange = await quietExchange();
        bot = await DrivenBot.start(file, { url: exchange.url, env: throughWs(exchange) });
        for (const one of trades) await bot.calls([one]);
        await until(() => opened(exchange) === 1, 'the stream');
      });

      after(async () => {
        await bot.end();
        await exchange.close();
      });

      const status = (value: number) =>
        eventually(
          bot,
          (series) => series.get('genesis_connection_status{exchange="binance"}') === value,
          `the status ${value}`,
        );

      it('is connected, and tells how old messages are', async () => {
        await status(1);
        // The exchange's clock is behind, so that every event is as old as that.
        exchange.faults.set({ kind: 'clock-skew', ms: -AGE_MS });
        let price = 60_000;
        for (let sent = 0; sent < 5; sent += 1) {
          price += 1;
          exchange.prices.set('BTCUSDT', price);
        }
        await bot.happened({ ...event, count: 1 });
        const labels = { exchange: 'binance', channel: 'trades' };
        const series = await eventually(
          bot,
          (all) => total(all, 'genesis_websocket_latency_ms_count', labels) >= 5,
          'the messages',
        );
        const count = total(series, 'genesis_websocket_latency_ms_count', labels);
        const mean = total(series, 'genesis_websocket_latency_ms_sum', labels) / count;
        expect(count).to.equal(5);
        expect(mean).to.be.within(AGE_MS - 1, AGE_MS + 200);
      });

      it('is not connected while a stream is missing', async () => {
        exchange.dropSockets();
        if (waits) await status(0);
        await until(() => opened(exchange) === 2, 'the stream to be back', 15_000);
        await status(1);
      });
    });
  }
}
