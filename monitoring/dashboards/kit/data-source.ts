/** The Prometheus that is chosen at the top of the dashboard; no panel names another one. */
export const DATA_SOURCE = { type: 'prometheus', uid: '$datasource' } as const;
