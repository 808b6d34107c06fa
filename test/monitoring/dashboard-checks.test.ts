import type { Dashboard, Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { expect } from 'chai';
import { risk } from '../../monitoring/dashboards/risk.js';
import {
  dataSourceProblems,
  gridProblems,
  idProblems,
  linkProblems,
  orderProblems,
  panelProblems,
  variableProblems,
} from './support/dashboard-checks.js';

const UIDS = ['genesis-orders', 'genesis-exchange', 'genesis-health', 'genesis-runbooks'];

/** A copy of a good dashboard, with its second panel spoilt. */
function spoilt(spoil: (panel: Panel, dashboard: Dashboard) => void): Dashboard {
  const copy = structuredClone(JSON.parse(JSON.stringify(risk))) as Dashboard;
  const [, panel] = copy.panels ?? [];
  spoil(panel as Panel, copy);
  return copy;
}

const at = (x: number, w = 4): ((panel: Panel) => void) => {
  return (panel) => {
    panel.gridPos = { x, y: 0, w, h: 3 };
  };
};

describe('the checks of dashboards', () => {
  it('find ids that are there twice or not at all', () => {
    expect(idProblems(risk)).to.deep.equal([]);
    expect(idProblems(spoilt((panel) => (panel.id = 1)))).to.deep.equal(['id 1']);
    expect(idProblems(spoilt((panel) => (panel.id = 0)))).to.deep.equal(['id 0']);
    const namesake = spoilt((panel) => (panel.title = 'P&L'));
    expect(idProblems(namesake)).to.deep.equal(['title P&L']);
    const twoQueries = spoilt((panel) => panel.targets?.push(...panel.targets));
    expect(idProblems(twoQueries)).to.deep.equal(['id Unrealized A']);
  });

  it('find panels on one another and beyond the grid', () => {
    expect(gridProblems(risk)).to.deep.equal([]);
    expect(gridProblems(spoilt(at(3)))).to.deep.equal(['Unrealized overlaps']);
    expect(gridProblems(spoilt(at(21)))).to.include('Unrealized is outside');
    expect(gridProblems(spoilt(at(0, 25)))).to.include('Unrealized is outside');
  });

  it('find panels that a phone shows in another order', () => {
    expect(orderProblems(risk)).to.deep.equal([]);
    expect(orderProblems(spoilt(at(16)))).to.deep.equal(['Drawdown now is out of order']);
  });

  it('find panels that do not say what they show', () => {
    expect(panelProblems(risk)).to.deep.equal([]);
    const untitled = spoilt((panel) => (panel.title = ''));
    expect(panelProblems(untitled)).to.deep.equal(['2 lacks title']);
    const undescribed = spoilt((panel) => (panel.description = ''));
    expect(panelProblems(undescribed)).to.deep.equal(['Unrealized lacks description']);
    const unitless = spoilt((panel) => delete panel.fieldConfig?.defaults.unit);
    expect(panelProblems(unitless)).to.deep.equal(['Unrealized lacks unit']);
    const unasked = spoilt((panel) => (panel.targets = []));
    expect(panelProblems(unasked)).to.deep.equal(['Unrealized lacks query']);
    const empty = spoilt((panel) => Object.assign(panel.targets?.[0] ?? {}, { expr: ' ' }));
    expect(panelProblems(empty)).to.deep.equal(['Unrealized lacks expr']);
    const nameless = spoilt((panel) => (panel.type = 'timeseries'));
    expect(panelProblems(nameless)).to.deep.equal(['Unrealized lacks legend']);
  });

  it('find a data source that nobody chose', () => {
    expect(dataSourceProblems(risk)).to.deep.equal([]);
    const other = spoilt((panel) => (panel.datasource = { type: 'prometheus', uid: 'abc' }));
    expect(dataSourceProblems(other)).to.have.length(1);
    const none = spoilt((panel) => delete panel.datasource);
    expect(dataSourceProblems(none)).to.deep.equal(['Unrealized names no data source']);
  });

  it('find variables that are not declared', () => {
    expect(variableProblems(risk)).to.deep.equal([]);
    const unknown = spoilt((panel) => (panel.title = 'of $venue'));
    expect(variableProblems(unknown)).to.deep.equal(['$venue is not declared']);
  });

  it('find links that lead nowhere or forget', () => {
    expect(linkProblems(risk, UIDS)).to.deep.equal([]);
    expect(linkProblems(risk, UIDS.slice(1))).to.deep.equal(['/d/genesis-orders leads nowhere']);
    const forgetful = spoilt((_, { links }) => {
      for (const link of links?.slice(0, 1) ?? []) link.keepTime = false;
    });
    expect(linkProblems(forgetful, UIDS)).to.deep.equal(['/d/genesis-orders forgets']);
  });
});
