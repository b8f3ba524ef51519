import type { KindView } from 'backstage-plugin-itsm-react';

const LIKELIHOOD = 'field.likelihood';

/** How risks are shown. */
export const riskView: KindView = {
  definition: () => import('./risk').then(m => m.risk),
  prioritized: false,
  columns: [
    {
      id: 'likelihood',
      label: LIKELIHOOD,
      cell: ({ fields }) => String(fields.likelihood),
    },
  ],
  facts: () => [],
  panels: [],
  nextActions: ['accept', 'close'],
  actions: {},
  createOrder: ['title', 'entities', 'likelihood', 'description'],
  editOrder: ['title', 'likelihood', 'description'],
  fields: {},
};
