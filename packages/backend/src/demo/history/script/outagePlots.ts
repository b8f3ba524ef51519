import { numberOf } from '../steps';
import { deploy, runOf } from './deployments';
import { discuss, report, solve, type Case } from './incidents';
import type { Outage } from './outages';
import { conclude, implement, review, schedule } from './plannedChanges';
import { DAY, HOUR, MINUTE, Plot } from './Plot';
import { analyse, fix, openProblem } from './problemPlots';
import type { PlannedChange } from './changes/planned';
import { refOf, teamOf, userRef } from './world';

/** A day that went wrong: what broke, who noticed, how it ended and what came of it. */
export function outagePlot(outage: Outage, start: number): Plot {
  const { key, day, hour, main, review: lesson } = outage;
  const at = start + day * DAY + Math.round(hour * HOUR);
  const plot = new Plot(key, outage.cause ? at - 10 * DAY : at - 30 * MINUTE);
  const broken = breakIt(plot, outage);

  // Monitoring notices before people do
  const told = report(plot, main, 'main');
  if (broken.change) {
    plot.link(told.agent, told.key, 'causedBy', broken.change);
  }
  const children = outage.children.map((trouble, n) =>
    join(plot, trouble, told, n),
  );
  discuss(plot, told);
  const problem =
    outage.problem &&
    openProblem(
      plot,
      { problem: outage.problem },
      { by: told.agent, entities: main.entities },
    );
  if (problem) plot.link(told.agent, told.key, 'causedBy', problem.key);
  const emergency = outage.emergency && goAround(plot, outage.emergency, told);
  const cause = broken.change || problem ? 'linked' : undefined;
  solve(plot, told, { cause, settle: children.length > 0 });
  broken.conclude?.();
  // A change that broke it is reviewed itself, and so is one that went around the assessment
  if (!outage.cause) {
    const change = { entities: main.entities };
    review(
      plot,
      emergency ?? told.key,
      lesson,
      { by: told.agent, change },
      () =>
        emergency &&
        plot.act(told.agent, emergency, 'close', { closeCode: 'successful' }),
    );
  }
  if (problem && outage.problem) {
    analyse(plot, problem, { problem: outage.problem });
    if (outage.fix) fix(plot, problem, outage.fix, outage.because!);
  }
  return plot;
}

/** Key of the change that broke it, if one did. */
function breakIt(
  plot: Plot,
  { key, cause, deployed, main, review: lesson }: Outage,
): { change?: string; conclude?: () => void } {
  if (cause) {
    const scheduled = schedule(plot, { ...cause, review: lesson });
    implement(plot, scheduled);
    return { change: scheduled.key, conclude: () => conclude(plot, scheduled) };
  }
  const pipeline = deployed && runOf(main.entities[0]);
  if (!pipeline) {
    plot.later(28 * MINUTE, 32 * MINUTE);
    return {};
  }
  const revision = plot.random.hex(40);
  deploy(plot, pipeline, { revision, result: 'success' });
  const change = `${key}-deployment`;
  const [entity] = main.entities;
  plot.do({ do: 'find', key: change, entity, revision });
  plot.later(5 * MINUTE, 12 * MINUTE);
  return {
    change,
    conclude: () => {
      deploy(plot, pipeline, {
        revision: plot.random.hex(40),
        result: 'success',
      });
      const who = teamOf(entity).players[0];
      plot.later(2 * HOUR, DAY, 'office');
      plot.act(who, change, 'close', { closeCode: 'with_issues' });
    },
  };
}

/** Somebody else reports the same; whoever owns what they name links it. */
function join(
  plot: Plot,
  trouble: Outage['children'][number],
  main: Case,
  n: number,
): string {
  plot.later(MINUTE, 6 * MINUTE);
  const [impact, urgency] =
    trouble.priority === 'P2' ? ['medium', 'high'] : ['medium', 'medium'];
  const key = plot.open(
    trouble.by!,
    'incidents',
    {
      title: trouble.title,
      description: trouble.text,
      entities: trouble.entities.map(refOf),
      impact,
      urgency,
    },
    `child-${n}`,
  );
  plot.later(MINUTE, 5 * MINUTE);
  plot.link(teamOf(trouble.entities[0]).players[0], key, 'parent', main.key);
  return key;
}

/** Four eyes, within minutes. */
function goAround(
  plot: Plot,
  change: PlannedChange,
  { key, agent }: Case,
): string {
  const by = 'tom';
  const changeKey = plot.open(
    by,
    'changes',
    {
      type: 'emergency',
      title: change.title,
      description: change.text,
      entities: change.entities.map(refOf),
      environment: 'production',
      implementationPlan: change.plan,
      backoutPlan: change.backout,
      approvers: [userRef('chen')],
    },
    'emergency',
  );
  plot.do({
    do: 'link',
    key: changeKey,
    who: by,
    role: 'relatedTo',
    target: 'record',
    ref: numberOf(key),
  });
  plot.act(by, changeKey, 'request_authorization');
  plot.later(2 * MINUTE, 5 * MINUTE);
  plot.act('chen', changeKey, 'authorize', { comment: 'Go.' });
  plot.act(agent, changeKey, 'implement');
  plot.later(8 * MINUTE, 20 * MINUTE);
  plot.act(agent, changeKey, 'finish', {
    result: 'success',
    notes: change.note,
  });
  return changeKey;
}
