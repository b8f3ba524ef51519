import { createPermission } from '@backstage/plugin-permission-common';
import { ConflictingError } from 'backstage-plugin-itsm-common';
import { z } from 'zod';
import { actingFor } from '../../callers/actingFor';
import type { House } from '../../House';
import { op, type Mounted } from '../../http/operation';
import { UNWIND } from './unwind';

export const toyWindPermission = createPermission({
  name: 'itsm.toy.wind',
  attributes: { action: 'update' },
});

/** How long a toy runs. */
export const RUNS_MS = 60_000;

/** Lets people wind up the toy of a record that they see. */
export const toyOperations = ({ records, reader, now }: House): Mounted[] => [
  op(
    {
      id: 'wind-toy',
      method: 'post',
      path: '/v1/toys/{number}/wind',
      summary: 'Wind up the toy of a record',
      permission: toyWindPermission,
      body: z.strictObject({ turns: z.int().min(1).max(20) }),
      result: z.strictObject({ number: z.string() }),
    },
    async ({ caller, params: { number }, body: { turns } }) => {
      const visible = await reader.visible(caller, number);
      const { id } = visible.record;
      const acting = await actingFor(caller, visible, now());
      await records.transactionOn(id, async tx => {
        await tx.append(
          id,
          {
            verb: 'commented',
            audience: 'internal',
            body: { text: `Turns of the toy: ${turns}` },
          },
          acting,
          {
            timers: [
              { name: 'toy', handler: UNWIND, dueAt: acting.at + RUNS_MS },
            ],
          },
        );
        // So late that all of it has to be taken back
        if (turns > 10) {
          throw new ConflictingError('The spring broke. Wind it less.', {
            code: 'spring_broke',
          });
        }
      });
      return { number };
    },
  ),
];
