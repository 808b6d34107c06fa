import type { ConfigNode } from './config-node.js';
import { goDurationMs } from './go-duration.js';
import type { WebConfig } from './web-config.js';

/**
 * The section `rate_limit`; undefined where the interval is 0 or not set, which is no limit.
 * @throws ConfigFault
 */
export function readRateLimit(section: ConfigNode | undefined): WebConfig['rateLimit'] {
  const entries = section?.map(['interval', 'burst']);
  const interval = entries?.get('interval');
  const intervalMs = duration(interval);
  const burst = count(entries?.get('burst'));
  if (interval === undefined || intervalMs === 0) return undefined;
  if (burst === 0) throw interval.fault('without a burst of at least 1 nobody would be served');
  return { intervalMs, burst };
}

function duration(node: ConfigNode | undefined): number {
  const text = node?.text() ?? '';
  if (text === '') return 0;
  const ms = goDurationMs(text);
  if (ms === undefined) throw node?.fault('it is no duration with units, such as 1s or 500ms');
  return ms;
}

function count(node: ConfigNode | undefined): number {
  const text = node?.text() ?? '';
  if (text === '') return 0;
  if (!/^\d{1,9}$/.test(text)) throw node?.fault('it is no whole number of 0 or more');
  return Number(text);
}
