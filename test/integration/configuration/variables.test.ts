import { expect } from 'chai';
import { VARIABLE_NAMES } from '../../../lib/config/variables.js';
import { secretsIn } from '../support/canaries.js';
import type { Effect } from './effects.js';
import { EFFECTS } from './effects.js';
import type { Outcome } from './run.js';
import { run } from './run.js';
import type { RunName } from './runs.js';
import { RUNS, removeFiles, TOKEN } from './runs.js';

/** Bots that run at the same time. */
const AT_ONCE = 3;

/** Each variable does what the table says, in a bot of its own process, seen from outside. */
describe('every variable of the table', () => {
  const outcomes = new Map<RunName, Outcome>();

  before(async function () {
    this.timeout(180_000);
    const left = Object.keys(RUNS) as RunName[];
    const work = async (): Promise<void> => {
      for (let name = left.shift(); name !== undefined; name = left.shift()) {
        outcomes.set(name, await run(RUNS[name]));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  });
  after(removeFiles);

  function outcomeOf(name: RunName): Outcome {
    const outcome = outcomes.get(name);
    if (outcome === undefined) throw new Error(`no bot has run ${name}`);
    return outcome;
  }

  for (const name of VARIABLE_NAMES) {
    const { run: withIt, without, look, shows }: Effect = EFFECTS[name];
    it(`${name} shows in a bot ${withIt}`, () => {
      const [set, unset] = [outcomeOf(withIt), outcomeOf(without)];
      expect(set.variables).to.have.property(name);
      expect(unset.variables).not.to.have.property(name);
      expect(look(set), set.ending.stderr).to.deep.equal(shows);
      expect(look(unset), `without: ${unset.ending.stderr}`).not.to.deep.equal(shows);
    });
  }

  it('shows no secret of the bot, whatever is set', () => {
    for (const [name, { received, scrapes, ending }] of outcomes) {
      const shown = JSON.stringify([received, scrapes, ending.stderr]);
      expect(secretsIn(shown, { token: TOKEN }), name).to.deep.equal([]);
    }
  });

  it('leaves the bot to end as it does', () => {
    for (const [name, { ending }] of outcomes) expect(ending.code, name).to.equal(0);
  });
});
