import { setPriority } from 'node:os';
import { neverThrow } from '../diagnostics/never-throw.js';

/** Where both want the same processor, about a tenth of it is the exporter's. */
const NICENESS = 10;

/**
 * Lets the bot's threads go first wherever this one competes with them for a processor. Linux alone
 * has a priority for each thread; elsewhere this would be the whole bot's.
 */
export function giveWayToBot(): void {
  if (process.platform !== 'linux') return;
  neverThrow('the priority of the exporter thread', () => setPriority(NICENESS));
}
