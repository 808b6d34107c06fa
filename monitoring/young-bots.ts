/**
 * PromQL that leaves out bots which have started not long ago: one that reads how it stands after its
 * start looks like one that falls, and one that connects like a connection that comes and goes.
 */
export function unlessYoungerThan(seconds: number, expr: string): string {
  return `${expr} unless on (job, instance) genesis_up < ${seconds}`;
}
