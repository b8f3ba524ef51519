import type {
  DeploymentOutcome,
  DeploymentReport,
} from 'backstage-plugin-itsm-common';
import type { ToldTime } from './toldTime';

/** What is known of one native deployment, or of one job where the system has no such id. */
export interface Child {
  /** Native id, or the job's name. */
  id: string;
  attempt: number;
  /** Unknown until a report tells it. */
  job?: string;
  state: DeploymentReport['state'];
  /** When `state` was reached. Epoch milliseconds, as all times here. */
  at: number;
  firstAt: number;
  /** Earliest report that it runs. */
  startedAt?: number;
  /** The rest of the report that was reached last. */
  details: ReportDetails;
  detailsAt: number;
  /** Times that were told and can't be, and what stands for them. */
  implausible?: { state: Child['state']; told: string; at: number }[];
}

/** More of them say nothing new. */
const MAX_IMPLAUSIBLE = 10;

export type ReportDetails = Pick<
  DeploymentReport,
  | 'repository'
  | 'revision'
  | 'ref'
  | 'runUrl'
  | 'deployer'
  | 'production'
  | 'entityRef'
  | 'changeRef'
  | 'description'
>;

/** How an attempt of the whole run ended, by attempt. */
export type Completions = Record<
  string,
  {
    outcome: 'success' | 'failure';
    at: number;
    /** The time that was told and can't be. */
    implausible?: string;
  }
>;

/** What the children of a deployment mean together. */
export interface Judgement {
  outcome: DeploymentOutcome;
  attempt: number;
  startedAt: number;
  /** Null while a job that counts still runs, also when another one has failed already. */
  finishedAt: number | null;
}

const RANK = { pending: 0, in_progress: 1, success: 2, failure: 3 } as const;
const isFinal = (state: Child['state']) => RANK[state] >= RANK.success;

/**
 * Whether a report replaces what is known: a final state always beats a running one, because
 * systems send both within one second and a retry may send the earlier one last; of two final
 * states the later wins, at the same instant the worse.
 */
function replaces(child: Child, state: Child['state'], at: number): boolean {
  if (isFinal(child.state) !== isFinal(state)) return isFinal(state);
  if (at !== child.at) return at > child.at;
  return RANK[state] > RANK[child.state];
}

const detailsOf = (report: ReportDetails): ReportDetails => ({
  repository: report.repository,
  revision: report.revision,
  ref: report.ref,
  runUrl: report.runUrl,
  deployer: report.deployer,
  production: report.production,
  entityRef: report.entityRef,
  changeRef: report.changeRef,
  description: report.description,
});

const least = <T extends string | number>(
  a: T | undefined,
  b: T | undefined,
) => {
  if (a === undefined || b === undefined) return a ?? b;
  return a < b ? a : b;
};

/**
 * A deployment to production stays one, whatever else is told of it and when: its change is there
 * for good, so the order of the reports must not decide whether there is one.
 */
const isToldProduction = (a?: boolean, b?: boolean) =>
  a || b ? true : (a ?? b);

/** Within a run the native id is one job's; without a run it is the whole deployment's. */
export const childId = ({ runId, deploymentId, job }: DeploymentReport) =>
  (runId ? deploymentId : undefined) ?? job ?? '';

/** The time of a report, and the child's implausible ones: told again, one is what it was taken for. */
function placed(
  { implausible = [] }: Pick<Child, 'implausible'>,
  state: Child['state'],
  { at, implausible: told }: ToldTime,
): { at: number; implausible?: Child['implausible'] } {
  const before = implausible.find(i => i.told === told && i.state === state);
  if (before) return { at: before.at, implausible };
  const all = told ? [...implausible, { state, told, at }] : implausible;
  return all.length > 0
    ? { at, implausible: all.slice(0, MAX_IMPLAUSIBLE) }
    : { at };
}

/**
 * Adds a report to what is known. The result is the same for any order of the same reports whose times are
 * plausible, and a report that is known already changes nothing.
 */
