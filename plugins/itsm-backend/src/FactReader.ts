import type {
  FactType,
  ItsmRecord,
  KindDefinition,
} from 'backstage-plugin-itsm-common';

/** Reads one fact for the rules of a record that somebody looks at or is about to act on. */
export interface FactReader<T = any> {
  fact: FactType<T>;
  /** Before a transaction, never in it: it may ask the database and the catalog's graph. */
  read(kind: KindDefinition, record: ItsmRecord): Promise<T>;
}
