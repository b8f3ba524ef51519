import {
  bulkRecords,
  bulkResult,
  commonActionsView,
  InvalidInputError,
  isForMany,
  kindPermissions,
  requiredText,
  type KindDefinition,
} from 'backstage-plugin-itsm-common';
import { z } from 'zod';
import { op, type Mounted } from '../http/operation';
import type { RecordServices } from './RecordServices';

/** As many as somebody can have looked at, and as a request can do in a moment. */
const MOST = 50;

/** What is done to several records of a kind at once. */
export function bulkOperations(
  kind: KindDefinition,
  { reader, writer }: RecordServices,
): Mounted[] {
  const permissions = kindPermissions(kind.name);
  const actions = Object.keys(kind.actions).filter(name =>
    isForMany(kind.actions[name]),
  );
  return [
    op(
      {
        id: `common-actions-of-${kind.plural}`,
        method: 'get',
        path: `/v1/${kind.plural}/common-actions`,
        summary: `What each of at most ${MOST} ${kind.plural} allows the caller now`,
        permission: { byRecord: permissions.read.name },
        query: z.strictObject({
          /** With commas between them; what is no number is a record that does not exist. */
          numbers: requiredText(1_000),
        }),
        result: commonActionsView,
      },
      ({ caller, query }) =>
        reader.common(
          caller,
          kind,
          distinct(query.numbers.toUpperCase().split(',')),
        ),
    ),
    op(
      {
        id: `bulk-${kind.plural}`,
        method: 'post',
        path: `/v1/${kind.plural}/bulk`,
        summary: `An action, or an edit, of at most ${MOST} ${kind.plural}: each by itself, done or refused`,
        permission: {
          byRecord: `${permissions.act.name}, or what the action of one ${kind.name} needs`,
        },
        body: z.strictObject({
          records: bulkRecords,
          action: (actions.length ? z.enum(actions) : z.never()).optional(),
          /** Of the action: what it asks for when it is done to one record. */
          input: z.record(z.string(), z.unknown()).optional(),
          edit: kind.edit.optional(),
        }),
        result: bulkResult,
      },
      async ({ caller, body }) => {
        distinct(body.records.map(each => each.number));
        if (!body.action === !body.edit || (body.edit && body.input)) {
          throw new InvalidInputError(
            'Send either an action with its input, or an edit.',
          );
        }
        return { results: await writer.many(caller, kind, body) };
      },
    ),
  ];
}

/** @throws InvalidInputError for too many, or one that is named twice. */
function distinct(numbers: string[]): string[] {
  const found = new Set(numbers);
  if (found.size < numbers.length || found.size > MOST) {
    throw new InvalidInputError(
      `Name at most ${MOST} records, and each of them once.`,
      { most: MOST },
    );
  }
  return numbers;
}
