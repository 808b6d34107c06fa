import { Decimal } from 'decimal.js';
import type {
  AnyValue,
  HistogramPoint,
  KeyValue,
  Message,
  Metric,
  NumberPoint,
  Resource,
} from './messages.js';
import { CUMULATIVE } from './messages.js';
import { storedLabel, storedName } from './prometheus-names.js';

export interface Series {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface TranslationOptions {
  /** What becomes of delta values: Prometheus drops them, unless its feature keeps them raw. */
  readonly deltas?: 'dropped' | 'kept';
}

const IDENTITY = ['service.name', 'service.namespace', 'service.instance.id'];
const NO_RECORDED_VALUE = 1;

/**
 * The series that a Prometheus with an OTLP receiver stores of a push, with its default settings.
 * @throws Error for what would make it refuse the push
 */
export function seriesOf(
  message: Message<'metrics'>,
  { deltas = 'dropped' }: TranslationOptions = {},
): Series[] {
  return message.resourceMetrics.flatMap(({ resource, scopeMetrics }) => {
    const identity = identityOf(resource);
    const metrics = scopeMetrics.flatMap((scope) => scope.metrics);
    const series = metrics.flatMap((metric) => seriesOfMetric(metric, identity, deltas));
    return series.length === 0 ? [] : [...series, ...targetInfo(resource, identity)];
  });
}

/** The name and the labels of a series as PromQL writes them, the labels in order. */
export function keyOf({ name, labels }: Pick<Series, 'name' | 'labels'>): string {
  const pairs = Object.entries(labels)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return pairs.length === 0 ? name : `${name}{${pairs.join(',')}}`;
}

type Labels = Readonly<Record<string, string>>;

function seriesOfMetric(metric: Metric, identity: Labels, deltas: 'dropped' | 'kept'): Series[] {
  const { gauge, sum, histogram, name, unit } = metric;
  if (gauge !== undefined) return numbers(storedName(name, unit, 'gauge'), gauge, identity);
  if (histogram !== undefined) {
    if (isLost(histogram, deltas)) return [];
    const stored = storedName(name, unit, 'histogram');
    return histogram.dataPoints.flatMap((point) => buckets(stored, point, identity));
  }
  if (sum === undefined) throw new Error(`${name} has points of a kind that is not stored`);
  const kind = sum.isMonotonic ? 'counter' : 'up-down counter';
  return isLost(sum, deltas) ? [] : numbers(storedName(name, unit, kind), sum, identity);
}

function isLost(
  { aggregationTemporality }: { readonly aggregationTemporality: number },
  deltas: 'dropped' | 'kept',
): boolean {
  return deltas === 'dropped' && aggregationTemporality !== CUMULATIVE;
}

function numbers(
  name: string,
  { dataPoints }: { readonly dataPoints: readonly NumberPoint[] },
  identity: Labels,
): Series[] {
  return dataPoints.map((point) => ({
    name,
    labels: { ...labelsOf(point.attributes), ...identity },
    value: recorded(point, point.asDouble ?? Number(point.asInt)),
  }));
}

/** OTLP counts each bucket alone, Prometheus all below its bound; the last one is the count. */
function buckets(name: string, point: HistogramPoint, identity: Labels): Series[] {
  const labels = { ...labelsOf(point.attributes), ...identity };
  const series: Series[] = [];
  const add = (suffix: string, value: number, le?: string): void => {
    const all = le === undefined ? labels : { ...labels, le };
    series.push({ name: name + suffix, labels: all, value: recorded(point, value) });
  };
  if (point.sum !== undefined) add('_sum', point.sum);
  add('_count', Number(point.count));
  let below = 0n;
  for (const [index, bound] of point.explicitBounds.entries()) {
    const count = point.bucketCounts[index];
    if (count === undefined) break;
    below += BigInt(count);
    add('_bucket', Number(below), boundText(bound));
  }
  add('_bucket', Number(point.count), '+Inf');
  return series;
}

/** As few digits as it takes, and never an exponent. */
function boundText(bound: number): string {
  return Number.isFinite(bound) ? new Decimal(bound).toFixed() : String(bound);
}

function recorded({ flags }: { readonly flags: number }, value: number): number {
  return (flags & NO_RECORDED_VALUE) === 0 ? value : Number.NaN;
}

/** Attributes whose names become one label have their values joined, in the order of the names. */
function labelsOf(attributes: readonly KeyValue[]): Record<string, string> {
  const labels: Record<string, string> = {};
  const sorted = [...attributes].sort((a, b) => (a.key < b.key ? -1 : 1));
  for (const { key, value } of sorted) {
    const label = storedLabel(key);
    const text = textOf(value);
    labels[label] = Object.hasOwn(labels, label) ? `${labels[label]};${text}` : text;
  }
  // A label without a value is no label.
  return Object.fromEntries(Object.entries(labels).filter(([, text]) => text !== ''));
}

function identityOf(resource: Resource | null): Labels {
  const attribute = (wanted: string): string | undefined => {
    const found = resource?.attributes.find(({ key }) => key === wanted);
    return found === undefined ? undefined : textOf(found.value);
  };
  const service = attribute('service.name');
  const namespace = attribute('service.namespace');
  const instance = attribute('service.instance.id');
  const job = namespace === undefined ? service : `${namespace}/${service}`;
  return {
    ...(service === undefined ? {} : { job: job ?? '' }),
    ...(instance === undefined ? {} : { instance }),
  };
}

/** What else the resource says is a series of its own. */
function targetInfo(resource: Resource | null, identity: Labels): Series[] {
  const rest = (resource?.attributes ?? []).filter(({ key }) => !IDENTITY.includes(key));
  if (rest.length === 0 || Object.keys(identity).length === 0) return [];
  return [{ name: 'target_info', labels: { ...labelsOf(rest), ...identity }, value: 1 }];
}

function textOf(value: AnyValue | null): string {
  if (value === null) return '';
  const { stringValue, boolValue, intValue, doubleValue, bytesValue } = value;
  const plain = stringValue ?? boolValue ?? intValue ?? doubleValue ?? bytesValue;
  if (plain !== undefined) return String(plain);
  const nested = nestedOf(value);
  return nested === undefined ? '' : JSON.stringify(nested);
}

function nestedOf(value: AnyValue | null): unknown {
  const { arrayValue, kvlistValue, intValue } = value ?? {};
  if (arrayValue !== undefined) return arrayValue.values.map(nestedOf);
  if (kvlistValue !== undefined) {
    return Object.fromEntries(
      kvlistValue.values.map(({ key, value: item }) => [key, nestedOf(item)]),
    );
  }
  if (intValue !== undefined) return Number(intValue);
  return value?.stringValue ?? value?.boolValue ?? value?.doubleValue ?? value?.bytesValue;
}
