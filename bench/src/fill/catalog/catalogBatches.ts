import { createHash } from 'node:crypto';
import type { Tables } from '../rows/tables';
import { LOCATION, type Catalog } from './nodes';
import type { Node } from './Node';
import { searchRows } from './searchRows';

const API_VERSION = 'backstage.io/v1alpha1';
const SOURCE = 'url:https://git.example.com/bench/catalog.yaml';
/** The catalog's processing loop never comes to an entity that is due then. */
const NEVER = '2100-01-01 00:00:00';
export const THEN = '2025-01-01 00:00:00';

const sha1 = (text: string) => createHash('sha1').update(text).digest('hex');

export interface CatalogBatch {
  tables: Tables;
  /** How many there are so far, where the batch brings some. */
  entities?: number;
}

/** The rows that the catalog would have written, `batchSize` entities at a time. */
export function* catalogBatches(
  catalog: Catalog,
  batchSize: number,
): Generator<CatalogBatch> {
  const { nodes, pairs } = catalog;
  for (let from = 0; from < nodes.length; from += batchSize) {
    const batch = nodes.slice(from, from + batchSize);
    const finals = batch.map(finalEntity);
    yield {
      tables: {
        refresh_state: batch.map(refreshState),
        final_entities: finals.map((final, i) => ({
          entity_id: batch[i].uid,
          entity_ref: batch[i].ref,
          hash: final.metadata.etag,
          final_entity: JSON.stringify(final),
          last_updated_at: THEN,
        })),
        search: finals.flatMap(searchRows) as unknown as Tables[string],
        refresh_state_references: batch.map(node => ({
          source_entity_ref: LOCATION,
          target_entity_ref: node.ref,
        })),
      },
      entities: from + batch.length,
    };
  }
  for (let from = 0; from < pairs.length; from += 10 * batchSize) {
    const batch = pairs.slice(from, from + 10 * batchSize);
    const relations = batch.flatMap(({ origin, type, inverse, targetRef }) => [
      relation(origin, origin.ref, type, targetRef),
      relation(origin, targetRef, inverse, origin.ref),
    ]);
    yield { tables: { relations } };
  }
  const { uid } = nodes.find(node => node.ref === LOCATION)!;
  yield {
    tables: { refresh_keys: [{ entity_id: uid, key: SOURCE }] },
  };
}

function relation(origin: Node, source: string, type: string, target: string) {
  return {
    originating_entity_id: origin.uid,
    source_entity_ref: source,
    type,
    target_entity_ref: target,
  };
}

const annotationsOf = (node: Node) => ({
  'backstage.io/managed-by-location': SOURCE,
  'backstage.io/managed-by-origin-location': SOURCE,
  ...node.annotations,
});

function refreshState(node: Node) {
  const { ref, kind, name, spec, uid } = node;
  const unprocessed = JSON.stringify({
    apiVersion: API_VERSION,
    kind,
    metadata: { name, annotations: annotationsOf(node) },
    spec,
  });
  const processed = JSON.stringify(processedEntity(node));
  return {
    entity_id: uid,
    entity_ref: ref,
    unprocessed_entity: unprocessed,
    processed_entity: processed,
    cache: '{"ttl":5,"cache":{}}',
    errors: '[]',
    next_update_at: NEVER,
    last_discovery_at: THEN,
    location_key: SOURCE,
    result_hash: sha1(processed),
    unprocessed_hash: sha1(unprocessed),
  };
}

function processedEntity(node: Node) {
  return {
    metadata: {
      namespace: 'default',
      annotations: annotationsOf(node),
      name: node.name,
      uid: node.uid,
    },
    apiVersion: API_VERSION,
    kind: node.kind,
    spec: node.spec,
  };
}

function finalEntity(node: Node) {
  const relations = [...node.relations].sort(
    (a, b) => compare(a.type, b.type) || compare(a.targetRef, b.targetRef),
  );
  const processed = processedEntity(node);
  const etag = sha1(JSON.stringify({ ...processed, relations }));
  return {
    ...processed,
    metadata: { ...processed.metadata, etag },
    relations,
  };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
