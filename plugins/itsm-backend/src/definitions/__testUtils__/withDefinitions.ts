import type { Knex } from 'knex';
import { decide } from '../../__testUtils__/policy';
import { startItsm } from '../../__testUtils__/startItsm';

/** Starts the plugin with two administrators of routing rules: adam and chen. */
export async function startWithDefinitions(knex: Knex, itsm: object = {}) {
  const started = await startItsm({
    knex,
    itsm: { desks: { it: {}, hr: {} }, ...itsm },
    decide: (person, permission) =>
      person === 'chen' && permission.startsWith('itsm.routing.')
        ? { result: 'ALLOW' }
        : decide(person, permission),
  });
  const { call } = started;
  const root = '/v1/definitions/routing-rules';
  return {
    ...started,
    root,
    draft: async (name: string, spec: object = ORPHANS) =>
      (await call('adam', 'post', root).send({ name, spec }).expect(201)).body,
    act: (
      person: 'adam' | 'chen',
      { id, version }: { id: string; version: number },
      action: string,
      body: object = {},
    ) =>
      call(person, 'post', `${root}/${id}/actions/${action}`)
        .set('if-match', String(version))
        .send(body),
    edit: (
      person: 'adam' | 'chen',
      { id, version }: { id: string; version: number },
      body: object,
    ) =>
      call(person, 'patch', `${root}/${id}`)
        .set('if-match', String(version))
        .send(body),
  };
}

/** Routes what affects the component without an owner. */
export const ORPHANS = {
  order: 10,
  when: { 'entity.name': 'orphan' },
  group: 'group:default/team-search',
  category: 'homeless',
};
