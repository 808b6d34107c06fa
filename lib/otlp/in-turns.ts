/** How work that takes long lets others have their turn. */
export interface PushTurns {
  /** How long a slice takes, in milliseconds. */
  readonly slice: number;
  /** Milliseconds on a clock that never goes back. */
  now(): number;
  /** Resolves after what else was waiting for its turn. */
  giveWay(): Promise<void>;
}

/** Runs `work` to its end, and gives way after each slice of it. */
export async function inTurns<Result>(
  work: Generator<undefined, Result>,
  turns: PushTurns,
): Promise<Result> {
  let start = turns.now();
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    if (turns.now() - start < turns.slice) continue;
    await turns.giveWay();
    start = turns.now();
  }
}
