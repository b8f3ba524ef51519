import {
  RELATION_API_CONSUMED_BY,
  RELATION_API_PROVIDED_BY,
  RELATION_CHILD_OF,
  RELATION_CONSUMES_API,
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
  RELATION_HAS_PART,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  RELATION_PROVIDES_API,
} from '@backstage/catalog-model';

/*
 * A relation is a number that fits in four bits of an edge. Those along which an outage spreads come first,
 * as an entity's edges are in the order of these numbers.
 */
export const DEPENDENCY_OF = 0;
export const PROVIDES_API = 1;
export const API_CONSUMED_BY = 2;
const HAS_PART = 3;
/** The last of those along which an outage spreads. */
export const PART_OF = 4;
export const DEPENDS_ON = 5;
export const API_PROVIDED_BY = 6;
export const CONSUMES_API = 7;
/** Has no way back in the graph: who owns much would be a neighbour of everything. */
export const OWNED_BY = 8;
/** Groups above groups. */
export const CHILD_OF = 9;

/** Names of relations in the catalog, by number. */
export const RELATIONS: readonly string[] = [
  RELATION_DEPENDENCY_OF,
  RELATION_PROVIDES_API,
  RELATION_API_CONSUMED_BY,
  RELATION_HAS_PART,
  RELATION_PART_OF,
  RELATION_DEPENDS_ON,
  RELATION_API_PROVIDED_BY,
  RELATION_CONSUMES_API,
  RELATION_OWNED_BY,
  RELATION_CHILD_OF,
];

const NUMBERS = new Map(RELATIONS.map((name, number) => [name, number]));

/** Undefined for relations that carry no impact. */
export const relationNumber = (name: string): number | undefined =>
  NUMBERS.get(name);

/** By number: the same relation as the other entity states it. */
const REVERSES = [
  DEPENDS_ON,
  API_PROVIDED_BY,
  CONSUMES_API,
  PART_OF,
  HAS_PART,
  DEPENDENCY_OF,
  PROVIDES_API,
  API_CONSUMED_BY,
];

/** Undefined where only one of the two states it. */
export const reverseOf = (relation: number): number | undefined =>
  REVERSES[relation];
