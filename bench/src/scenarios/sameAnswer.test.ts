import type { RecordPage, RecordView } from 'backstage-plugin-itsm-common';
import type { Row } from '../stage/SqlSession';
import {
  requireAlike,
  requireSameNumbers,
  requireSamePage,
  requireSameRecord,
} from './sameAnswer';

const AT = Date.UTC(2026, 0, 5);
const ENTITIES = Array.from({ length: 6 }, (_, i) => `component:default/c${i}`);

const item = {
  number: 'INC-000001',
  kind: 'incident',
  state: 'new',
  version: 1,
  title: 'Vouchers are refused',
  description: 'Every one of them',
  priority: null,
  requester: 'user:default/rita',
  assignee: null,
  assignmentGroup: 'group:default/team-checkout',
  restricted: false,
  updatedAt: new Date(AT).toISOString(),
  entities: ENTITIES.slice(0, 5),
  entityCount: 6,
};
const row = {
  number: 'INC-000001',
  kind: 'incident',
  state: 'new',
  version: 1,
  title: 'Vouchers are refused',
  description: 'Every one of them',
  priority: null,
  requester: 'user:default/rita',
  assignee: null,
  assignment_group: 'group:default/team-checkout',
  restricted: 0,
  // The driver of PostgreSQL hands large numbers out as texts
  updated_at: String(AT),
  entities: ENTITIES.join(' '),
  total: '1',
};

describe('a page', () => {
  const page = (change: object = {}) =>
    ({
      items: [item],
      nextCursor: null,
      count: { value: 1, capped: false },
      ...change,
    }) as unknown as RecordPage;
  const compare = (answer: RecordPage, rows: Row[]) => () =>
    requireSamePage('/incidents', answer, rows);

  it('may be the same', () => {
    expect(compare(page(), [row])).not.toThrow();
    expect(compare(page({ items: [], count: undefined }), [])).not.toThrow();
  });

  it.each([
    ['a row is missing', page(), []],
    ['a row is too much', page({ items: [] }), [row]],
    ['a record is another', page(), [{ ...row, number: 'INC-000002' }]],
    ['a field is another', page(), [{ ...row, priority: 3 }]],
    ['an entity is missing', page(), [{ ...row, entities: ENTITIES[0] }]],
    ['a page goes on', page({ nextCursor: 'x' }), [row]],
    ['a count is another', page(), [{ ...row, total: 2 }]],
    ['a count is cut off', page(), [{ ...row, total: 1_001 }]],
  ])('is not the same when %s', (_name, answer, rows) => {
    expect(compare(answer, rows)).toThrow(/\/incidents.* answers otherwise/);
  });

  it('has its records in an order', () => {
    const both = page({
      items: [{ number: 'INC-000001' }, { number: 'INC-000002' }],
    });
    const rows = [{ number: 'INC-000001' }, { number: 'INC-000002' }];
    expect(() => requireSameNumbers('a page', both, rows)).not.toThrow();
    expect(() => requireSameNumbers('a page', both, rows.reverse())).toThrow(
      '"INC-000002" instead of "INC-000001" (number 1 of 2)',
    );
  });
});

describe('a record', () => {
  const record = {
    ...item,
    links: [
      { role: 'affected', ref: ENTITIES[0] },
      {
        role: 'parent',
        ref: 'INC-000009',
        record: { title: 'Everything is slow', state: 'new' },
      },
    ],
    attachments: [{ id: 'a1' }],
    timeline: {
      items: [
        { id: 'e2', verb: 'commented', amendment: { id: 'e3' } },
        { id: 'e1', verb: 'created' },
      ],
    },
  } as unknown as RecordView;
  const full = {
    ...row,
    links: JSON.stringify([
      { role: 'affected', ref: ENTITIES[0], title: null, state: null },
    ]),
    incoming: [
      {
        role: 'parent',
        ref: 'INC-000009',
        title: 'Everything is slow',
        state: 'new',
      },
    ],
    entries: [
      { id: 'e2', verb: 'commented', amendment: 'e3' },
      { id: 'e1', verb: 'created', amendment: null },
    ],
    attachments: [{ id: 'a1' }],
  };

  it('may be the same, whether its parts come as text or not', () => {
    expect(() => requireSameRecord(record, full)).not.toThrow();
  });

  it.each([
    ['INC-000001', { version: 2 }],
    ['INC-000001', { description: 'Some of them' }],
    ['links of INC-000001', { incoming: null }],
    ['the timeline of INC-000001', { entries: full.entries.slice(1) }],
    ['attachments of INC-000001', { attachments: '[]' }],
  ])('is not the same when it differs in %s: %j', (what, change) => {
    expect(() => requireSameRecord(record, { ...full, ...change })).toThrow(
      `The statement for ${what} answers otherwise`,
    );
  });

  it('is written like another one, but for its number and its times', () => {
    const written = {
      ...record,
      fields: {},
      actions: [{ name: 'start' }],
      can: { edit: true },
    } as unknown as RecordView;
    const later = {
      ...written,
      number: 'INC-000002',
      updatedAt: new Date(AT + 1).toISOString(),
    };
    expect(() => requireAlike(written, later)).not.toThrow();
    expect(() => requireAlike(written, { ...later, links: [] })).toThrow(
      'The statement for links of INC-000002 answers otherwise',
    );
    expect(() => requireAlike(written, { ...later, actions: [] })).toThrow(
      'The statement for actions of INC-000002 answers otherwise',
    );
  });
});
