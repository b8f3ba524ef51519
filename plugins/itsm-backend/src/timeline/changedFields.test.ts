import { kindsByName, type ItsmRecord } from 'backstage-plugin-itsm-common';
import { changedFields } from './changedFields';

const AT = Date.UTC(2026, 10, 28, 12);

it('tells instants as everybody reads them, and every other value as it is', () => {
  const record = (more: object, data: object) =>
    ({ version: 1, state: 'draft', ...more, data }) as unknown as ItsmRecord;
  expect(
    changedFields(
      kindsByName.article,
      record({ title: 'A', startedAt: null }, { validTo: AT, helpful: 1 }),
      record({ title: 'B', startedAt: AT }, { helpful: 2 }),
    ),
  ).toEqual({
    title: ['A', 'B'],
    startedAt: [null, '2026-11-28T12:00:00.000Z'],
    validTo: ['2026-11-28T12:00:00.000Z', null],
    helpful: [1, 2],
  });
});
