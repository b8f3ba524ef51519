import type { EntryView } from 'backstage-plugin-itsm-common';
import { entryDetails } from './entryDetails';

const entry = (body: EntryView['body']): EntryView => ({
  id: 'e',
  seq: 1,
  at: '2026-01-05T09:00:00.000Z',
  actor: { type: 'user', ref: 'user:default/eddie' },
  verb: 'created',
  audience: 'public',
  body,
});

it('takes two values of a list for a list, and of a single value for a change', () => {
  const refs = ['component:default/a', 'component:default/b'];
  const people = [null, 'user:default/eddie'];
  expect(
    entryDetails(
      entry({
        entities: refs,
        assignee: people,
        fields: { title: ['Old', 'New'], major: ['none', 'proposed'] },
      }),
    ),
  ).toEqual([
    { name: 'title', before: 'Old', value: 'New', changed: true },
    { name: 'major', before: 'none', value: 'proposed', changed: true },
    { name: 'entities', value: refs, changed: false },
    { name: 'assignee', before: null, value: people[1], changed: true },
  ]);
});
