import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { parseAllDocuments } from 'yaml';

const EXAMPLES = resolve(__dirname, '../../../../../../examples');

/** For tests: the entities of examples/catalog and examples/org, as their files have them. */
export const exampleEntities = (): Entity[] =>
  ['catalog', 'org'].flatMap(folder =>
    readdirSync(resolve(EXAMPLES, folder)).flatMap(file =>
      parseAllDocuments(
        readFileSync(resolve(EXAMPLES, folder, file), 'utf8'),
      ).map(document => document.toJS()),
    ),
  );

/** The same with the relations that the catalog makes of them and the ITSM backend reads. */
export const processedEntities = (): Entity[] =>
  exampleEntities().map(entity => {
    const { owner, system, domain, parent } = entity.spec as any;
    const to = (type: string, kind: string, name?: string) =>
      name && name !== 'unknown'
        ? [{ type, targetRef: `${kind}:default/${name.replace(/^.*\//, '')}` }]
        : [];
    return {
      ...entity,
      metadata: {
        ...entity.metadata,
        namespace: 'default',
        uid: stringifyEntityRef(entity),
      },
      relations: [
        ...to('ownedBy', 'group', owner),
        ...to('partOf', 'system', system),
        ...to('partOf', 'domain', domain),
        ...to('childOf', 'group', parent),
      ],
    };
  });