export function addReport(
  children: readonly Child[],
  report: DeploymentReport,
  time: ToldTime,
): Child[] {
  const attempt = report.attempt ?? 1;
  const id = childId(report);
  const known = children.find(c => c.id === id && c.attempt === attempt);
  const { at, implausible } = placed(known ?? {}, report.state, time);
  if (!known) {
    const child: Child = {
      id,
      attempt,
      job: report.job,
      state: report.state,
      at,
      firstAt: at,
      startedAt: report.state === 'in_progress' ? at : undefined,
      details: detailsOf(report),
      detailsAt: at,
      implausible,
    };
    return [...children, child].sort(byAge);
  }
  const production = isToldProduction(
    known.details.production,
    report.production,
  );
  const { entityRef = report.entityRef } = known.details;
  const kept = detailsOf({ ...known.details, production, entityRef });
  const told = detailsOf({
    ...report,
    production,
    // What a deployment is of does not get lost by a report that does not name it
    entityRef: report.entityRef ?? entityRef,
  });
  const isLaterDetail =
    at > known.detailsAt ||
    (at === known.detailsAt && JSON.stringify(told) > JSON.stringify(kept));
  const next: Child = {
    ...known,
    job: least(known.job, report.job),
    firstAt: Math.min(known.firstAt, at),
    startedAt:
      report.state === 'in_progress'
        ? least(known.startedAt, at)
        : known.startedAt,
    ...(replaces(known, report.state, at) && { state: report.state, at }),
    details: isLaterDetail ? told : kept,
    detailsAt: isLaterDetail ? at : known.detailsAt,
    implausible,
  };
  return children.map(child => (child === known ? next : child));
}

function byAge(a: Child, b: Child): number {
  return a.attempt - b.attempt || (a.id < b.id ? -1 : 1);
}

/** Adds the end of an attempt; of two that are told for one attempt the later wins. */
export function addCompletion(
  completions: Completions,
  attempt: number,
  outcome: 'success' | 'failure',
  { at, implausible }: ToldTime,
): Completions {
  const known = completions[attempt];
  const isRepeat =
    implausible !== undefined &&
    known?.implausible === implausible &&
    known.outcome === outcome;
  if (isRepeat) return completions;
  const isNews =
    !known || at > known.at || (at === known.at && outcome === 'failure');
  return isNews
    ? { ...completions, [attempt]: { outcome, at, implausible } }
    : completions;
}

/** The run's end speaks for a job whose own last word never came. */
function completed(child: Child, completions: Completions): Child {
  if (isFinal(child.state)) return child;
  const attempt = Object.keys(completions)
    .map(Number)
    .filter(ended => ended >= child.attempt)
    .sort((a, b) => a - b)[0];
  const end = completions[attempt];
  return end
    ? { ...child, state: end.outcome, at: Math.max(end.at, child.firstAt) }
    : child;
}

/**
 * The children that count: of each job the last attempt. Children without a job are one group,
 * because a second attempt can't be matched to the first: its last attempt counts.
 */
function lastAttempts(children: readonly Child[]): Child[] {
  const last = new Map<string | undefined, number>();
  for (const { job, attempt } of children) {
    last.set(job, Math.max(last.get(job) ?? 0, attempt));
  }
  return children.filter(child => last.get(child.job) === child.attempt);
}

/** Last attempt per job; the worst job wins. */
export function judge(
  children: readonly Child[],
  completions: Completions = {},
): Judgement {
  const ended = children.map(child => completed(child, completions));
  const counting = lastAttempts(ended);
  const states = counting.map(child => child.state);
  const settled = states.every(isFinal);
  let outcome: DeploymentOutcome = settled ? 'success' : 'pending';
  if (states.includes('failure')) outcome = 'failure';

  const started = ended.filter(
    c => c.startedAt !== undefined || isFinal(c.state),
  );
  const begun = started.length > 0 ? started : ended;
  const startedAt = Math.min(...begun.map(c => c.startedAt ?? c.firstAt));
  return {
    outcome,
    attempt: Math.max(...children.map(child => child.attempt)),
    startedAt,
    finishedAt: settled
      ? Math.max(startedAt, ...counting.map(child => child.at))
      : null,
  };
}

/** What the reports say of the deployment as a whole; the last attempt has the last word. */
export function mergedDetails(children: readonly Child[]): ReportDetails {
  const merged: Record<string, unknown> = {};
  const sorted = [...children].sort(
    (a, b) => a.attempt - b.attempt || a.detailsAt - b.detailsAt || byAge(a, b),
  );
  for (const { details } of sorted) {
    for (const [key, value] of Object.entries(details)) {
      if (value !== undefined) merged[key] = value;
    }
  }
  if (children.some(child => child.details.production))
    merged.production = true;
  return merged as ReportDetails;
}
