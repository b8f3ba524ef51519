import type { Known } from '../writes/Write';
import type { PersonName } from '../people';
import type { Question } from '../wire';

/** Somebody who wants something of a change, and may have it in this state. */
export interface Racer {
  who: PersonName;
  /** An action, `edit` or `link`. */
  what: string;
  body: object;
}

const reason = { reason: 'Changed my mind' };
const cancel = { ...reason, backoutEvidence: 'The old version runs' };
/** Completed for each race, so that it changes something. */
const edit = {};
const link = { role: 'affected', target: 'entity' };
/** One for each race of a change. */
const ENTITIES = [
  'shipping',
  'web-shop',
  'fraud-check',
  'mobile-bff',
  'price-importer',
  'product-search',
  'session-service',
  'warehouse-console',
];

/** The change is Eddie's; Chen and Adam were asked to approve it, and manage changes. */
const APPROVERS: PersonName[] = ['chen', 'adam'];

const byApprovers = (what: string, body: object): Racer[] =>
  APPROVERS.map(who => ({ who, what, body }));

/** Races of one change; each may link another entity. */
export const LAPS = ENTITIES.length;

/** Cancelling ends a race for good, so only one in many states wants it. */
export const RACERS: Record<string, Racer[]> = {
  new: [
    { who: 'eddie', what: 'request_assessment', body: {} },
    { who: 'eddie', what: 'edit', body: edit },
    ...byApprovers('request_assessment', {}),
  ],
  assess: [
    ...byApprovers('approve_assessment', {}),
    ...byApprovers('approve_assessment', {}),
    { who: 'chen', what: 'reject', body: reason },
    { who: 'eddie', what: 'revert', body: reason },
    { who: 'eddie', what: 'edit', body: edit },
    { who: 'eddie', what: 'link', body: link },
  ],
  authorize: [
    ...byApprovers('authorize', {}),
    ...byApprovers('authorize', {}),
    { who: 'adam', what: 'reject', body: reason },
    { who: 'eddie', what: 'revert', body: reason },
  ],
  scheduled: [
    { who: 'eddie', what: 'implement', body: {} },
    { who: 'chen', what: 'implement', body: {} },
    { who: 'eddie', what: 'edit', body: edit },
    { who: 'eddie', what: 'link', body: link },
    { who: 'adam', what: 'cancel', body: cancel },
  ],
  implement: [
    { who: 'eddie', what: 'finish', body: { result: 'success' } },
    // What failed is closed after its review, which nobody here writes
    {
      who: 'adam',
      what: 'finish',
      body: { result: 'success', notes: 'Late' },
    },
    { who: 'chen', what: 'cancel', body: cancel },
  ],
  review: [
    { who: 'eddie', what: 'close', body: { closeCode: 'successful' } },
    {
      who: 'adam',
      what: 'close',
      body: { closeCode: 'successful', notes: 'Late' },
    },
  ],
};

/** What was approved must not change unless the approval goes with it. */
export const SETTLING = ['approve_assessment', 'authorize', 'implement'];

/** Links need no version; everything else names the one that the racers saw. */
export function questionOf(
  { what, body }: Racer,
  { number, version }: Known,
  o: { lap: number; token: string },
): Question {
  const { lap, token } = o;
  const path = `/api/itsm/v1/changes/${number}`;
  const headers = { 'if-match': `"${version}"` };
  if (what === 'link') {
    const ref = `component:default/${ENTITIES[lap]}`;
    return {
      method: 'POST',
      path: `${path}/links`,
      body: { ...body, ref },
      token,
    };
  }
  if (what === 'edit') {
    const plan = { implementationPlan: `Deploy, ${version}` };
    return { method: 'PATCH', path, headers, body: plan, token };
  }
  return {
    method: 'POST',
    path: `${path}/actions/${what}`,
    headers,
    body,
    token,
  };
}
