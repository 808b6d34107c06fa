/** A bot that trades on no exchange; it tells its parent where it can be scraped, and its spans. */
import { trace } from '@opentelemetry/api';
import { currentGenesis } from 'genesis-otel';

const ORDER = { exchange: 'binance', symbol: 'BTC/USDT', side: 'buy', type: 'limit' };
const collector = currentGenesis()?.collector;

function placeOrder(): void {
  collector?.recordOrder(ORDER);
  collector?.recordExecutionTime(0.02, { exchange: ORDER.exchange, type: ORDER.type });
}

function placeTracedOrder(): void {
  trace.getTracer('secured-bot').startActiveSpan('order', (span) => {
    placeOrder();
    span.end();
    const { traceId, spanId } = span.spanContext();
    process.send?.({ result: { traceId, spanId } });
  });
}

async function main(): Promise<void> {
  placeOrder();
  process.on('message', placeTracedOrder);
  const endpoint = await currentGenesis()?.endpoint();
  process.send?.({ result: endpoint && new URL(endpoint.url).host });
}

process.once('disconnect', () => process.exit(0));
void main();
