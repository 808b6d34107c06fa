import { relative } from 'node:path';
import type { MochaOptions, Runner, Test } from 'mocha';
import { Runner as MochaRunner, reporters } from 'mocha';

/** Mocha's usual report, and the files that hold a failed test: what to run again, alone. */
export default class Reporter extends reporters.Spec {
  constructor(runner: Runner, options?: MochaOptions) {
    super(runner, options);
    const files = new Set<string>();
    runner.on(MochaRunner.constants.EVENT_TEST_FAIL, ({ file }: Test) => {
      if (file !== undefined) files.add(relative('', file));
    });
    runner.once(MochaRunner.constants.EVENT_RUN_END, () => {
      if (files.size > 0) reporters.Base.consoleLog(`failed files: ${[...files].join(' ')}`);
    });
  }
}
