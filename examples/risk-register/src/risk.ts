import { z } from 'zod';
import {
  assignIn,
  defineKind,
  requiredText,
  sharedCreateFields,
  sharedEditFields,
} from 'backstage-plugin-itsm-common';

const likelihood = z.enum(['likely', 'possible', 'unlikely']);

/** Something that may happen to an entity, and what is done about it. */
export const risk = defineKind({
  name: 'risk',
  plural: 'risks',
  prefix: 'RSK',
  dataVersion: 1,
  states: {
    open: { phase: 'active' },
    accepted: { phase: 'waiting' },
    closed: { phase: 'done' },
  },
  summaryFields: ['likelihood'],
  instantFields: [],
  readOnlyIn: ['closed'],
  create: z.strictObject({ ...sharedCreateFields, likelihood }),
  edit: z.strictObject({
    ...sharedEditFields,
    likelihood: likelihood.optional(),
  }),
  actions: {
    assign: assignIn('open', 'accepted'),
    accept: {
      from: ['open'],
      to: 'accepted',
      who: ['agent'],
      input: z.strictObject({ reason: requiredText(2_000) }),
      apply: (_record, { reason }) => ({ body: { reason } }),
    },
    close: {
      from: ['open', 'accepted'],
      to: 'closed',
      who: ['agent'],
      input: z.strictObject({}),
    },
  },
});
