import { reportOnce } from './report.js';

/** @param fault the name of what a callback of a metric has failed with */
export function reportCallback(fault: string): void {
  reportOnce(
    `callback:${fault}`,
    `the callback of a metric failed (${fault}); its series are left out, the rest is served and pushed`,
  );
}
