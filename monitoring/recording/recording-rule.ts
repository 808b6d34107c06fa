/** A series that Prometheus computes over and over, so that those who look at it need not. */
export interface RecordingRule {
  /** level:metric:operation; the level names the labels that are left besides `job`. */
  readonly record: string;
  readonly expr: string;
}

/** Rules that are evaluated together, after one another: a later one sees what an earlier one made. */
export interface RecordingGroup {
  readonly name: string;
  /** Left out: as often as the configuration evaluates rules. */
  readonly interval?: string;
  readonly rules: readonly RecordingRule[];
}
