import { randomBytes } from 'node:crypto';

/**
 * Makes libuv start its threads, which all threads of a process share for files, names, cryptography
 * and packing. They take the priority of whoever is the first to need them, and that must not be the
 * exporter's thread.
 */
export function startThreadPool(): void {
  randomBytes(1, () => {});
}
