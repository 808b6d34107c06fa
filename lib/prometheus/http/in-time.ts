/** A scrape took longer than its scraper waits. */
export class ScrapeTimeout extends Error {}

/** The result of `work`, or a `ScrapeTimeout` after `limitMs`; the timer keeps no process alive. */
export async function inTime<T>(work: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new ScrapeTimeout()), limitMs).unref();
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
