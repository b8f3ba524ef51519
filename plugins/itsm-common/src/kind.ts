import type { BasicPermission } from '@backstage/plugin-permission-common';
import type { z } from 'zod';
import type {
  ActContext,
  ActionDefinition,
  Effects,
  FollowUp,
  Neighbour,
  Settings,
} from './action';
import { editedColumns, openingColumns } from './columns';
import type { Refusal } from './errors';
import type { FactType } from './fact';
import { sharedCreateFields, sharedEditFields } from './fields';
import { heldInstants, refuseUnordered, type InstantOrder } from './instants';
import type { Link, LinkedRecord, LinkQuestion, LinkRole } from './link';
import type { DeclaredRole } from './principal';
import type { ItsmRecord, Phase, RecordPatch } from './record';
import type { RenamedNames } from './storedNames';
import type { Audience, DeclaredVerb, EntryDraft } from './timeline';
import type { Trait } from './trait';
import type { ValueType } from './valueType';

/** The result of opening a record: its first state and what comes with it. @public */
export interface Opening extends Effects {
  state: string;
  patch: RecordPatch & { title: string };
  data: Record<string, unknown>;
  /** What the system does with it at once. */
  action?: { name: string; input: object };
}

/** What there is to know before there is a record. @public */
export type OpenContext = Pick<ActContext, 'actor' | 'at' | 'settings'> &
  Partial<Pick<ActContext, 'targets'>>;

/** A state of a kind. @public */
export interface StateDefinition {
  phase: Phase;
  /** It is open because it is in use; nobody owes or waits for anything. */
  settled?: true;
  /** Only its own people read the record, as if it was restricted. */
  private?: true;
}

/**
 * A kind is a table that a reader can check: fields, states with phases, actions.
 * Built with `defineKind()`.
 *
 * @public
 */
export interface KindDefinition {
  name: string;
  /** The collection in URLs. */
  plural: string;
  /** Of record numbers: INC gives INC-000123. */
  prefix: string;
  dataVersion: number;
  /** What entries and older `data` call by another name. */
  renamed?: RenamedNames;
  /** Turns older `data` into the current shape; its fields have their current names by then. */
  upcast?: (
    data: Record<string, unknown>,
    from: number,
  ) => Record<string, unknown>;
  states: Record<string, StateDefinition>;
  /**
   * Second lifecycles that a record goes through beside its states, by name. Where it is stands in
   * `data` under that name; it begins in the first.
   */
  lifecycles?: Record<string, Record<string, { phase: Phase }>>;
  /** Keys of `data` that a list row carries. */
  summaryFields: readonly string[];
  /** Sets of states that lists are asked for by name (`only`). */
  stateSets?: Record<string, readonly string[]>;
  /**
   * Records that have a list of their own whatever their state, by the name that `only` asks for. They should
   * be few: one index holds them all, and a record is in the first that it fits.
   */
  marks?: Record<string, (record: ItsmRecord) => boolean>;
  /** Links that records of a kind hold towards its own: a row says how many, under this name. */
  linkCounts?: Record<string, { role: LinkRole; from: string }>;
  /** Keys of `data` that are epoch milliseconds here and ISO 8601 on the wire. */
  instantFields: readonly string[];
  /** Instants that people tell and that can't come in another order. */
  instantOrders?: readonly InstantOrder[];
  /** Keys of `data` that are the number of a linked record; shown to those who may read that one. */
  numberFields?: readonly string[];
  /** Keys of `data` that only those see who could also read the record if it was restricted. */
  privateFields?: readonly string[];
  /** Whether an entry tells of something that only they see: others see who did what and when. */
  tellsPrivately?: (entry: Pick<EntryDraft, 'verb' | 'body'>) => boolean;
  /**
   * Types of values in `data` and in entries that the inputs say nothing of. What has no type is text and is
   * shown as it is.
   */
  valueTypes?: Readonly<Record<string, ValueType>>;
  /** Input of POST /v1/<plural>. */
  create: z.ZodObject;
  /** Input of PATCH /v1/<plural>/<number>; every field optional. */
  edit: z.ZodObject;
  /** States in which a record can't be edited, linked or attached to. */
  readOnlyIn: readonly string[];
  /** Permissions that some of its actions need, besides those that every kind has. */
  permissions?: readonly BasicPermission[];
  /** A basic permission that creation with this input needs on top of `create`. */
  createPermission?: (input: any) => string | undefined;
  /** @throws InvalidInputError when fields contradict each other. */
  open: (input: any, ctx: OpenContext) => Opening;
  actions: Record<string, ActionDefinition>;
  /** Derived columns, recomputed after creation, edit and action. */
  derive?: (record: ItsmRecord<any>, settings: Settings) => RecordPatch;
  /** Maps validated edit input to columns and data, and may move the record. */
  applyEdit: (
    record: ItsmRecord<any>,
    input: any,
    ctx: ActContext,
  ) => { patch: RecordPatch; to?: string; refused?: Refusal };
  /** What a change of its entities, its links or its files means; may move the record or refuse. */
  onContentChanged?: (
    record: ItsmRecord<any>,
    what: 'entities' | 'links' | 'files',
    ctx: ActContext,
  ) => { patch?: RecordPatch; to?: string; refused?: Refusal };
  /** What its rules and follow-ups look at of the links that others hold towards it. */
  asks?: readonly LinkQuestion[];
  /** Why a record of the kind can't hold such a link, besides what holds for every link. */
  refuseLink?: (
    link: Link,
    target: NonNullable<LinkedRecord['record']>,
  ) => Refusal | undefined;
  /**
   * What the record does by itself, given another one that it is linked with: the first of these
   * that no rule refuses. Asked when they are linked, when the link goes, when the other one is done
   * and when it tells (`tells`); about a link that the other one holds only if the kind asks about
   * such links. It may be asked again, so the answer has to follow from what both are now.
   */
  onNeighbour?: (
    record: ItsmRecord<any>,
    neighbour: Neighbour,
  ) => readonly FollowUp[];
  /** States and fields, besides its ends, that linked records are told of. */
  notifiesLinkedOn?: { states?: readonly string[]; fields?: readonly string[] };
  /** What is done is of no use to whoever searches the portal, and leaves its search. */
  hideClosedFromSearch?: true;
  /** What a comment means to the record, and a file or another word that people send it. */
  onComment?: (
    record: ItsmRecord<any>,
    comment: { audience: Audience },
    ctx: ActContext,
  ) => (Effects & { action?: { name: string; input: object } }) | undefined;
  /** What its rules ask for beyond the record and its links; read before somebody acts. */
  facts?: readonly FactType<any>[];
  /** Refs that hold a role on the record beyond the shared ones. */
  principals?: (record: ItsmRecord<any>) => { role: string; ref: string }[];
  /** Verbs of its entries beyond the shared ones. */
  verbs?: readonly DeclaredVerb[];
  /** Roles that `principals` gives beyond the shared ones. */
  principalRoles?: readonly DeclaredRole[];
  /** What it says to single parts of the product, each of which declares its own with `trait()`. */
  traits?: readonly Trait[];
}

