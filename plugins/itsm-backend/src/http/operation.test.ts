import { deliveryReadPermission } from 'backstage-plugin-itsm-common';
import { z } from 'zod';
import { guardName } from './guard';
import { op, rawOp } from './operation';

const declared = {
  id: 'count',
  method: 'get',
  path: '/v1/counts',
  summary: 'Counts',
  permission: 'everybody',
  query: z.strictObject({ from: z.coerce.number() }),
  result: z.object({ count: z.number() }),
} as const;

/** Judged by the compiler: a line without the error that it expects fails. */
describe('what is declared of an operation is what its handler gets', () => {
  it('has the types of its schemas', () => {
    const counts = op(declared, async ({ query }) => ({ count: query.from }));
    // @ts-expect-error a text is no number
    const tells = op(declared, async () => ({ count: 'one' }));
    // @ts-expect-error the query has no such parameter
    const asks = op(declared, async ({ query }) => ({ count: query.until }));
    // @ts-expect-error nobody says who may call it
    const open = op({ ...declared, permission: undefined }, async () => ({}));
    expect([counts, tells, asks, open]).toHaveLength(4);
  });

  it('is the request and the response only for a raw one', () => {
    // @ts-expect-error an operation answers with what it returns
    const writes = op(declared, async ({ res }) => res.json());
    // @ts-expect-error and reads what its schemas let through
    const reads = op(declared, async ({ req }) => ({ count: req.body.count }));
    const { result, ...raw } = declared;
    const sends = rawOp(raw, async ({ res, query }) => {
      res.send(String(query.from));
    });
    for (const each of [writes, reads]) {
      expect(Object.keys(each)).toEqual(['operation', 'handler']);
    }
    expect(Object.keys(sends)).toEqual(['operation', 'rawHandler']);
  });

  it('is named in the document', () => {
    expect(guardName('everybody')).toBe('none: every signed-in caller');
    expect(guardName({ byRecord: 'itsm.task.read' })).toBe('itsm.task.read');
    expect(guardName(deliveryReadPermission)).toBe('itsm.delivery.read');
  });
});
