import { needPrograms, PROMTOOLS } from '../support/programs.js';
import { ALERT_CASES } from './cases/index.js';
import { RECORDING_CASES } from './cases/recording.js';
import { alertTests, recordingTest } from './support/promtool-tests.js';
import type { AlertCases } from './support/rule-case.js';
import { type RuleSuite, runPromtool, testRules } from './support/run-promtool.js';
import { groupsWith, SHIPPED_RULE_FILES } from './support/shipped-rules.js';

function alertSuite(cases: AlertCases): RuleSuite {
  return {
    groups: groupsWith(({ alert }) => alert === cases.alert),
    tests: alertTests(cases),
    evaluatedEvery: cases.evaluatedEvery,
  };
}

const recordingSuite: RuleSuite = {
  groups: groupsWith(({ record }) => record !== undefined),
  tests: RECORDING_CASES.map(recordingTest),
};

for (const [name, promtool] of Object.entries(PROMTOOLS)) {
  describe(`the rules, ${name}`, () => {
    before(function () {
      needPrograms(this, promtool);
    });

    it('can be read', () => {
      runPromtool(promtool, 'check', 'rules', ...SHIPPED_RULE_FILES);
    });

    for (const [group, alerts] of Object.entries(ALERT_CASES)) {
      const suites = alerts.map(alertSuite);
      const count = suites.reduce((sum, { tests }) => sum + tests.length, 0);
      it(`${group}: ${count} cases of ${alerts.length} alerts`, () => testRules(promtool, suites));
    }

    it(`recording: ${RECORDING_CASES.length} cases`, () => testRules(promtool, [recordingSuite]));
  });
}
