import { z } from 'zod';
import { recordNumber, requiredText } from '../../fields';
import type { ActContext, ActionDefinition, Effects } from '../../action';
import { asLink, ownLinks } from '../shared/links';
import { waitingLinks, type Incident } from './moves';
import { RESOLUTION_CODES, solved, taken } from './solution';

const OPEN = ['new', 'in_progress', 'on_hold'];

/** Its links with one problem. */
const linksWith = (ctx: ActContext, problem: string) =>
  [...ownLinks(ctx, 'causedBy'), ...ownLinks(ctx, 'waitsFor')].filter(
    link => link.ref === problem,
  );

/** The problem at the end of a row of duplicates; none where they are duplicates of each other, or too many. */
function stayingOf(ctx: ActContext, first: string): string | undefined {
  const seen = new Set<string>();
  for (let at: unknown = first; typeof at === 'string' && !seen.has(at);) {
    seen.add(at);
    const target = ctx.targets.get(at);
    if (target?.fields?.closeCode !== 'duplicate') return target && at;
    at = target.fields.duplicateOf;
  }
  return undefined;
}

/** What only the system does, as `followNeighbour` says. */
export const followUps: Record<string, ActionDefinition> = {
  /** The awaited person answered, or the awaited record is done. */
  wake: {
    from: ['on_hold'],
    to: 'in_progress',
    who: ['system'],
    input: z.strictObject({ by: recordNumber.optional() }),
    apply: (record: Incident, input, ctx): Effects => ({
      patch: { data: { holdReason: null } },
      body: { holdReason: record.data.holdReason, by: input.by },
      links: { remove: waitingLinks(ctx) },
    }),
  },
  /** Its parent is resolved, and so is it. */
  resolve_with_parent: {
    from: ['new', 'in_progress', 'on_hold'],
    to: 'resolved',
    who: ['system'],
    input: z.strictObject({
      parent: recordNumber,
      code: z.enum(RESOLUTION_CODES),
      notes: requiredText(20_000).optional(),
    }),
    apply: (record: Incident, { code, notes = '', parent }, ctx): Effects => ({
      ...solved(
        record,
        { code, notes, causeUnknown: true, withParent: true },
        ctx,
      ),
      body: { code, parent, ...(notes && { notes }) },
    }),
  },
  /** An agent took its parent back, with which it was resolved. */
  reopen_with_parent: {
    from: ['resolved'],
    to: 'in_progress',
    who: ['system'],
    input: z.strictObject({ parent: recordNumber }),
    refuse: (record: Incident) =>
      record.data.resolution?.withParent
        ? undefined
        : { code: 'not_resolved_with_parent' },
    apply: (record: Incident, { parent }, ctx): Effects => ({
      ...taken(record, ctx),
      body: { parent },
    }),
  },
  /** Its parent was none: it goes on by itself, and somebody has to know. */
  lose_parent: {
    from: OPEN,
    who: ['system'],
    verb: 'reminded',
    audience: 'internal',
    input: z.strictObject({ parent: recordNumber }),
    refuse: (_record, ctx) =>
      ownLinks(ctx, 'parent').length > 0 ? undefined : { code: 'no_parent' },
    apply: (_record, { parent }, ctx): Effects => ({
      body: { parent, parentState: 'canceled' },
      links: { remove: ownLinks(ctx, 'parent').map(asLink) },
    }),
  },
  /** The problem that it waited for is solved, and so is it. */
  resolve_by_problem: {
    from: ['on_hold'],
    to: 'resolved',
    who: ['system'],
    input: z.strictObject({
      problem: recordNumber,
      notes: requiredText(20_000).optional(),
    }),
    apply: (record: Incident, { problem, notes = '' }, ctx): Effects => {
      const solution = {
        code: 'by_problem' as const,
        notes,
        causeUnknown: false,
      };
      const effects = solved(record, solution, ctx);
      return {
        ...effects,
        body: { code: 'by_problem', problem, ...(notes && { notes }) },
        links: {
          ...effects.links,
          add: [{ role: 'causedBy', target: 'record', ref: problem }],
        },
      };
    },
  },
  /** Its problem has, or has changed, something that helps until there is a solution. */
  take_workaround: {
    from: OPEN,
    who: ['system'],
    verb: 'commented',
    input: z.strictObject({
      problem: recordNumber,
      workaround: requiredText(20_000),
    }),
    refuseInput: (record: Incident, { workaround }) =>
      record.data.workaround === workaround
        ? { code: 'workaround_is_known' }
        : undefined,
    apply: (_record, { problem, workaround }): Effects => ({
      patch: { data: { workaround } },
      body: { problem, text: workaround },
    }),
  },
  /** Its problem was a duplicate: from now on it belongs to the one that stays. */
  follow_duplicate: {
    from: [...OPEN, 'resolved'],
    who: ['system'],
    verb: 'linked',
    input: z.strictObject({
      problem: recordNumber,
      duplicateOf: recordNumber,
    }),
    refuseInput: (_record, { problem, duplicateOf }, ctx) => {
      if (linksWith(ctx, problem).length === 0) {
        return { code: 'not_linked_with_it' };
      }
      // Some that were marked as duplicates of each other would send it around for ever
      const ref = stayingOf(ctx, duplicateOf);
      return ref === undefined || ref === problem
        ? { code: 'duplicate_of_ended', params: { ref: duplicateOf } }
        : undefined;
    },
    apply: (_record, { problem, duplicateOf }, ctx): Effects => {
      const moved = linksWith(ctx, problem).map(asLink);
      const ref = stayingOf(ctx, duplicateOf)!;
      const links = moved.map(link => ({ ...link, ref }));
      return { body: { links, problem }, links: { remove: moved, add: links } };
    },
  },
  /** Its problem will not be solved. */
  note_accepted_risk: {
    from: OPEN,
    who: ['system'],
    verb: 'reminded',
    audience: 'internal',
    input: z.strictObject({ problem: recordNumber }),
    refuse: (record: Incident) =>
      record.data.riskAccepted ? { code: 'risk_is_known' } : undefined,
    apply: (_record, { problem }): Effects => ({
      patch: { data: { riskAccepted: true } },
      body: { problem, closeCode: 'risk_accepted' },
    }),
  },
};
