import { parser } from '@prometheus-io/lezer-promql';
import { divided, isDuration } from './duration.js';

/** The settings of rules, Prometheus and Alertmanager that say how long something takes. */
const DURATION_KEYS: ReadonlySet<string> = new Set([
  'batch_send_deadline',
  'evaluation_interval',
  'for',
  'group_interval',
  'group_wait',
  'interval',
  'keep_firing_for',
  'max_backoff',
  'min_backoff',
  'out_of_order_time_window',
  'query_offset',
  'refresh_interval',
  'remote_timeout',
  'repeat_interval',
  'resolve_timeout',
  'rule_query_offset',
  'scrape_interval',
  'scrape_timeout',
  'timeout',
]);
/** What is text to the servers, whatever it looks like. */
const TEXT_KEYS: ReadonlySet<string> = new Set(['annotations', 'labels']);
const DURATION_NODE = 'NumberDurationLiteralInDurationContext';

/**
 * The same rules or configuration where time goes faster: every duration is divided by the factor.
 * @throws where a duration is at a place that this knows nothing of
 */
export function timeLapse<T>(value: T, factor: number): T {
  return faster(value, factor, '') as T;
}

function faster(value: unknown, factor: number, key: string): unknown {
  if (TEXT_KEYS.has(key)) return value;
  if (Array.isArray(value)) return value.map((item) => faster(item, factor, key));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, faster(item, factor, name)]),
    );
  }
  return typeof value === 'string' ? fasterText(value, factor, key) : value;
}

function fasterText(text: string, factor: number, key: string): string {
  if (key === 'expr') return fasterExpression(text, factor);
  if (!isDuration(text)) return text;
  if (!DURATION_KEYS.has(key)) throw new Error(`${key}: ${text} is a duration in an unknown place`);
  return divided(text, factor);
}

/** Divides ranges, steps and offsets; numbers that are compared with are left as they are. */
export function fasterExpression(expression: string, factor: number): string {
  let result = '';
  let done = 0;
  parser.parse(expression).iterate({
    enter({ name, from, to, type }) {
      if (type.isError) throw new Error(`not PromQL at ${from}: ${expression}`);
      if (name !== DURATION_NODE) return;
      result += expression.slice(done, from) + divided(expression.slice(from, to), factor);
      done = to;
    },
  });
  return result + expression.slice(done);
}
