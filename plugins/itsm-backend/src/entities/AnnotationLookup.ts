import type { AuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import DataLoader from 'dataloader';

/** More entities than this with one value are cut off. */
const LIMIT = 50;
/** More than this in an answer to many values: each is asked alone, so that none takes all. */
const SHARED_LIMIT = 1_000;
/** Values of one question: it has to fit into a URL. */
const MOST_VALUES = 40;
/** Questions that come this close together are one. */
const GATHER_MS = 4;
/** How long an answer is given again: less than the catalog itself needs to notice an edit. */
const KEPT_MS = 10_000;
/** The same where nothing was found, which somebody may be about to mend. */
const NOTHING_KEPT_MS = 2_000;
/** Answers in memory, and questions under way. */
const KEPT = 2_000;

/** Finds entities by an annotation's value; many who ask at once share one question. */
export class AnnotationLookup {
  private readonly loaders = new Map<string, DataLoader<string, string[]>>();
  private readonly kept = new Map<
    string,
    { refs: Promise<string[]>; until: number }
  >();

  constructor(
    private readonly options: {
      catalog: CatalogService;
      auth: AuthService;
      now: () => number;
    },
  ) {}

  /** Refs of the entities whose annotation has this value, in any case. */
  async find(annotation: string, value: string): Promise<string[]> {
    // The catalog's filters are separated by commas and know no way to mean one
    if (value.includes(',')) return [];
    const wanted = value.toLowerCase();
    const key = `${annotation}=${wanted}`;
    const known = this.kept.get(key);
    if (known && known.until > this.options.now()) return known.refs;
    if (this.kept.size >= KEPT) this.kept.clear();
    // Also while it is under way: who asks the same meanwhile waits for the same answer
    const refs = this.loaderOf(annotation).load(wanted);
    const kept = { refs, until: this.options.now() + KEPT_MS };
    this.kept.set(key, kept);
    try {
      const found = await refs;
      if (found.length === 0) kept.until = this.options.now() + NOTHING_KEPT_MS;
      return found;
    } catch (error) {
      kept.until = 0;
      throw error;
    }
  }

  private loaderOf(annotation: string): DataLoader<string, string[]> {
    let loader = this.loaders.get(annotation);
    if (!loader) {
      loader = new DataLoader(values => this.ask(annotation, values), {
        cacheMap: null,
        maxBatchSize: MOST_VALUES,
        batchScheduleFn: send => setTimeout(send, GATHER_MS),
      });
      this.loaders.set(annotation, loader);
    }
    return loader;
  }

  private async ask(
    annotation: string,
    repeated: readonly string[],
  ): Promise<string[][]> {
    const values = [...new Set(repeated)];
    const isShared = values.length > 1;
    const { items } = await this.options.catalog.getEntities(
      {
        filter: { [`metadata.annotations.${annotation}`]: values },
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.annotations',
        ],
        limit: isShared ? SHARED_LIMIT : LIMIT,
      },
      { credentials: await this.options.auth.getOwnServiceCredentials() },
    );
    if (isShared && items.length === SHARED_LIMIT) {
      return Promise.all(
        repeated.map(async value => (await this.ask(annotation, [value]))[0]),
      );
    }
    const refs = new Map<string, string[]>(values.map(value => [value, []]));
    for (const entity of items) {
      const value = entity.metadata.annotations?.[annotation]?.toLowerCase();
      refs.get(value ?? '')?.push(stringifyEntityRef(entity));
    }
    return repeated.map(value => refs.get(value)!.slice(0, LIMIT));
  }
}
