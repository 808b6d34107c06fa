import Module from 'node:module';

type Require = (this: unknown, id: string) => unknown;

/**
 * Calls `start` right before the first of `modules` is required, and not at all where none is. A
 * thread that does not trade then pays for nothing.
 */
export function startOnRequire(modules: readonly string[], start: () => void): void {
  const prototype = Module.prototype as unknown as { require: Require };
  const before = prototype.require;
  const watching: Require = function require(id) {
    if (!modules.includes(id)) return before.call(this, id);
    if (prototype.require === watching) prototype.require = before;
    start();
    // What was started has put its own hooks in the place of this one.
    return prototype.require.call(this, id);
  };
  prototype.require = watching;
}
