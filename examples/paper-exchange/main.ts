import { cliOptions, USAGE } from './cli-options.js';
import { startPaperExchange } from './index.js';
import { hasParentPipe } from './parent-pipe.js';

/** Ends with its parent: a demo or test that dies must not leave an exchange behind. */
function whenToldToStop(stop: () => void): void {
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.once('disconnect', stop);
  if (hasParentPipe()) {
    process.stdin.once('end', stop).once('error', stop).resume();
  }
}

function letGo(): void {
  process.stdin.destroy();
  if (process.connected) {
    process.disconnect();
  }
}

async function main(): Promise<void> {
  const options = cliOptions(process.argv.slice(2));
  if (options === undefined) {
    process.stdout.write(USAGE);
    return;
  }
  const exchange = await startPaperExchange(options);
  whenToldToStop(() => {
    letGo();
    void exchange.close();
  });
  process.stdout.write(`${JSON.stringify({ url: exchange.url })}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
