import { Readable } from 'node:stream';
import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import type { Permission } from '@backstage/plugin-permission-common';
import type {
  DocumentCollatorFactory,
  IndexableDocument,
} from '@backstage/plugin-search-common';
import {
  ItsmClient,
  kindPermissions,
  withPlainMentions,
  type RecordSummary,
} from 'backstage-plugin-itsm-common';

/** The most that a page of the API has. */
const PAGE = 100;

/** A record as search keeps it; who may read the record may find it. */
export interface RecordDocument extends IndexableDocument {
  kind: string;
  state: string;
  phase: string;
  priority: number | null;
  entities: string[];
  authorization: { resourceRef: string };
}

/** The list of a kind. Without it the index of a kind that has no records yet does not exist, and asking fails. */
export interface ListDocument extends IndexableDocument {
  kind: string;
  authorization: { resourceRef: string };
}

/** Reads the records of a kind from the API, newest first. */
export class RecordCollatorFactory implements DocumentCollatorFactory {
  readonly type: string;
  readonly visibilityPermission: Permission;

  constructor(
    private readonly kind: string,
    private readonly o: {
      auth: AuthService;
      discovery: DiscoveryService;
      limit: number;
    },
  ) {
    this.type = `itsm-${kind}`;
    this.visibilityPermission = kindPermissions(kind).read;
  }

  async getCollator(): Promise<Readable> {
    return Readable.from(this.documents());
  }

  private async *documents(): AsyncGenerator<RecordDocument | ListDocument> {
    const client = await this.client();
    const { kinds } = await client.settings();
    const plural = kinds.find(({ name }) => name === this.kind)?.plural;
    if (!plural) return;
    yield listDocumentOf(this.kind, plural);
    let cursor: string | undefined;
    for (let count = 0; count < this.o.limit; count += PAGE) {
      const page = await client.list(plural, {
        state: 'all',
        limit: PAGE,
        texts: 'true',
        cursor,
      });
      yield* page.items.map(documentOf);
      if (!page.nextCursor) return;
      cursor = page.nextCursor;
    }
  }

  private async client(): Promise<ItsmClient> {
    const { auth, discovery } = this.o;
    const baseUrl = await discovery.getBaseUrl('itsm');
    return new ItsmClient(
      {
        fetch: async (url, init) => {
          // A token lives shorter than the reading of many records takes
          const { token } = await auth.getPluginRequestToken({
            onBehalfOf: await auth.getOwnServiceCredentials(),
            targetPluginId: 'itsm',
          });
          return fetch(url, {
            ...init,
            headers: { ...init?.headers, authorization: `Bearer ${token}` },
          });
        },
      },
      baseUrl,
    );
  }
}

const listDocumentOf = (kind: string, plural: string): ListDocument => ({
  title: plural.charAt(0).toUpperCase() + plural.slice(1),
  text: `All ${plural}`,
  location: `/itsm/${plural}`,
  kind,
  // No record: found by whoever may read all of the kind
  authorization: { resourceRef: plural },
});

const documentOf = (record: RecordSummary): RecordDocument => ({
  title: `${record.number} ${record.title}`,
  text: withPlainMentions(record.description ?? ''),
  location: `/itsm/r/${record.number}`,
  kind: record.kind,
  state: record.state,
  phase: record.phase,
  priority: record.priority,
  entities: record.entities,
  authorization: { resourceRef: record.number },
});
