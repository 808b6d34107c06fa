import type { PrometheusApi } from '../../support/prometheus-api.js';
import type { Question } from './questions.js';

/** How many are asked at once. */
const AT_ONCE = 8;

/** What a server has no number for, each with what it says of it. */
export async function unanswered(
  api: PrometheusApi,
  questions: readonly Question[],
): Promise<Map<Question, string>> {
  const open = new Map<Question, string>();
  const left = [...questions];
  const askOn = async (): Promise<void> => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      const answer = await ask(api, next);
      if (answer !== undefined) open.set(next, answer);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, askOn));
  return open;
}

/** Undefined where there is a number: NaN is none. */
async function ask(api: PrometheusApi, { query, ago }: Question): Promise<string | undefined> {
  try {
    const samples = await api.instant(query, Date.now() - ago * 1000);
    if (samples.some(({ value }) => !Number.isNaN(value))) return undefined;
    return samples.length === 0 ? 'no data' : 'NaN';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
