const THOUSANDS = ['', ' K', ' Mil', ' Bil'];
const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
const SECONDS_A_MINUTE = 60;
const SECONDS_AN_HOUR = 3_600;
const SECONDS_A_DAY = 86_400;

/** A figure in a unit of Grafana, about as Grafana writes it. */
export function figure(value: number, unit: string, decimals?: number): string {
  if (!Number.isFinite(value)) return String(value);
  const suffix = /^suffix:(.*)$/.exec(unit)?.[1];
  if (suffix !== undefined) return `${scaled(value, decimals)}${suffix}`;
  switch (unit) {
    case 'currencyUSD':
      return `${value < 0 ? '-' : ''}$${scaled(Math.abs(value), decimals)}`;
    case 'percent':
      return `${rounded(value, decimals)}%`;
    case 'percentunit':
      return `${rounded(value * 100, decimals)}%`;
    case 's':
      return duration(value, decimals);
    case 'ms':
      return duration(value / 1000, decimals);
    case 'bytes':
      return binary(value, decimals);
    case 'short':
      return scaled(value, decimals);
    case 'none':
      return rounded(value, decimals);
    default:
      throw new Error(`unit ${unit} is not known here`);
  }
}

/** As many digits as tell something: three or so. */
function rounded(value: number, decimals?: number): string {
  if (decimals !== undefined) return value.toFixed(decimals);
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value) || 1)));
  return String(Number(value.toFixed(Math.min(digits, 6))));
}

function scaled(value: number, decimals?: number): string {
  let left = value;
  let power = 0;
  while (Math.abs(left) >= 1000 && power < THOUSANDS.length - 1) {
    left /= 1000;
    power += 1;
  }
  return `${rounded(left, decimals)}${THOUSANDS[power]}`;
}

function binary(value: number, decimals?: number): string {
  let left = value;
  let power = 0;
  while (Math.abs(left) >= 1024 && power < BINARY.length - 1) {
    left /= 1024;
    power += 1;
  }
  return `${rounded(left, decimals)} ${BINARY[power]}`;
}

function duration(seconds: number, decimals?: number): string {
  const size = Math.abs(seconds);
  if (size === 0) return '0 s';
  if (size < 0.001) return `${rounded(seconds * 1e6, decimals)} µs`;
  if (size < 1) return `${rounded(seconds * 1000, decimals)} ms`;
  if (size < SECONDS_A_MINUTE) return `${rounded(seconds, decimals)} s`;
  if (size < SECONDS_AN_HOUR) return `${rounded(seconds / SECONDS_A_MINUTE, decimals)} mins`;
  if (size < SECONDS_A_DAY) return `${rounded(seconds / SECONDS_AN_HOUR, decimals)} hours`;
  return `${rounded(seconds / SECONDS_A_DAY, decimals)} days`;
}
