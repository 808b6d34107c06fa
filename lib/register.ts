/**
 * The preload: `node --require genesis-otel/register bot.js`, or `--import` for ES modules. It only
 * starts things, and nothing that goes wrong here reaches the bot.
 */
import { isLauncher } from './preload/launcher.js';
import { isLoaderThread } from './preload/loader-thread.js';

if (!isLoaderThread() && !isLauncher()) {
  try {
    // Loaded only now: a package manager or a loader thread does not pay for it.
    const { isUnreadWorker } =
      require('./preload/unread-worker.js') as typeof import('./preload/unread-worker.js');
    if (!isUnreadWorker()) {
      const { startGenesis } = require('./sdk.js') as typeof import('./sdk.js');
      startGenesis({ flushOnExit: true, hookImports: true });
    }
  } catch (error) {
    const kind = error instanceof Error ? error.name : typeof error;
    process.stderr.write(`genesis-otel: could not start (${kind}); the bot runs without metrics\n`);
  }
}
