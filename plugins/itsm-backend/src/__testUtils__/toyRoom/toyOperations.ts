import { createPermission } from '@backstage/plugin-permission-common';
import { ConflictingError } from 'backstage-plugin-itsm-common';
import { z } from 'zod';
import { actingFor } from '../../callers/actingFor';
import type { House } from '../../House';
import { op, type Mounted } from '../../http/operation';
import { limitOf } from './limits';
import { woundUp } from './player';
import { toyLimitType } from './toyLimit';
import { UNWIND } from './unwind';

export const toyWindPermission = createPermission({
  name: 'itsm.toy.wind',
  attributes: { action: 'update' },
});

/** How long a toy runs. */
export const RUNS_MS = 60_000;

const windInput = z.strictObject({
  turns: z.int().min(1).max(20),
  /** Full ref of who plays with it. */
  player: z.string().max(300).optional(),
});

/** Lets people wind up the toy of a record that they see. */
export const toyOperations = ({
  records,
  reader,
  definitions,
  now,
}: House): Mounted[] => [
  op(
    {
      id: 'wind-toy',
      method: 'post',
      path: '/v1/toys/{number}/wind',
      summary: 'Wind up the toy of a record',
      permission: toyWindPermission,
      body: windInput,
      result: z.strictObject({ number: z.string() }),
    },
    async ({ caller, params: { number }, body: { turns, player } }) => {
      const visible = await reader.visible(caller, number);
      const { id } = visible.record;
      const limit = limitOf(
        await definitions.read(toyLimitType),
        visible.record,
      );
      if (limit && turns > limit.spec.turns) {
        throw new ConflictingError(
          `The limit '${limit.name}' is ${limit.spec.turns} turns. Wind it less.`,
          { code: 'toy_limit', params: { turns: limit.spec.turns } },
        );
      }
      const acting = await actingFor(caller, visible, now());
      await records.transactionOn(id, async tx => {
        await tx.hold(id);
        await tx
          .knex('toys')
          .where({ record_id: id })
          .update({ player: player ?? null });
        await tx.append(
          id,
          { verb: woundUp.name, audience: 'internal', body: { turns } },
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
