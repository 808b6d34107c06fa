/** Taken before a bot can put another in its place. */
const hrtime = process.hrtime.bind(process);

/** Milliseconds on the clock that all threads of a process share, and that nobody sets. */
export function sharedNow(): number {
  const [seconds, nanoseconds] = hrtime();
  return seconds * 1_000 + nanoseconds / 1e6;
}
