import type { Knex } from 'knex';
import type { Row } from '../invariants/stored';
import type { Identity } from './Identity';

/** All that sources told of since a moment. */
interface Stored {
  deployments: Row[];
  records: Map<string, Row>;
  links: Row[];
  timers: Row[];
  entities: Row[];
}

/** @param since - epoch milliseconds */
export async function readStories(knex: Knex, since: number): Promise<Stored> {
  const recent = () => knex('deployments').where('created_at', '>=', since);
  const ofChange = (table: string, column: string) =>
    knex(table).whereIn(column, recent().select('record_id'));
  const records: Row[] = await ofChange('records', 'id');
  return {
    deployments: await recent(),
    records: new Map(records.map(row => [row.id, row])),
    links: await ofChange('links', 'record_id'),
    timers: await ofChange('timers', 'record_id'),
    entities: await knex('deployment_entities').whereIn(
      'deployment_id',
      recent().select('id'),
    ),
  };
}

const childrenOf = ({ children }: Row) =>
  JSON.parse(children).map((child: Row) => `${child.id} ${child.attempt}`);

/** These differ for every telling. */
const MADE_UP = ['id', 'key', 'run_key', 'record_id', 'created_at'];

/** All that a story came to, without what depends on when and as whom it was told. */
export function storyIn(stored: Stored, identity: Identity): Row[] {
  const own = stored.deployments.filter(d => identity.owns(d.revision));
  return own
    .map(deployment => ({
      // Which one it is, before what became of it: both endings are in the same order
      run: [deployment.run_id, deployment.environment, childrenOf(deployment)],
      ...Object.fromEntries(
        Object.entries(deployment).filter(([name]) => !MADE_UP.includes(name)),
      ),
      started_at: Number(deployment.started_at),
      finished_at: Number(deployment.finished_at),
      children: JSON.parse(deployment.children),
      entities: stored.entities
        .filter(row => row.deployment_id === deployment.id)
        .map(row => row.entity_ref)
        .sort(),
      change: changeOf(stored, deployment.record_id),
    }))
    .map(deployment => identity.strip(JSON.stringify(deployment)))
    .sort()
    .map(text => JSON.parse(text));
}

/** Where two endings of a story differ. */
export function differencesOf(
  expected: unknown,
  found: unknown,
  path = '',
): string[] {
  const a = JSON.stringify(expected);
  const b = JSON.stringify(found);
  if (a === b) return [];
  const isObject = (value: unknown): value is Row =>
    typeof value === 'object' && value !== null;
  if (!isObject(expected) || !isObject(found)) {
    return [`${path} is ${b} instead of ${a}`];
  }
  return [
    ...new Set([...Object.keys(expected), ...Object.keys(found)]),
  ].flatMap(key => differencesOf(expected[key], found[key], `${path}/${key}`));
}

function changeOf(stored: Stored, id: string | null) {
  const record = id && stored.records.get(id);
  if (!record) return null;
  const links = stored.links.filter(link => link.record_id === id);
  return {
    state: record.state,
    title: record.title,
    requester: record.requester,
    environment: record.environment,
    group: record.assignment_group,
    data: { ...JSON.parse(record.data), deploymentId: undefined },
    deployments: links.filter(link => link.target === 'deployment').length,
    links: links
      .filter(link => link.target !== 'deployment')
      .map(link => `${link.role} ${link.ref}`)
      .sort(),
    timers: stored.timers
      .filter(timer => timer.record_id === id)
      .map(timer => timer.name),
  };
}
