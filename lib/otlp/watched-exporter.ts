import type {
  AggregationOption,
  AggregationTemporality,
  PushMetricExporter,
  ResourceMetrics,
} from '@opentelemetry/sdk-metrics';
import { AggregationType, InstrumentType } from '@opentelemetry/sdk-metrics';
import { report } from '../diagnostics/report.js';
import { catalogueTemporality } from '../metrics/temporality.js';
import { causeOf } from './single-attempt.js';

type ExportCallback = Parameters<PushMetricExporter['export']>[1];
type ExportResult = Parameters<ExportCallback>[0];

/** The two values of OpenTelemetry's `ExportResultCode`. */
const SUCCESS = 0;
const FAILED = 1;

/**
 * Counts failed pushes and says when pushing stops and when it works again, once each.
 *
 * The reader above is told at once that all went well: while it waits, a timer of its own keeps the
 * process alive, and at every failure it dumps the whole error with what the collector answered.
 * `forceFlush` and `shutdown` wait for the pushes under way.
 */
export class WatchedExporter implements PushMetricExporter {
  readonly #exporter: PushMetricExporter;
  #failures = 0;
  #isFailing = false;

  constructor(exporter: PushMetricExporter) {
    this.#exporter = exporter;
  }

  /** How many pushes have failed since the start. */
  get failures(): number {
    return this.#failures;
  }

  export(metrics: ResourceMetrics, done: ExportCallback): void {
    try {
      this.#exporter.export(metrics, (result) => this.#note(result));
    } catch (error) {
      this.#note({ code: FAILED, error: error as Error });
    }
    done({ code: SUCCESS });
  }

  forceFlush(): Promise<void> {
    return this.#exporter.forceFlush();
  }

  shutdown(): Promise<void> {
    return this.#exporter.shutdown();
  }

  selectAggregation(instrumentType: InstrumentType): AggregationOption {
    return this.#exporter.selectAggregation?.(instrumentType) ?? { type: AggregationType.DEFAULT };
  }

  /** What the standard variable prefers; for gauges see {@link catalogueTemporality}. */
  selectAggregationTemporality(instrumentType: InstrumentType): AggregationTemporality {
    const needed = catalogueTemporality(instrumentType);
    if (instrumentType === InstrumentType.OBSERVABLE_GAUGE) return needed;
    return this.#exporter.selectAggregationTemporality?.(instrumentType) ?? needed;
  }

  #note({ code, error }: ExportResult): void {
    const failed = code !== SUCCESS;
    if (failed) this.#failures += 1;
    if (failed === this.#isFailing) return;
    this.#isFailing = failed;
    report(
      failed
        ? `metrics could not be pushed over OTLP (${causeOf(error)}); the next push carries them`
        : 'metrics are pushed over OTLP again',
    );
  }
}
