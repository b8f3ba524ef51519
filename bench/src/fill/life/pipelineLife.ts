import type { DeploymentReport } from 'backstage-plugin-itsm-common';
import type { Seeded } from 'itsm-harness';
import { description } from '../words';
import { PIPELINE, TIMER, type Life } from './Life';
import { END, type Lot, type Plan } from './Plan';
import { Telling } from './Telling';

const MINUTE = 60_000;

/** How long a success is observed before its change is closed: the default. */
export const QUIET_PERIOD_MS = 60 * MINUTE;

/** Of a commit. */
const revision = (random: Seeded) =>
  Array.from({ length: 5 }, () =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  ).join('');

/** A deployment that no change announced: the change is a trace of it. */
export function pipelineLife(lot: Lot, plan: Plan, random: Seeded): Life {
  const t = new Telling(lot, plan, random, 40 * MINUTE);
  const [entity] = t.entities;
  const login = t.agent.split('/')[1];
  const report: Omit<DeploymentReport, 'state'> = {
    repository: plan.world.repositoryOf(t.first),
    runId: String(1_000_000 + lot.n),
    environment: 'production',
    revision: revision(random),
    ref: 'main',
    runUrl: `https://ci.example.com/runs/${1_000_000 + lot.n}`,
    deployer: login,
    description: description(random, lot.n, plan.size),
  };
  const tell = (state: DeploymentReport['state'], at: number) =>
    t.add(
      {
        do: 'report',
        report: { ...report, state, at: new Date(at).toISOString() },
        entities: [entity],
        assignmentGroup: t.group,
      },
      { at, actor: PIPELINE },
    );
  tell('in_progress', lot.createdAt);
  if (lot.isOpen) {
    t.comment();
    return { kind: 'change', steps: t.steps };
  }
  if (t.chance(0.2)) t.comment();
  const end = t.later();
  const closedAt = end + QUIET_PERIOD_MS;
  if (closedAt >= END || t.chance(0.05)) {
    tell('failure', end);
  } else {
    tell('success', end);
    t.add(
      {
        do: 'act',
        action: 'close',
        input: { closeCode: 'successful' },
        capabilities: ['system'],
      },
      { at: closedAt, actor: TIMER },
    );
  }
  return { kind: 'change', steps: t.steps };
}
