import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  RELATION_API_PROVIDED_BY,
  RELATION_CONSUMES_API,
  RELATION_DEPENDS_ON,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { targetsOf } from './targetsOf';

/** Each is a range of an index: more of them cost every list that asks. */
const MAX_NEAR = 50;

/** What an entity rests on directly. */
const RESTS_ON = [RELATION_DEPENDS_ON, RELATION_CONSUMES_API];

/**
 * What entities rest on, one hop upstream, as the catalog has it now: what breaks there breaks here, and
 * what helps there helps here.
 */
export class Upstream {
  constructor(
    private readonly catalog: Pick<CatalogService, 'getEntitiesByRefs'>,
  ) {}

  /**
   * The entities, then what they depend on, the APIs they consume and whoever provides those; at most 50,
   * each once. A provider counts as the same hop as its API. Entities that the caller may not see lead nowhere.
   *
   * @param refs - full refs
   */
  async near(
    refs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<string[]> {
    const direct = await this.targets(refs, RESTS_ON, credentials);
    const apis = direct.filter(ref => ref.startsWith('api:'));
    const providers = await this.targets(
      apis,
      [RELATION_API_PROVIDED_BY],
      credentials,
    );
    return [...new Set([...refs, ...direct, ...providers])].slice(0, MAX_NEAR);
  }

  private async targets(
    refs: readonly string[],
    types: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<string[]> {
    if (refs.length === 0) return [];
    const { items } = await this.catalog.getEntitiesByRefs(
      {
        entityRefs: refs.slice(0, MAX_NEAR),
        fields: ['kind', 'metadata.name', 'metadata.namespace', 'relations'],
      },
      { credentials },
    );
    const found = new Map(
      items.flatMap(entity =>
        entity ? [[stringifyEntityRef(entity), entity] as const] : [],
      ),
    );
    return refs.flatMap(ref => {
      const entity = found.get(ref);
      return entity ? targetsOf(entity, ...types) : [];
    });
  }
}
