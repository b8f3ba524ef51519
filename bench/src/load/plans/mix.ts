import { randomUUID } from 'node:crypto';
import { seeded } from 'itsm-harness';
import { api } from '../../scenarios/floor';
import type { HttpSession } from '../../stage/HttpSession';
import type { Plan } from '../protocol';
import type { Send } from './Send';

export type MixPlan = Extract<Plan, { name: 'mix' }>;

/** What people in an enterprise do with such a tool, in percent. */
export const MIX = {
  list: 40,
  view: 30,
  update: 15,
  create: 10,
  search: 5,
} as const;
type Kind = keyof typeof MIX;

/** What is done with each number from 0 to 99. */
const KINDS: readonly Kind[] = Object.entries(MIX).flatMap(([kind, share]) =>
  Array.from({ length: share }, () => kind as Kind),
);

/** What somebody who reports an incident sends. */
export const newIncident = (entity: string, title: string): string =>
  JSON.stringify({
    title,
    description: 'Opened by the benchmark, like a person would.',
    entities: [entity],
    impact: 'medium',
    urgency: 'medium',
  });

/** Draws what to do from the seed. Each incident is edited by one request at a time, as a person would. */
export async function mixSender(
  http: HttpSession,
  plan: MixPlan,
): Promise<Send> {
  const random = seeded(plan.seed);
  const create = (title: string) =>
    http.send('POST', api('incidents'), {
      body: newIncident(random.pick(plan.entities), title),
      headers: { 'idempotency-key': randomUUID() },
    });
  const free: { number: string; etag: string }[] = [];
  for (const number of plan.edited) {
    const { headers } = await http.get(api(`incidents/${number}`));
    free.push({ number, etag: String(headers.etag) });
  }

  const lists = [
    () => api('incidents', { state: 'open', limit: 20, count: true }),
    () => api('changes', { state: 'open', limit: 20, count: true }),
    () => api('incidents', { state: 'open', mine: true, limit: 20 }),
    () => api('incidents', { state: 'all', sort: 'updated', limit: 20 }),
    () =>
      api('incidents', {
        state: 'open',
        entity: random.pick(plan.entities),
        limit: 20,
        count: true,
      }),
  ];
  const does: Record<Kind, (index: number) => Promise<unknown>> = {
    list: () => http.get(random.pick(lists)()),
    view: () => http.get(api(`records/${random.pick(plan.numbers)}`)),
    search: () =>
      http.get(api('incidents', { q: random.pick(plan.words), limit: 20 })),
    create: index => create(`Created ${index}`),
    update: async index => {
      const own = free.shift();
      if (!own) throw new Error('All incidents are being edited');
      try {
        const { headers } = await http.send(
          'PATCH',
          api(`incidents/${own.number}`),
          {
            body: JSON.stringify({ description: `Edited ${index}` }),
            headers: { 'if-match': own.etag },
          },
        );
        own.etag = String(headers.etag);
      } finally {
        free.push(own);
      }
    },
  };
  return async index => {
    const kind = random.pick(KINDS);
    await does[kind](index);
    return kind;
  };
}
