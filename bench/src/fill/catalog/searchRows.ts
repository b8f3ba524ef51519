/** What the catalog's own list of fields leaves out. */
const LEFT_OUT = [
  'attachments',
  'relations',
  'status',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'metadata.etag',
];
const LONGEST = 200;

interface SearchRow {
  entity_id: string;
  key: string;
  value: string | null;
  original_value: string | null;
}

/** The rows of `search` for a final entity, as the catalog's stitcher writes them. */
export function searchRows(entity: any): SearchRow[] {
  const { name, namespace, uid } = entity.metadata;
  const found: [string, unknown][] = [
    ...fieldsOf('', entity),
    ['metadata.name', name],
    ['metadata.namespace', namespace],
    ['metadata.uid', uid],
    ...entity.relations.map(({ type, targetRef }: any) => [
      `relations.${type}`,
      targetRef,
    ]),
  ];
  const rows = new Map<string, SearchRow>();
  for (const [rawKey, raw] of found) {
    const key = rawKey.toLowerCase();
    const text = raw === undefined || raw === null ? null : String(raw);
    const kept = text !== null && text.length <= LONGEST ? text : null;
    const value = kept?.toLowerCase() ?? null;
    const row = { entity_id: uid, key, value, original_value: kept };
    if (key.length <= LONGEST && !rows.has(`${key}\n${value}`)) {
      rows.set(`${key}\n${value}`, row);
    }
  }
  return [...rows.values()];
}

/** Leaves with their paths; an array also gives a path for each of its words. */
function fieldsOf(path: string, value: any): [string, unknown][] {
  if (LEFT_OUT.includes(path)) return [];
  if (Array.isArray(value)) {
    return value.flatMap(item => [
      ...fieldsOf(path, item),
      ...(typeof item === 'string'
        ? [[`${path}.${item}`, true] as [string, unknown]]
        : []),
    ]);
  }
  if (value === null || typeof value !== 'object') return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) =>
    fieldsOf(path ? `${path}.${key}` : key, inner),
  );
}
