import { needPrograms, PROMTOOLS } from '../support/programs.js';
import { ALERT_CASES } from './cases/index.js';
import { RECORDING_CASES } from './cases/recording.js';
import { alertTests, recordingTest } from './support/promtool-tests.js';
import { runPromtool, testRules } from './support/run-promtool.js';
import { groupsWith, SHIPPED_RULE_FILES } from './support/shipped-rules.js';

for (const [name, promtool] of Object.entries(PROMTOOLS)) {
  describe(`the rules, ${name}`, () => {
    before(function () {
      needPrograms(this, promtool);
    });

    it('can be read', () => {
      runPromtool(promtool, 'check', 'rules', ...SHIPPED_RULE_FILES);
    });

    for (const [group, alerts] of Object.entries(ALERT_CASES)) {
      const tests = alerts.flatMap(alertTests);
      it(`${group}: ${tests.length} cases of ${alerts.length} alerts`, () => {
        const names = new Set(alerts.map(({ alert }) => alert));
        testRules(
          promtool,
          groupsWith(({ alert }) => alert !== undefined && names.has(alert)),
          tests,
        );
      });
    }

    it(`record: ${RECORDING_CASES.length} cases`, () => {
      testRules(
        promtool,
        groupsWith(({ record }) => record !== undefined),
        RECORDING_CASES.map(recordingTest),
      );
    });
  });
}
