/** A bot with or without an endpoint, scraped some times; prints its resident memory in bytes. */
import { startGenesis } from 'genesis-otel';

const SCRAPES = 5;
/** Until the collectors of both threads have come to rest. */
const REST_MS = 500;

async function main(): Promise<void> {
  const exporters = process.argv[2] === 'endpoint' ? (['prometheus'] as const) : ([] as const);
  const genesis = startGenesis({ exporters: [...exporters], prometheus: { port: 0 } });
  const address = await genesis.endpoint();
  for (let left = SCRAPES; left > 0 && address !== undefined; left -= 1) {
    await (await fetch(address.url)).arrayBuffer();
  }
  await new Promise((resolve) => setTimeout(resolve, REST_MS));
  process.stdout.write(String(process.memoryUsage().rss));
  process.exit(0);
}

void main();
