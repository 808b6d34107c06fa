/** What PromQL's functions want of the samples that they are given. */

/** They take a fall for a restart from zero, so on a gauge they make up rises that never were. */
export const OF_COUNTERS: ReadonlySet<string> = new Set(['rate', 'increase', 'irate']);

/** They take a value for what it is; that of a counter is only how much there was since some start. */
export const OF_GAUGES: ReadonlySet<string> = new Set([
  'delta',
  'idelta',
  'deriv',
  'predict_linear',
  'holt_winters',
  'double_exponential_smoothing',
  'avg_over_time',
  'min_over_time',
  'max_over_time',
  'sum_over_time',
  'stddev_over_time',
  'stdvar_over_time',
  'quantile_over_time',
  'mad_over_time',
]);

/** They give back samples as they found them. */
export const PASSING: ReadonlySet<string> = new Set([
  'last_over_time',
  'sort',
  'sort_desc',
  'label_replace',
  'label_join',
]);

/** They answer when there is nothing, with what their selector says of labels. */
export const OF_NOTHING: ReadonlySet<string> = new Set(['absent', 'absent_over_time']);

/** They give a number, or one sample without labels. */
export const WITHOUT_LABELS: ReadonlySet<string> = new Set(['scalar', 'vector', 'time', 'pi']);

/** Without an argument these look at the time of the evaluation. */
export const OF_TIME: ReadonlySet<string> = new Set([
  'minute',
  'hour',
  'day_of_week',
  'day_of_month',
  'day_of_year',
  'days_in_month',
  'month',
  'year',
]);
