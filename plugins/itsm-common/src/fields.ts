import { z } from 'zod';
import { PAST_INSTANT } from './instants';
import { LEVELS } from './priority';
import { unwrapped } from './unwrapped';

/**
 * The building blocks that kinds compose their input schemas of. No transforms: the OpenAPI
 * document is made from these schemas. Lengths are in UTF-16 code units.
 */
const NO_CONTROL = /^(?:[^\p{Cc}\p{Cs}]|[\t\n\r])*$/u;

/** Text without NUL, control characters and lone surrogates, which databases refuse. @public */
export const text = (max: number) =>
  z.string().max(max).regex(NO_CONTROL, 'must not contain control characters');

/** Text that is more than white space. @public */
export const requiredText = (max: number) =>
  text(max).min(1).regex(/\S/, 'must not be blank');

/**
 * An entity ref, short or full, such as `component:default/checkout` or `checkout`. The metadata
 * names the kind of a short ref, and the kinds that it may be of if not any; the server resolves refs in
 * every field that is made with it and refuses those of other kinds and those that the catalog does not know.
 *
 * @public
 */
export const entityRefOf = (defaultKind: string, kinds?: readonly string[]) =>
  requiredText(300).meta({
    'x-entity-kind': defaultKind,
    ...(kinds && { 'x-entity-kinds': [...kinds] }),
  });

/** A ref to anything that can break; `checkout` means a component. @public */
export const entityRef = entityRefOf('component');
/** A ref to a person. @public */
export const userRef = entityRefOf('user', ['user']);
/** A ref to a group. @public */
export const groupRef = entityRefOf('group', ['group']);
/** A ref to a person, or to a group of which anybody may decide. @public */
export const approverRef = entityRefOf('user', ['user', 'group']);

/**
 * The number of a record. Fields that are made with it are shown to those who may read that record; what rules
 * may know of it is read before they are asked (`ActContext.targets`).
 *
 * @public
 */
export const recordNumber = requiredText(40).meta({
  'x-record-number': true,
});

/** What entity refs a field holds. @public */
export interface EntityRefField {
  /** The kind of short ones. */
  kind: string;
  /** The kinds that they may be of; undefined: any. */
  kinds?: readonly string[];
}

/** The fields of an object schema that hold entity refs. @public */
export function entityRefFields(
  schema: z.ZodObject,
): Record<string, EntityRefField> {
  const found: Record<string, EntityRefField> = {};
  for (const [name, field] of Object.entries(schema.shape)) {
    const inner = unwrapped(field);
    const meta = (inner.element ?? inner).meta?.();
    const kind = meta?.['x-entity-kind'];
    if (typeof kind === 'string') {
      found[name] = { kind, kinds: meta['x-entity-kinds'] };
    }
  }
  return found;
}

/**
 * An instant as ISO 8601 with an offset. As a field of a kind it may lie ahead by up to ten years; of what has
 * happened use `pastInstant`.
 *
 * @public
 */
export const instant = z.iso.datetime({ offset: true });

/**
 * An instant at which something has happened: as a field of a kind it is refused when it is still to come.
 *
 * @public
 */
export const pastInstant = instant.meta({ 'x-instant': PAST_INSTANT });

/** The name of a desk, such as `hr` (`itsm.desks`); the server refuses those that it does not have. */
const deskName = requiredText(50);

/** Fields that every kind shares on creation. @public */
export const sharedCreateFields = {
  title: requiredText(200),
  description: text(20_000).optional(),
  /** Entity refs; short refs are resolved. */
  entities: z.array(entityRef).max(50).optional(),
  environment: requiredText(63).optional(),
  category: requiredText(100).optional(),
  restricted: z.boolean().optional(),
  requester: userRef.optional(),
  assignmentGroup: groupRef.optional(),
  /** Left out: what a routing rule says, else the default desk. */
  desk: deskName.optional(),
};

/** Fields that every kind shares on edit; null clears. @public */
export const sharedEditFields = {
  title: requiredText(200).optional(),
  description: text(20_000).optional(),
  environment: requiredText(63).optional(),
  category: requiredText(100).nullable().optional(),
  restricted: z.boolean().optional(),
  requester: userRef.optional(),
  /** Another desk: its group gets the record, and nobody is assigned. */
  desk: deskName.optional(),
};

/** Impact and urgency, the two inputs of priority. @public */
export const severityFields = {
  impact: z.enum(LEVELS),
  urgency: z.enum(LEVELS),
};
