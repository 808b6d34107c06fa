import { rmSync } from 'node:fs';
import { expect } from 'chai';
import { shippedExpressions, shippedRules } from '../../support/promql/collection.js';
import { commandsOf } from '../../support/promql/commands.js';
import type { Metric } from '../../support/promql/metric.js';
import { recordedOf } from '../../support/promql/recorded-metrics.js';
import { vocabularyWith } from '../../support/promql/vocabulary.js';
import { lookUntil } from '../support/eventually.js';
import {
  ALERTMANAGER,
  AMTOOL,
  needPrograms,
  PROMETHEUS_3,
  PROMETHEUS_PROGRAMS,
  VICTORIA_METRICS,
} from '../support/programs.js';
import type { Prometheus } from '../support/prometheus.js';
import { unanswered } from './support/asking.js';
import type { DocumentCommand } from './support/document-commands.js';
import { FOLDER, runCommand, runnableCommands } from './support/document-commands.js';
import { EXCUSED } from './support/excused.js';
import { exposedMetrics } from './support/exposed-metrics.js';
import { writeHistory } from './support/history.js';
import { ObservedBots } from './support/observed-bots.js';
import type { Question } from './support/questions.js';
import { pastQuestionsOf, questionsOf, reachesOf } from './support/questions.js';
import type { WatchingServer } from './support/watching-server.js';
import { startWatching } from './support/watching-server.js';

/** The oldest and the newest server that all this is for. */
const SERVERS: Readonly<Record<string, string>> = {
  'Prometheus of this machine': PROMETHEUS_PROGRAMS['Prometheus of this machine'] ?? '',
  'Prometheus 3.5': PROMETHEUS_3,
};

const rules = shippedRules();
const ruleFiles = [...new Set(rules.map(({ file }) => file))].filter((file) =>
  file.startsWith('docker/'),
);
const vocabulary = vocabularyWith(rules);
const expressions = shippedExpressions();
const recorded = [...new Set(rules.flatMap(({ rule }) => rule.record ?? []))];

const once = (questions: readonly Question[]): Question[] => [
  ...new Map(questions.map((question) => [`${question.ago} ${question.query}`, question])).values(),
];
const isExcused = ({ query }: Question): boolean =>
  EXCUSED.some((excuse) => excuse.query.test(query));

const all = once(expressions.flatMap((expression) => questionsOf(expression, vocabulary)));
const asked = all.filter((question) => !isExcused(question));
const commands = runnableCommands();
const past = once(expressions.flatMap(pastQuestionsOf)).filter((each) => !isExcused(each));

const told = (open: ReadonlyMap<Question, string>): string =>
  [...open]
    .map(([{ where, query, ago }, answer]) => `${where}, ${ago} s ago: ${answer}\n    ${query}`)
    .join('\n');