/**
 * A kind as it is written down. Without `open`, a record begins in the first state; without `open` and
 * `applyEdit`, fields that all kinds share go to their columns and every other field to `data`.
 *
 * @public
 */
export type KindTable = Omit<KindDefinition, 'open' | 'applyEdit'> &
  Partial<Pick<KindDefinition, 'open' | 'applyEdit'>>;

const ownFields = (input: object, shared: object) =>
  Object.fromEntries(
    Object.entries(input).filter(([name]) => !(name in shared)),
  );

/**
 * Checks a kind's table for contradictions that a type can't see and returns it.
 *
 * @throws Error naming the kind and the fault; a programming error, found on start-up.
 * @public
 */
export function defineKind(kind: KindTable): KindDefinition {
  const fail = (fault: string): never => {
    throw new Error(`Kind '${kind.name}': ${fault}`);
  };
  if (!/^[A-Z]{2,6}$/.test(kind.prefix)) fail('prefix must be 2-6 capitals');
  const shown = kind.numberFields?.find(f => kind.summaryFields.includes(f));
  if (shown) fail(`${shown} is a number, which a list row must not tell`);
  for (const [name, action] of Object.entries(kind.actions)) {
    const targets = [action.to ?? []].flat();
    const states = action.lifecycle
      ? kind.lifecycles?.[action.lifecycle]
      : kind.states;
    for (const state of [...action.from, ...targets]) {
      if (!states?.[state]) fail(`action ${name} names unknown state ${state}`);
    }
    if (action.who.length === 0) fail(`action ${name} is open to nobody`);
    if (targets.length > 1 && !action.route)
      fail(`action ${name} needs a route`);
  }
  const sets = Object.values(kind.stateSets ?? {}).flat();
  const unknown = sets.find(state => !kind.states[state]);
  if (unknown) fail(`a set of states names unknown state ${unknown}`);
  const twice = Object.keys(kind.marks ?? {}).find(
    name => kind.stateSets?.[name],
  );
  if (twice) fail(`${twice} names a set of states and a mark`);
  const unknownAction = Object.values(kind.renamed?.actions ?? {}).find(
    name => !kind.actions[name],
  );
  if (unknownAction) fail(`an action was renamed to unknown ${unknownAction}`);
  const open: KindDefinition['open'] =
    kind.open ??
    (input => ({
      state: Object.keys(kind.states)[0],
      patch: openingColumns(input),
      data: ownFields(input, sharedCreateFields),
    }));
  const applyEdit: KindDefinition['applyEdit'] =
    kind.applyEdit ??
    ((_record, input) => ({
      patch: {
        ...editedColumns(input),
        data: ownFields(input, sharedEditFields),
      },
    }));
  const traits = (kind.traits ?? []).map(({ name }) => name);
  const doubled = traits.find((name, index) => traits.indexOf(name) < index);
  if (doubled) fail(`the trait ${doubled} is given twice; keep one`);
  const { instantOrders = [] } = kind;
  // Here, and not in each kind: none can forget to ask whether a time is one
  return {
    ...kind,
    open: (input, ctx) => {
      const held = heldInstants(kind.create, input, ctx.at);
      refuseUnordered(instantOrders, {}, held);
      return open(held, ctx);
    },
    applyEdit: (record, input, ctx) => {
      const held = heldInstants(kind.edit, input, ctx.at);
      refuseUnordered(instantOrders, record, held);
      return applyEdit(record, held, ctx);
    },
  };
}
