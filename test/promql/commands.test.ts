import { expect } from 'chai';
import { queriesOfCommand } from '../support/promql/command-queries.js';
import { commandsOf } from '../support/promql/commands.js';
import { isPromql, statementsOf } from '../support/promql/documents.js';
import { expressionsOfRule, templateLabels } from '../support/promql/rules.js';

const block = (language: string, ...lines: string[]): string =>
  ['Text', `\`\`\`${language}`, ...lines, '```', 'more text'].join('\n');

const found = (...lines: string[]): string[] =>
  commandsOf(block('sh', ...lines)).flatMap(queriesOfCommand);

describe('the expressions in commands', () => {
  const COMMANDS: Readonly<Record<string, readonly string[]>> = {
    'curl http://localhost:9090/api/v1/query?query=genesis_pnl_dollars': ['genesis_pnl_dollars'],
    "curl 'http://localhost:9090/api/v1/query?query=up%7Bjob%3D%22a%22%7D' | jq .": ['up{job="a"}'],
    "$ curl -sG localhost:9090/api/v1/query --data-urlencode 'query=a > 1'": ['a > 1'],
    'curl -sG localhost:9090/federate --data-urlencode \'match[]={job="a"}\'': ['{job="a"}'],
    'promtool query instant http://localhost:9090 "up{job=\\"a\\"} == 0"': ['up{job="a"} == 0'],
    "promtool query range --start=1 --end=2 http://localhost:9090 'a'": ['a'],
    'promtool query series --match=\'up{job="a"}\' http://localhost:9090': ['up{job="a"}'],
    "docker compose -f a.yml exec prometheus promtool query instant http://localhost:9090 'b'": [
      'b',
    ],
    'promtool check rules a.yml': [],
    'curl http://localhost:9464/metrics # query=a': [],
    'the endpoint can be asked by curl -d query=a': [],
  };
  for (const [command, queries] of Object.entries(COMMANDS)) {
    it(command, () => {
      expect(found(command)).to.deep.equal(queries);
    });
  }

  it('go on behind a backslash, a pipe and in quotes', () => {
    const lines = [
      'curl -sG localhost:9090/api/v1/query \\',
      "  -d 'x=1' --data-urlencode 'query=a",
      "or b' |",
      '  jq .',
    ];
    expect(found(...lines, 'promtool query instant http://localhost:9090 c')).to.deep.equal([
      'a\nor b',
      'c',
    ]);
    expect(commandsOf(block('sh', ...lines)).map(({ line }) => line)).to.deep.equal([3]);
  });
});

describe('the expressions in documents', () => {
  it('stand on lines of their own, or over several', () => {
    const text = '# Of one line\na > 1\nrate(b[5m])\n\nsum by (c) (\n  d\n) / on (c)\n  e # ends\n';
    expect(statementsOf(text)).to.deep.equal([
      'a > 1',
      'rate(b[5m])',
      'sum by (c) (\n  d\n) / on (c)\n  e # ends',
    ]);
  });

  it('are seen where they are broken', () => {
    expect(statementsOf('a > 1\nrate(b[5m]\nc')).to.deep.equal(['a > 1', 'rate(b[5m]', 'c']);
  });

  it('are told from other code', () => {
    const code = {
      'genesis_event_loop_lag_seconds > 5': true,
      'increase(genesis_orders_total[5m]) == 0': true,
      'genesis_order_errors_total{error_type="auth"}': true,
      'rate(genesis_orders_total[5m]': true,
      genesis_pnl_dollars: true,
      up: true,
      'delta()': false,
      'failed / total': false,
      'npm run demo': false,
      'genesis-otel/register': false,
      'promtool check metrics': false,
      error_type: false,
    };
    for (const [text, expected] of Object.entries(code)) {
      expect(isPromql({ text, line: 1 }), text).to.equal(expected);
    }
  });
});

describe('the expressions in templates of alerts', () => {
  const rule = {
    alert: 'A',
    expr: 'a > 1',
    annotations: {
      summary: '{{ with query "sum(b{c=\\"d\\"})" }}{{ . | first | value }}{{ end }}',
      description: '{{ printf "e{instance=%q}" $labels.instance | query | first | value }}',
      action: '{{ with $labels.exchange }}on {{ . }}{{ end }}{{ if $labels.side }}{{ end }}',
    },
  };

  it('are found behind query and before it', () => {
    const texts = expressionsOfRule({ file: 'f', where: 'w', rule }).map(({ text }) => text);
    expect(texts).to.deep.equal(['a > 1', 'sum(b{c="d"})', 'e{instance=".+"}']);
  });

  it('speak of labels, some of which they ask for first', () => {
    expect(templateLabels(rule)).to.deep.equal(['instance']);
  });
});
