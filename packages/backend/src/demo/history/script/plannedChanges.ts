import { numberOf } from '../steps';
import type { Lesson, PlannedChange } from './changes/planned';
import { atWork } from './calendar';
import { deploy, runOf } from './deployments';
import { somebody } from './incidents';
import { DAY, HOUR, MINUTE, type Plot } from './Plot';
import { DECIDERS, refOf, teamOf, userRef } from './world';

/** A change that is scheduled, and who does it. */
export interface Scheduled {
  key: string;
  by: string;
  change: PlannedChange;
  /** Revision that a pipeline deploys for it. */
  revision?: string;
  /** Its planned start; epoch milliseconds. */
  begins: number;
}

/** Planned, judged by somebody else and scheduled; the plot goes on at its planned start. */
export function schedule(plot: Plot, change: PlannedChange): Scheduled {
  const { random } = plot;
  const { entities, rejected } = change;
  const by = somebody(plot, teamOf(entities[0]).players, 'priya');
  const decider = random.chance(0.7)
    ? DECIDERS[0]
    : somebody(plot, DECIDERS, by);
  const begins = atWork(plot.now + Math.round(random.between(5, 9) * DAY));
  const run = random.chance(0.4) ? runOf(entities[0]) : undefined;
  const revision = run && random.hex(40);
  const key = plot.open(by, 'changes', {
    type: 'normal',
    title: change.title,
    description: change.text,
    entities: entities.map(refOf),
    environment: 'production',
    justification: change.why,
    implementationPlan: change.plan,
    backoutPlan: change.backout,
    testPlan: change.test,
    plannedStart: new Date(begins).toISOString(),
    plannedEnd: new Date(begins + random.wait(2, 6) * HOUR).toISOString(),
    approvers: [userRef(decider)],
    ...(revision && { revision }),
  });
  plot.later(10 * MINUTE, 5 * HOUR, 'office');
  plot.act(by, key, 'request_assessment');
  plot.later(30 * MINUTE, 8 * HOUR, 'office');
  if (rejected) {
    plot.act(decider, key, 'reject', { reason: rejected });
    plot.later(HOUR, 6 * HOUR, 'office');
    plot.do({
      do: 'edit',
      key,
      who: by,
      input: { testPlan: `${change.test}\n\nAdded: ${rejected}` },
    });
    plot.act(by, key, 'request_assessment');
    plot.later(30 * MINUTE, 4 * HOUR, 'office');
  }
  plot.act(decider, key, 'approve_assessment');
  plot.act(decider, key, 'authorize');
  return { key, by, change, revision, begins };
}

/** The planned time comes and the work begins. */
export function implement(plot: Plot, s: Scheduled): void {
  const { key, by, change, revision } = s;
  plot.until(s.begins).later(MINUTE, 15 * MINUTE);
  if (revision) {
    const result = change.end === 'unsuccessful' ? 'failure' : 'success';
    deploy(plot, runOf(change.entities[0])!, { revision, result });
  } else {
    plot.act(by, key, 'implement');
    plot.later(15 * MINUTE, 90 * MINUTE);
  }
}

/** What came of it; what did not go well is closed with a review. */
export function conclude(plot: Plot, s: Scheduled): void {
  const { key, by, change, revision } = s;
  const closeCode = change.end ?? 'successful';
  if (!revision) {
    plot.act(by, key, 'finish', {
      result: closeCode === 'unsuccessful' ? 'failure' : 'success',
      ...(change.note && { notes: change.note }),
    });
  }
  const close = () => {
    plot.later(HOUR, DAY, 'office');
    plot.move(by, key, 'close', {
      closeCode,
      ...(revision && change.note && { notes: change.note }),
    });
  };
  if (change.review) review(plot, key, change.review, s, close);
  else close();
}

/** The whole life of a planned change. */
export function planned(plot: Plot, change: PlannedChange): string {
  const scheduled = schedule(plot, change);
  const { key, by } = scheduled;
  if (change.end === 'canceled') {
    plot.later(HOUR, DAY, 'office');
    plot.move(by, key, 'cancel', { reason: change.note });
    return key;
  }
  implement(plot, scheduled);
  conclude(plot, scheduled);
  return key;
}

/** Some days later: what it taught, approved by somebody who wrote none of it. */
export function review(
  plot: Plot,
  parent: string,
  lesson: Lesson,
  o: { by: string; change: Pick<PlannedChange, 'entities'> },
  onApproved?: () => void,
): void {
  const { random } = plot;
  const { by } = o;
  const entities = o.change.entities.map(refOf);
  const decider = somebody(plot, DECIDERS, by);
  plot.later(DAY, 4 * DAY, 'office');
  const key = plot.open(
    by,
    'reviews',
    {
      title: lesson.title,
      parent: numberOf(parent),
      entities,
      findings: lesson.findings,
      lessons: lesson.lessons,
      approvers: [userRef(decider)],
    },
    'review',
  );
  const team = teamOf(o.change.entities[0]);
  const tasks = lesson.tasks.map((title, n) =>
    plot.open(
      by,
      'tasks',
      {
        title,
        parent: numberOf(key),
        entities,
        assignee: userRef(random.pick([...team.players, ...team.others])),
        dueAt: new Date(plot.now + (10 + 10 * n) * DAY).toISOString(),
      },
      `task-${n}`,
    ),
  );
  plot.act(by, key, 'request_review');
  plot.later(3 * HOUR, 2 * DAY, 'office');
  plot.act(decider, key, 'complete');
  onApproved?.();
  for (const task of tasks) {
    plot.later(DAY, 12 * DAY, 'office');
    plot.act(by, task, 'complete');
  }
}
