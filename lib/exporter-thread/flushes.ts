/** Pushes that the exporter's thread was asked for and that are not over yet. */
export class Flushes {
  readonly #open = new Map<number, () => void>();
  #count = 0;

  /** @returns a number for the thread, and what resolves when it is over */
  open(): { readonly flush: number; readonly done: Promise<void> } {
    this.#count += 1;
    const flush = this.#count;
    const done = new Promise<void>((resolve) => {
      this.#open.set(flush, resolve);
    });
    return { flush, done };
  }

  close(flush: number): void {
    this.#open.get(flush)?.();
    this.#open.delete(flush);
  }

  /** The thread has ended. */
  closeAll(): void {
    for (const flush of [...this.#open.keys()]) this.close(flush);
  }
}
