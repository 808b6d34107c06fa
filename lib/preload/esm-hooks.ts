import * as nodeModule from 'node:module';
import { pathToFileURL } from 'node:url';
import type { ImportLoaderData } from './import-loader.mjs';

interface SyncHooks {
  supportsSyncHooks(): boolean;
  register(options: { include: readonly string[] }): void;
}

/**
 * Hooks `import` as well, so that a preload that is required sees ES module bots. The list of
 * modules is not optional: a hook on every module makes start-up several times slower.
 */
export function hookImports(include: readonly string[]): void {
  // The copy that the instrumentations register with, wherever it is installed.
  const ofInstrumentation = nodeModule.createRequire(
    require.resolve('@opentelemetry/instrumentation'),
  );
  if (hasSyncHooks(process.versions.node)) {
    const hooks = ofInstrumentation('import-in-the-middle/register-hooks.mjs') as SyncHooks;
    if (hooks.supportsSyncHooks()) {
      hooks.register({ include });
      return;
    }
  }
  const hook = pathToFileURL(ofInstrumentation.resolve('import-in-the-middle/hook.mjs')).href;
  const data: ImportLoaderData = { hook, include };
  nodeModule.register('./import-loader.mjs', pathToFileURL(__filename), { data });
}

/**
 * Whether Node.js can run the hooks in the bot's own thread. Asked before the module that knows is
 * loaded: where it says no, requiring an ES module may not be possible either.
 */
function hasSyncHooks(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 24 || (major === 24 && minor >= 11) || (major === 22 && minor >= 22);
}
