import type { KindName } from '../kinds';

/** A comment, and the `seq` of its newest version. */
interface KnownComment {
  id: string;
  seq: number;
}

/** A record as the test knows it: made of what the test did, and of what an administrator reads. */
export interface KnownRecord {
  number: string;
  kind: KindName;
  /** Of a change; of an article how far its next version is. */
  type: string;
  state: string;
  version: number;
  /** Sequence of the last line of its timeline. */
  seq: number;
  restricted: boolean;
  priority: number | null;
  requester: string;
  openedBy: string;
  assignee: string | null;
  assignmentGroup: string | null;
  entities: string[];
  /** Groups that own an entity of it, and the groups above. */
  owners: string[];
  approvers: string[];
  watchers: string[];
  /** Numbers of records that it links to, or that link to it. */
  linked: string[];
  /** By which everybody who reads it finds it: of its title, its text and its public comments. */
  words: string[];
  /** What an internal comment says. */
  whispered: string;
  /** The comments that say it; a service wrote both. */
  publicComment: KnownComment;
  internalComment: KnownComment;
  /** Ids of files; their content is what was said, and what was whispered. */
  publicFile: string;
  internalFile: string;
}

/** Who owns what in examples/catalog. */
const TEAM_OF: Record<string, string> = {
  'component:default/checkout': 'team-checkout',
  'component:default/payments': 'team-checkout',
  'component:default/web-shop': 'team-storefront',
  'component:default/inventory': 'team-fulfilment',
  'component:default/session-service': 'team-platform',
};
export const ENTITIES = Object.keys(TEAM_OF);

const ownersOf = (entities: readonly string[]) => [
  ...new Set(
    entities.flatMap(entity => [
      `group:default/${TEAM_OF[entity]}`,
      'group:default/engineering',
      'group:default/acme',
    ]),
  ),
];

/** What is known of a record from its first answer; `refresh` tells the rest. */
export function knownFrom(
  view: { number: string; kind: string; openedBy: string; restricted: boolean },
  more: Partial<KnownRecord> = {},
): KnownRecord {
  return {
    number: view.number,
    kind: view.kind as KindName,
    type: '',
    state: '',
    version: 0,
    seq: 0,
    restricted: view.restricted,
    priority: null,
    requester: '',
    openedBy: view.openedBy,
    assignee: null,
    assignmentGroup: null,
    entities: [],
    owners: [],
    approvers: [],
    watchers: [],
    linked: [],
    words: [view.number],
    whispered: '',
    publicComment: { id: '', seq: 0 },
    internalComment: { id: '', seq: 0 },
    publicFile: '',
    internalFile: '',
    ...more,
  };
}

/** Takes over what an administrator reads; who watches and who opened it, only the test knows. */
export function refresh(known: KnownRecord, view: any): void {
  const restrictedNow = view.restricted && !known.restricted;
  Object.assign(known, {
    type:
      view.fields.type ?? view.fields.draft?.state ?? view.fields.major ?? '',
    state: view.state,
    version: view.version,
    seq: view.timeline.items[0].seq,
    restricted: view.restricted,
    priority: view.priority,
    requester: view.requester,
    assignee: view.assignee,
    assignmentGroup: view.assignmentGroup,
    entities: view.links
      .filter((l: any) => l.role === 'affected')
      .map((l: any) => l.ref),
    linked: view.links
      .filter((l: any) => l.target === 'record')
      .map((l: any) => l.ref),
    approvers: (view.fields.approvals ?? [])
      .filter((a: any) => !a.voided && !a.decision)
      .map((a: any) => a.approver),
    // Who only watched has no claim to what is restricted now
    ...(restrictedNow && { watchers: [] }),
  });
  known.owners = ownersOf(known.entities);
}
