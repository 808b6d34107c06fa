/**
 * Waits for `work`, at most `milliseconds`, and never rejects. The timer keeps the process alive
 * while somebody waits, so that the wait ends even where the work holds nothing open.
 */
export async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const bound = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work.then(noop, noop), bound]);
  clearTimeout(timer);
}

function noop(): void {}
