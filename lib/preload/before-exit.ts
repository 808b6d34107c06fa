import { executionAsyncResource } from 'node:async_hooks';

/** One as the bot runs out of work, and one for what its own `beforeExit` listeners then did. */
const MOST_FLUSHES = 2;

type Emit = (this: unknown, ...args: unknown[]) => boolean;

/**
 * Flushes when the process runs out of work. Node.js tells that by emitting `beforeExit`, and tells
 * it again after the flush, for that was work. So that the bot's listeners hear it as often as they
 * would without us, the emission before a flush is held back, and the one after it is the bot's.
 * Listeners cannot be passed over by a listener, only by what emits.
 * @returns a function that takes it all back
 */
export function flushBeforeExit(flush: () => Promise<void>): () => void {
  const own = Object.getOwnPropertyDescriptor(process, 'emit');
  const holdsBack = heldBack(flush);
  let isOn = true;
  const emit: Emit = function emit(this: unknown, ...args) {
    if (isOn && args[0] === 'beforeExit' && isFromNode() && holdsBack()) return true;
    // Looked up each time, for `node:domain` replaces it when it is loaded.
    const before = own?.value ?? Object.getPrototypeOf(process).emit;
    return Reflect.apply(before, this, args);
  };
  Object.defineProperty(process, 'emit', {
    value: emit,
    configurable: true,
    enumerable: false,
    writable: true,
  });
  return () => {
    isOn = false;
    // Somebody may have put theirs over ours; then ours stays and only passes on.
    if (process.emit !== (emit as unknown)) return;
    if (own === undefined) Reflect.deleteProperty(process, 'emit');
    else Object.defineProperty(process, 'emit', own);
  };
}

/** Decides for each emission of Node.js whether it is held back, and flushes if it is. */
function heldBack(flush: () => Promise<void>): () => boolean {
  let flushesLeft = MOST_FLUSHES;
  let isTurnOfBot = false;
  return () => {
    const holds = !isTurnOfBot && flushesLeft > 0;
    isTurnOfBot = holds;
    if (!holds) return false;
    flushesLeft -= 1;
    // Work, however short the flush is: without any, Node.js would not emit again.
    setImmediate(() => {});
    void flush();
    return true;
  };
}

/**
 * Whether Node.js itself emits, and no code of the bot, which would not be asked again. It emits
 * from outside of all JavaScript, in the name of the process.
 */
function isFromNode(): boolean {
  return executionAsyncResource() === process;
}
