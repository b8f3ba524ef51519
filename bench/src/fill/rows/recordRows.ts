import { isOpen } from 'backstage-plugin-itsm-common';
import type { Engine } from 'itsm-harness';
import {
  copiesOf,
  encodeDeployment,
  encodeRecord,
  firstRankOf,
  principalsFrom,
  wordsOf,
} from '../engine';
import { END } from '../life/Plan';
import type { World } from '../world/landscape';
import type { Replay } from './Replay';
import type { Row, Tables } from './tables';

/** Runs are forgotten so long after the last report: this is what is left at the end of the year. */
const RUNS_KEPT_MS = 7 * 24 * 3_600_000;

/** The rows of record number `n`, as the engine leaves them once its outlets have done their work. */
export function addRecordRows(
  tables: Tables,
  replay: Replay,
  o: { n: number; engine: Engine; world: World },
): void {
  const { kind, record, entries, links } = replay;
  const open = isOpen(kind, record.state);
  const copies = { record_id: record.id, ...copiesOf(kind, record) };
  // SQLite counts how often texts were written; here each was written once
  const age = o.engine === 'postgres' ? replay.ageRank : o.n + 1;
  const rank = firstRankOf(record, open) + age;

  tables.records.push({
    ...encodeRecord(kind, record),
    seq: entries.length,
    last_hash: replay.lastHash,
    text_rank: rank,
  });
  tables.entries.push(...(entries as unknown as Row[]));
  for (const { role, target, ref, position } of links) {
    tables.links.push({ ...copies, role, target, ref, position });
  }
  for (const { role, ref } of [
    ...principalsFrom(kind, record, standingOf(replay, o.world)),
    ...replay.watchers.map(watcher => ({ role: 'watcher', ref: watcher })),
  ]) {
    tables.principals.push({ ...copies, role, ref });
  }
  tables.record_text.push({
    ...(o.engine === 'postgres'
      ? { record_id: record.id, rank }
      : { rowid: rank }),
    ...wordsOf(record, replay.publicText),
  });
  addDeploymentRows(tables, replay);
}

function standingOf({ links }: Replay, world: World) {
  const affected = links
    .filter(link => link.role === 'affected')
    .map(({ ref }) => world.indexOf(ref));
  const all = (of: (i: number) => string[]) => [
    ...new Set(affected.flatMap(of)),
  ];
  return {
    owners: all(i => world.ownersOfComponent(i)),
    containers: all(i => world.containersOfComponent(i)),
  };
}

function addDeploymentRows(tables: Tables, replay: Replay): void {
  const { deployment, reportedAt } = replay;
  if (!deployment) return;
  tables.deployments.push(encodeDeployment(deployment));
  for (const { role, ref } of replay.links) {
    if (role !== 'affected') continue;
    tables.deployment_entities.push({
      deployment_id: deployment.id,
      entity_ref: ref,
    });
  }
  if (reportedAt > END - RUNS_KEPT_MS) {
    tables.deployment_runs.push({
      key: deployment.runKey,
      completions: '{}',
      touched_at: reportedAt,
    });
  }
}
