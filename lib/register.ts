/**
 * The preload: `node --require genesis-otel/register bot.js`, or `--import` for ES modules. It only
 * starts things, and nothing that goes wrong here reaches the bot.
 */
import { INSTRUMENTED_MODULES } from '../instrumentation/instrumented-modules.js';
import { isLoaderThread } from './loader-thread.js';
import { isLauncher } from './preload/launcher.js';
import { startOnRequire } from './preload/start-on-require.js';
import { offeredMemory } from './provider/thread-memory.js';

if (!isLoaderThread() && !isLauncher()) {
  try {
    // Loaded only now: a package manager or a loader thread does not pay for it.
    const { isUnreadWorker } =
      require('./preload/unread-worker.js') as typeof import('./preload/unread-worker.js');
    const start = (hookImports: boolean): void => {
      const { startGenesis } = require('./sdk.js') as typeof import('./sdk.js');
      startGenesis({ flushOnExit: true, hookImports });
    };
    if (!isUnreadWorker()) start(true);
    else if (offeredMemory() !== undefined)
      startOnRequire(INSTRUMENTED_MODULES, () => start(false));
  } catch (error) {
    const kind = error instanceof Error ? error.name : typeof error;
    process.stderr.write(`genesis-otel: could not start (${kind}); the bot runs without metrics\n`);
  }
}
