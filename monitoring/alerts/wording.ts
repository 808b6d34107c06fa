/** Templates of Prometheus that several alerts use. */

/** The bot, as it is known to Prometheus. */
export const BOT = '{{ $labels.instance }}';

/** The exchange; what has no such label is the overflow series or unknown. */
export const EXCHANGE = '{{ or $labels.exchange "unknown exchange" }}';

export const PERCENT_OF_ONE = '{{ $value | humanizePercentage }}';
export const WHOLE = '{{ $value | printf "%.0f" }}';
export const ONE_DECIMAL = '{{ $value | printf "%.1f" }}';
export const DURATION = '{{ $value | humanizeDuration }}';

/** 0.05 as `5%`. */
export function percent(ratio: number): string {
  return `${Math.round(ratio * 100)}%`;
}
