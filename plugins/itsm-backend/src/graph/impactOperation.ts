import { impactInput, impactView } from 'backstage-plugin-itsm-common';
import { fullRef } from '../entities/EntityLookup';
import type { House } from '../House';
import { op, type Mounted } from '../http/operation';
import { readImpact } from './readImpact';

/** What breaks when some entities break: for pages, and for checks of pull requests. */
export const impactOperation = (
  house: Pick<House, 'graph' | 'entities'>,
): Mounted =>
  op(
    {
      id: 'impact',
      method: 'post',
      path: '/v1/impact',
      summary: 'Which entities break when these break, and by what way',
      permission: 'everybody',
      body: impactInput,
      result: impactView,
    },
    ({ caller, body }) =>
      readImpact(house, caller.credentials, {
        ...body,
        entities: [...new Set(body.entities.map(ref => fullRef(ref)))],
      }),
  );
