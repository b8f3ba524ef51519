import { numberOf } from '../steps';
import { discuss, ordinary, report, solve, type Case } from './incidents';
import type { PlannedChange } from './changes/planned';
import { conclude, implement, schedule } from './plannedChanges';
import { DAY, HOUR, MINUTE, Plot } from './Plot';
import type { Family } from './problems/family';
import { OWNERS, refOf, teamOf, userRef } from './world';

/** A problem that was opened, and who looks for its cause. */
export interface Opened {
  key: string;
  by: string;
  entities: string[];
}

const LEVEL = {
  P1: 'high',
  P2: 'high',
  P3: 'medium',
  P4: 'low',
  P5: 'low',
} as const;

/** Somebody sees a pattern. */
export function openProblem(
  plot: Plot,
  { problem }: Pick<Family, 'problem'>,
  o: { by: string; entities: string[]; proactive?: boolean },
): Opened {
  const key = plot.open(
    o.by,
    'problems',
    {
      title: problem.title,
      description: problem.text,
      entities: o.entities.map(refOf),
      impact: LEVEL[problem.priority],
      urgency: problem.priority === 'P4' ? 'low' : 'medium',
      ...(o.proactive && { proactive: true }),
    },
    'problem',
  );
  return { key, by: o.by, entities: o.entities };
}

/** From a suspicion to a cause; false while the cause is not found. */
export function analyse(
  plot: Plot,
  { key, by }: Opened,
  { problem }: Pick<Family, 'problem'>,
): boolean {
  const { whys, factors, cause, workaround } = problem;
  plot.later(HOUR, DAY, 'office');
  plot.act(by, key, 'assess');
  plot.later(20 * MINUTE, 6 * HOUR, 'office');
  plot.act(by, key, 'confirm', { assignee: userRef(by) });
  plot.later(DAY, 5 * DAY, 'office');
  plot.do({
    do: 'edit',
    key,
    who: by,
    input: { whys, ...(factors && { contributingFactors: factors }) },
  });
  if (!cause) return false;
  plot.later(HOUR, 2 * DAY, 'office');
  plot.move(by, key, 'publish_known_error', {
    rootCause: cause,
    ...(workaround ? { workaround } : { noWorkaround: true }),
  });
  return true;
}

/** A change removes the cause, and some weeks show that it did. */
export function fix(
  plot: Plot,
  { key, by }: Opened,
  change: PlannedChange,
  because: string,
): void {
  plot.later(2 * DAY, 12 * DAY, 'office');
  const scheduled = schedule(plot, change);
  plot.act(by, key, 'start_fix', { fixedBy: numberOf(scheduled.key) });
  implement(plot, scheduled);
  conclude(plot, scheduled);
  plot.later(HOUR, 2 * DAY, 'office');
  plot.move(by, key, 'resolve', { fixNotes: change.note ?? change.text });
  plot.later(18 * DAY, 30 * DAY, 'office');
  plot.act(by, key, 'close', { verification: because });
}

function endOf(plot: Plot, problem: Opened, family: Family): void {
  const { end, because } = family;
  if (typeof end === 'object') fix(plot, problem, end, because);
}

/** Whoever answers for the outcome says that it may stay, for a while. */
function accept(plot: Plot, problem: Opened, { because }: Family): void {
  plot.later(12 * DAY, 20 * DAY, 'office');
  plot.act('chen', problem.key, 'accept_risk', {
    reason: because,
    reviewAt: new Date(plot.now + 300 * DAY).toISOString(),
  });
}

/** The same trouble again and again, until somebody asks why. */
export function familyPlot(family: Family, start: number): Plot {
  const { days, incidents, key } = family;
  const plot = new Plot(key, start);
  const onDay = (n: number) =>
    plot.until(start + days[n] * DAY).later(7 * HOUR, 15 * HOUR);
  if (days.length === 0) return foundInTime(plot, family, start);

  onDay(0);
  const first = ordinary(plot, incidents[0]);
  onDay(1);
  const second = report(plot, incidents[1]);
  const problem = openProblem(plot, family, coordinator(plot, second));
  plot.link(second.agent, second.key, 'causedBy', problem.key);
  plot.link(problem.by, problem.key, 'relatedTo', first.key);
  discuss(plot, second);
  solve(plot, second, { cause: 'linked' });
  const isKnown = analyse(plot, problem, family);
  incidents.slice(2).forEach((trouble, n) => {
    onDay(n + 2);
    const told = report(plot, trouble);
    plot.link(told.agent, told.key, 'causedBy', problem.key);
    discuss(plot, told);
    solve(plot, told, { cause: 'linked' });
    // It may stay, and so it comes back
    if (family.end === 'risk' && n === 1) accept(plot, problem, family);
  });
  if (isKnown) endOf(plot, problem, family);
  return plot;
}

/** What nobody owns is looked after by the administrator. */
function coordinator({ random }: Plot, { trouble }: Case) {
  const { entities } = trouble;
  const isOwned = OWNERS.has(entities[0]);
  const by = isOwned ? random.pick(teamOf(entities[0]).players) : 'adam';
  return { entities, by };
}

/** Before it broke anything. */
function foundInTime(plot: Plot, family: Family, start: number): Plot {
  const { end } = family;
  const entities = typeof end === 'object' ? end.entities : [];
  plot.until(start + 166 * DAY).later(8 * HOUR, 9 * HOUR, 'office');
  const problem = openProblem(plot, family, {
    by: 'tom',
    entities,
    proactive: true,
  });
  analyse(plot, problem, family);
  endOf(plot, problem, family);
  return plot;
}
