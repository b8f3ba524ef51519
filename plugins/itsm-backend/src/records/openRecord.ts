import {
  advance,
  type KindDefinition,
  type Link,
  type Opening,
  type Outcome,
  type Policy,
} from 'backstage-plugin-itsm-common';
import { blankRecord } from './blankRecord';
import type { OpenOptions } from './acting';

/** A new record and all that is to be committed with it. Pure but for its id, as `act()` is. */
export function openRecord(
  kind: KindDefinition,
  opening: Opening,
  o: OpenOptions & { number: string; desk: string; policy: Policy },
): Outcome {
  const blank = blankRecord(kind, o.desk, o.number, opening, o);
  const record = advance(kind, blank, opening.patch, o);
  const affected = o.entities.map((ref): Link => ({
    role: 'affected',
    target: 'entity',
    ref,
  }));
  return {
    record,
    entries: [
      {
        verb: 'created',
        audience: 'public',
        body: {
          state: record.state,
          priority: record.priority,
          entities: o.entities,
          ...opening.body,
        },
      },
      ...(opening.entries ?? []),
    ],
    links: {
      add: [...affected, ...(o.links ?? []), ...(opening.links?.add ?? [])],
      remove: [],
    },
    timers: opening.timers ?? [],
  };
}
