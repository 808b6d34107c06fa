/** A bot that is done at once, as an ES module. */
import { setImmediate as later } from 'node:timers/promises';

await later();
process.stdout.write('done\n');
