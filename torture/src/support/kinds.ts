/** What a client has to know of a kind that ships, by hand: a mistake of the product must not hide itself. */
interface Kind {
  /** The collection in addresses. */
  plural: string;
  /** Of numbers. */
  prefix: string;
  /** The least that opens one; `other` is the number of a record that exists. */
  least(other: string): Record<string, unknown>;
}

const title = 'A title';

export const KINDS = {
  incident: {
    plural: 'incidents',
    prefix: 'INC',
    least: () => ({
      title,
      description: 'A description',
      impact: 'low',
      urgency: 'low',
      entities: ['checkout'],
    }),
  },
  problem: { plural: 'problems', prefix: 'PRB', least: () => ({ title }) },
  change: {
    plural: 'changes',
    prefix: 'CHG',
    least: () => ({
      type: 'normal',
      title,
      environment: 'production',
      entities: ['checkout'],
    }),
  },
  request: { plural: 'requests', prefix: 'REQ', least: () => ({ title }) },
  task: {
    plural: 'tasks',
    prefix: 'TSK',
    least: other => ({ title, parent: other }),
  },
  review: {
    plural: 'reviews',
    prefix: 'PIR',
    least: other => ({ title, parent: other }),
  },
  article: {
    plural: 'articles',
    prefix: 'KB',
    least: () => ({ title, description: 'A description' }),
  },
} satisfies Record<string, Kind>;

export type KindName = keyof typeof KINDS;
export const KIND_NAMES = Object.keys(KINDS) as KindName[];

/** The number of a record that does not exist. */
export const absentNumber = (kind: KindName) =>
  `${KINDS[kind].prefix}-99999999`;
