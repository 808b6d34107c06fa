import { expect } from 'chai';
import type { Alert } from '../../monitoring/alerts/alert.js';
import { ALERTS } from '../../monitoring/alerts/index.js';
import { RECORDING_GROUPS } from '../../monitoring/recording/index.js';
import { ALERT_CASES } from '../stack/rules/cases/index.js';
import { RECORDING_CASES } from '../stack/rules/cases/recording.js';
import type { AlertCase } from '../stack/rules/support/rule-case.js';
import { seconds } from '../stack/rules/support/series.js';

const CASES = new Map(
  Object.values(ALERT_CASES)
    .flat()
    .map(({ alert, cases }) => [alert, cases]),
);
/** It rings all the time: that is what it is for. */
const NEVER_SILENT = 'Watchdog';

/** How many ring, in the order of time. */
function counts({ ringing }: AlertCase): number[] {
  return Object.entries(ringing)
    .sort(([one], [other]) => seconds(one) - seconds(other))
    .map(([, alerts]) => alerts.length);
}

const fires = (one: AlertCase): boolean => counts(one).some((count) => count > 0);

/** From none that rings to one that does, looked at no more than half a minute apart. */
function beginsWhenItMust({ ringing }: AlertCase): boolean {
  const times = Object.entries(ringing).sort(([one], [other]) => seconds(one) - seconds(other));
  return times.some(([time, alerts], index) => {
    const [before, earlier] = times[index - 1] ?? [];
    return (
      before !== undefined &&
      earlier?.length === 0 &&
      alerts.length > 0 &&
      seconds(time) - seconds(before) <= 30
    );
  });
}

function resolves(one: AlertCase): boolean {
  const all = counts(one);
  return all.some((count, index) => count === 0 && (all[index - 1] ?? 0) > 0);
}

/** What somebody is told has to fit a lock screen, with names of bots and exchanges as they are. */
const LONGEST_SUMMARY = 100;

describe('the cases of the rules', () => {
  for (const alert of ALERTS.filter(({ name }) => name !== NEVER_SILENT)) {
    const cases = CASES.get(alert.name) ?? [];

    it(`${alert.name} fires, is silent, resolves and tells`, () => {
      expect(cases.some(fires), 'fires').to.equal(true);
      expect(
        cases.some((one) => !fires(one)),
        'is silent',
      ).to.equal(true);
      expect(cases.some(resolves), 'resolves').to.equal(true);
      expect(
        cases.some(({ told }) => told),
        'tells',
      ).to.equal(true);
      if (alert.for) expect(cases.some(beginsWhenItMust), `waits ${alert.for}`).to.equal(true);
    });
  }

  it(`${NEVER_SILENT} has one that it rings in`, () => {
    expect(CASES.get(NEVER_SILENT)?.every(fires)).to.equal(true);
  });

  it('are about alerts that there are', () => {
    expect([...CASES.keys()]).to.have.members(ALERTS.map(({ name }) => name));
  });

  it('lack no recorded series', () => {
    const tested = new Set(RECORDING_CASES.flatMap(({ recorded }) => Object.keys(recorded)));
    const recorded = RECORDING_GROUPS.flatMap(({ rules }) => rules.map(({ record }) => record));
    expect([...tested]).to.have.members(recorded);
  });

  it('tell in a summary that a lock screen shows', () => {
    const summaries = [...CASES.values()].flat().flatMap(({ told }) => told?.summary ?? []);
    for (const summary of summaries) {
      expect(summary.length, summary).to.be.at.most(LONGEST_SUMMARY);
    }
  });
});

describe('alerts', () => {
  const texts = ({ action, description, summary }: Alert): string[] => [
    action,
    description,
    summary,
  ];

  it('have names of their own', () => {
    const names = ALERTS.map(({ name }) => name);
    expect(names).to.deep.equal([...new Set(names)]);
  });

  it('say what to do in words that do not depend on labels', () => {
    for (const { name, action } of ALERTS) expect(action, name).not.to.contain('{{');
  });

  it('say everything in one line', () => {
    for (const alert of ALERTS) {
      for (const text of texts(alert)) expect(text, alert.name).to.match(/^\S.*\S$/);
    }
  });
});
