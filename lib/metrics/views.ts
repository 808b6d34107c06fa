import type { IAttributesProcessor, ViewOptions } from '@opentelemetry/sdk-metrics';
import type { HistogramAggregation } from '../meter/aggregation/histogram-aggregation.js';
import { AGGREGATION } from '../meter/sdk-constants.js';
import {
  allowedLabels,
  CARDINALITY_LIMIT,
  CATALOGUE,
  METER_NAME,
  METRIC_KEYS,
} from './catalogue.js';
import type { MetricDefinition } from './metric-definition.js';

/**
 * The views of the catalogue, one a metric: they set the Prometheus name, the histogram buckets,
 * the attribute keys that may become labels and the limit of {@link CARDINALITY_LIMIT} label sets.
 * They select only instruments of the meter `genesis-otel`, so they are safe beside other views.
 *
 * @example
 * new NodeSDK({ metricReaders: [reader], views: genesisViews() });
 */
export function genesisViews(): ViewOptions[] {
  return viewsWith('explicit_bucket_histogram');
}

/** The same views with another kind of histograms. */
export function viewsWith(histograms: HistogramAggregation): ViewOptions[] {
  return METRIC_KEYS.map((key) => toView(CATALOGUE[key], histograms));
}

function toView(definition: MetricDefinition, histograms: HistogramAggregation): ViewOptions {
  return {
    meterName: METER_NAME,
    instrumentName: definition.name,
    name: definition.name,
    description: definition.description,
    aggregation: aggregationOf(definition, histograms),
    attributesProcessors: [only(allowedLabels(definition))],
    aggregationCardinalityLimit: CARDINALITY_LIMIT,
  };
}

function aggregationOf(
  definition: MetricDefinition,
  histograms: HistogramAggregation,
): NonNullable<ViewOptions['aggregation']> {
  switch (definition.kind) {
    case 'counter':
      return { type: AGGREGATION.SUM };
    case 'gauge':
      return { type: AGGREGATION.LAST_VALUE };
    case 'histogram':
      if (histograms === 'base2_exponential_bucket_histogram') {
        return { type: AGGREGATION.EXPONENTIAL_HISTOGRAM, options: { recordMinMax: false } };
      }
      return {
        type: AGGREGATION.EXPLICIT_BUCKET_HISTOGRAM,
        options: { boundaries: [...definition.boundaries], recordMinMax: false },
      };
  }
}

/** Like the SDK's own, which would have to be loaded for it. */
function only(keys: readonly string[]): IAttributesProcessor {
  return {
    process: (attributes) =>
      Object.fromEntries(
        keys.flatMap((key) => (Object.hasOwn(attributes, key) ? [[key, attributes[key]]] : [])),
      ),
  };
}