describe('the expressions of dashboards, rules and documents, asked', () => {
  let bots: ObservedBots;
  const folders: string[] = [];
  const servers = new Map<string, WatchingServer>();

  before(async function () {
    needPrograms(this, 'promtool', 'curl', VICTORIA_METRICS, ALERTMANAGER, AMTOOL);
    needPrograms(this, ...Object.values(SERVERS));
    bots = await ObservedBots.start();
    const blocks = await pastOf(bots);
    folders.push(blocks);
    for (const [name, program] of Object.entries(SERVERS)) {
      servers.set(name, await startWatching(bots, { program, ruleFiles, blocks }));
    }
  });

  after(async () => {
    for (const { server } of servers.values()) await server.stop();
    await bots?.stop();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  for (const name of Object.keys(SERVERS)) {
    const watching = (): WatchingServer => servers.get(name) as WatchingServer;
    const server = (): Prometheus => watching().server;

    describe(`of ${name}`, () => {
      it('have data, and so has each part of a condition', async () => {
        let open: ReadonlyMap<Question, string> = new Map(asked.map((each) => [each, '']));
        await lookUntil(
          async () => {
            open = await unanswered(server(), [...open.keys()]);
            return open;
          },
          ({ size }) => size === 0,
        );
        expect(told(open)).to.equal('');
      });

      it('find a past as long as they look back', async () => {
        expect(past.length).to.be.above(0);
        expect(told(await unanswered(server(), past))).to.equal('');
      });

      it('are excused only from what there is no data for', async () => {
        const open = await unanswered(server(), all.filter(isExcused));
        const unneeded = EXCUSED.filter(({ query }) => {
          return ![...open.keys()].some((question) => query.test(question.query));
        });
        expect(unneeded).to.deep.equal([]);
      });

      it('are told apart from what has no data, no number, the wrong type or many partners', async () => {
        const wrong = {
          'genesis_pnl_dollars{job="nobody"}': /^no data$/,
          'vector(NaN)': /^NaN$/,
          'rate(genesis_orders_total)': /expected type range vector/,
          'genesis_up * on (job) genesis_connection_status': /many-to-many|multiple matches/,
        };
        const questions = Object.keys(wrong).map((query) => ({
          query,
          ago: 0,
          where: '',
          text: '',
        }));
        const open = await unanswered(server(), questions);
        const answers = questions.map((question) => open.get(question) ?? '');
        Object.values(wrong).forEach((pattern, index) => {
          expect(answers[index]).to.match(pattern);
        });
      });

      for (const job of ['prometheus', 'alertmanager']) {
        it(`are of metrics that ${job} tells as it is recorded`, async () => {
          const address =
            job === 'prometheus' ? new URL(server().url).host : bots.parts.alertmanager.address;
          const isNewest = SERVERS[name] === PROMETHEUS_3;
          // Some are there only when what they count has happened, such as a notification.
          const faults = await lookUntil(
            async () => {
              const exposed = await exposedMetrics(server(), job, address);
              return differences(recordedOf(job), exposed, isNewest);
            },
            ({ length }) => length === 0,
          );
          expect(faults).to.deep.equal([]);
        });
      }

      it('are asked by commands that a shell can run', async () => {
        expect(commands.length).to.be.above(0);
        expect((await faultsOf(commands)).join('\n')).to.equal('');
      });

      it('are not asked by others', async () => {
        const texts = [
          'curl -s http://localhost:9090/api/v1/no-such-thing',
          "promtool query instant http://localhost:9090 'rate(genesis_up)'",
          'amtool --alertmanager.url=http://localhost:9093 alerts of mine',
          'promtool check rules docker/prometheus/rules/none.yml',
        ];
        const wrong = commandsOf(['```sh', ...texts, '```'].join('\n'));
        expect(await faultsOf(wrong.map((each) => ({ ...each, file: '' })))).to.have.length(4);
      });

      async function faultsOf(some: readonly DocumentCommand[]): Promise<string[]> {
        const { alertmanager, demo, store } = bots.parts;
        const places = {
          'localhost:9090': new URL(server().url).host,
          'localhost:9093': alertmanager.address,
          'localhost:9464': demo.address,
          'localhost:8428': new URL(store.url).host,
          [FOLDER]: `${watching().folder}/`,
        };
        const faults: string[] = [];
        for (const command of some) {
          await runCommand(command, places).catch(({ message }: Error) => {
            faults.push(`${command.file}:${command.line}: ${message}`);
          });
        }
        return faults;
      }
    });
  }
});

/** What a server has that watches everything until it has happened, as the end of a long past. */
async function pastOf(bots: ObservedBots): Promise<string> {
  const { server: recorder } = await startWatching(bots, { program: PROMETHEUS_3, ruleFiles });
  try {
    await bots.stirred;
    const reaches = expressions.flatMap(reachesOf);
    const names = [...new Set(reaches.flatMap(({ name }) => name ?? []))];
    const has = async (): Promise<boolean> => {
      const found = await recorder.instant(`{__name__=~"${recorded.join('|')}"}`, Date.now());
      return new Set(found.map(({ labels }) => labels['__name__'])).size === recorded.length;
    };
    await lookUntil(has, Boolean);
    // It counts what it is asked, and knows of that when it has looked at itself.
    await recorder.scraped('prometheus');
    const samples = await recorder.instant(`{__name__=~"${names.join('|')}"}`, Date.now());
    return await writeHistory(samples, reaches);
  } finally {
    await recorder.stop();
  }
}

/** What is recorded and is not so; what only newer servers have may be missing on an older one. */
function differences(
  expected: readonly Metric[],
  exposed: readonly Metric[],
  isNewest: boolean,
): string[] {
  const byName = new Map(exposed.map((metric) => [metric.name, metric]));
  return expected.flatMap(({ name, kind, labels, isNew = false }) => {
    const found = byName.get(name);
    if (found === undefined) return isNew && !isNewest ? [] : [`${name} is not there`];
    const missing = [...labels].filter((label) => !found.labels.has(label));
    const faults = missing.map((label) => `${name} has no label ${label}`);
    return found.kind === kind ? faults : [...faults, `${name} is a ${found.kind}`];
  });
}
