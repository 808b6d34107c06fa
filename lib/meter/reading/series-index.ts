const FIRST_PLACES = 16;

/**
 * Finds things that are numbered from 0 by the numbers of their attributes, which differ as a rule
 * and need not. A table of open places: a map would take several times the memory.
 */
export class SeriesIndex {
  /** The hashes of what was added, by its number. */
  #hashes = new Int32Array(FIRST_PLACES / 2);
  /** One more than the number of what has this place; 0 is free. */
  #places = new Int32Array(FIRST_PLACES);
  #count = 0;

  /** The number of what has this hash and is the one that is sought. */
  find(hash: number, isSought: (number: number) => boolean): number | undefined {
    const places = this.#places;
    for (let place = hash & (places.length - 1); ; place = (place + 1) & (places.length - 1)) {
      const number = (places[place] ?? 0) - 1;
      if (number < 0) return undefined;
      if (this.#hashes[number] === hash && isSought(number)) return number;
    }
  }

  /** Gives the next number to what has this hash. */
  add(hash: number): void {
    if (this.#count === this.#hashes.length) this.#grow();
    this.#hashes[this.#count] = hash;
    this.#put(hash, this.#count);
    this.#count += 1;
  }

  #grow(): void {
    const hashes = new Int32Array(this.#hashes.length * 2);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
    this.#places = new Int32Array(hashes.length * 2);
    for (let number = 0; number < this.#count; number += 1) this.#put(hashes[number] ?? 0, number);
  }

  #put(hash: number, number: number): void {
    const places = this.#places;
    let place = hash & (places.length - 1);
    while (places[place] !== 0) place = (place + 1) & (places.length - 1);
    places[place] = number + 1;
  }
}
