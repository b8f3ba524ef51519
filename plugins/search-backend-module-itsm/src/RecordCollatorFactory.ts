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

/** How long ago what is done may have changed to be found still. */
const DONE_MS = 90 * 86_400_000;

/**
 * Reads the records of a kind from the API: what is open, the newest first, then what was done lately, as long
 * as there is room.
 */
export class RecordCollatorFactory implements DocumentCollatorFactory {
  readonly type: string;
  readonly visibilityPermission: Permission;

  constructor(
    private readonly kind: string,
    private readonly options: {
      auth: AuthService;
      discovery: DiscoveryService;
      limit: number;
      /** Epoch milliseconds. */
      now?: () => number;
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
    const kind = kinds.find(({ name }) => name === this.kind);
    if (!kind) return;
    yield listDocumentOf(this.kind, kind.plural);
    let room = this.options.limit;
    for await (const record of read(client, kind.plural, 'open', room)) {
      room -= 1;
      yield documentOf(record);
    }
    if (kind.hideClosedFromSearch) return;
    const since = (this.options.now ?? Date.now)() - DONE_MS;
    for await (const record of read(client, kind.plural, 'closed', room)) {
      if (Date.parse(record.updatedAt) < since) return;
      yield documentOf(record);
    }
  }

  private async client(): Promise<ItsmClient> {
    const { auth, discovery } = this.options;
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

/** The records that were touched last come first where they are done. */
async function* read(
  client: ItsmClient,
  plural: string,
  state: 'open' | 'closed',
  most: number,
): AsyncGenerator<RecordSummary> {
  let cursor: string | undefined;
  for (let count = 0; count < most;) {
    const page = await client.list(plural, {
      state,
      sort: state === 'open' ? 'created' : 'updated',
      limit: Math.min(PAGE, most - count),
      texts: 'true',
      cursor,
    });
    yield* page.items;
    count += page.items.length;
    if (!page.nextCursor) return;
    cursor = page.nextCursor;
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
