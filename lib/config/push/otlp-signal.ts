/** What differs between the signals that are pushed. */
export interface OtlpSignal {
  /** As the variables have it. */
  readonly name: 'METRICS' | 'TRACES';
  /** What is appended to the base address on HTTP. */
  readonly path: string;
  /** The group of its options in code. */
  readonly option: string;
  /** What a faulty address or credential leads to. */
  readonly consequence: string;
}

export const METRICS: OtlpSignal = {
  name: 'METRICS',
  path: 'v1/metrics',
  option: 'otlp',
  consequence: 'metrics are not pushed over OTLP',
};

export const TRACES: OtlpSignal = {
  name: 'TRACES',
  path: 'v1/traces',
  option: 'traces',
  consequence: 'no traces are exported',
};
