import { numberOf } from '../steps';
import { somebody } from './incidents';
import { DAY, HOUR, MINUTE, Plot } from './Plot';
import type { Wish } from './requestPool';
import type { Text } from './articlePool';
import { DECIDERS, refOf, TEAMS, teamOf, userRef } from './world';

/** Somebody asks for something, somebody may have to agree, somebody does it. */
export function requestPlot(wish: Wish, key: string, at: number): Plot {
  const plot = new Plot(key, at);
  const { by, about, approver, tasks = [], because, end } = wish;
  const team = TEAMS[about] ?? teamOf(about);
  const entities = about in TEAMS ? [] : [refOf(about)];
  const request = plot.open(by, 'requests', {
    title: wish.title,
    description: wish.text,
    entities,
    ...(about in TEAMS && { assignmentGroup: `group:default/${about}` }),
    ...(approver && { approvers: [userRef(approver)] }),
  });
  plot.later(HOUR, DAY, 'office');
  if (end === 'canceled') {
    return plot.act(by, request, 'cancel', { reason: because });
  }
  if (approver) {
    if (end === 'rejected') {
      return plot.act(approver, request, 'reject', { reason: because });
    }
    plot.act(approver, request, 'approve');
    plot.later(20 * MINUTE, 9 * HOUR, 'office');
  }
  const agent = somebody(plot, team.players, by);
  plot.act(agent, request, 'start', { assignee: userRef(agent) });
  if (wish.hold) {
    plot.later(HOUR, DAY, 'office');
    plot.act(agent, request, 'hold', { holdReason: wish.hold });
    if (!wish.outcome && tasks.length === 0) return plot;
    plot.later(4 * DAY, 12 * DAY, 'office');
    plot.act(agent, request, 'resume');
  }
  if (tasks.length > 0) workOff(plot, request, wish, agent, entities);
  else if (wish.outcome) fulfil(plot, request, wish, agent);
  else return plot;
  if (wish.rating === undefined) {
    plot.autoClose();
    return plot;
  }
  plot.later(HOUR, 3 * DAY, 'office');
  return plot.act(by, request, 'close', { satisfaction: wish.rating });
}

function workOff(
  plot: Plot,
  request: string,
  { tasks = [] }: Wish,
  agent: string,
  entities: string[],
): void {
  // All of them before the first is done: the last one ends the request
  const opened = tasks.map((title, n) =>
    plot.open(
      agent,
      'tasks',
      {
        title,
        parent: numberOf(request),
        entities,
        assignee: userRef(agent),
        dueAt: new Date(plot.now + (4 + 5 * n) * DAY).toISOString(),
      },
      `task-${n}`,
    ),
  );
  for (const task of opened) {
    plot.later(DAY, 6 * DAY, 'office');
    plot.move(agent, task, 'complete');
  }
}

function fulfil(plot: Plot, request: string, wish: Wish, agent: string): void {
  const done = () => {
    plot.later(2 * HOUR, 4 * DAY, 'office');
    plot.act(agent, request, 'fulfil', { outcome: wish.outcome });
  };
  done();
  if (wish.end !== 'disputed') return;
  plot.later(2 * HOUR, DAY, 'office');
  plot.act(wish.by, request, 'dispute', { reason: wish.because });
  done();
}

const CLEAR = [
  'Clear. Thank you!',
  'Tried it on staging, works as written.',
  'Good. Short, too.',
];

/** Written by one, approved by another, and written anew when the world has changed. */
export function articlePlot(text: Text, key: string, start: number): Plot {
  const { by, day, update } = text;
  const plot = new Plot(key, start + day * DAY).later(
    8 * HOUR,
    14 * HOUR,
    'office',
  );
  const decider = somebody(plot, DECIDERS, by);
  const article = plot.open(by, 'articles', {
    title: text.title,
    description: text.text,
    entities: text.entities.map(refOf),
    category: text.category,
    approvers: [userRef(decider)],
  });
  plot.later(HOUR, 2 * DAY, 'office');
  plot.act(by, article, 'request_review');
  plot.later(HOUR, 2 * DAY, 'office');
  const comment = plot.random.pick(CLEAR);
  plot.act(decider, article, 'publish', { comment });
  if (!update) return plot;
  plot.until(start + update.day * DAY).later(8 * HOUR, 9 * HOUR, 'office');
  plot.act(by, article, 'check_out');
  plot.do({
    do: 'edit',
    key: article,
    who: by,
    input: { description: update.text },
  });
  plot.act(by, article, 'request_update');
  plot.later(HOUR, DAY, 'office');
  return plot.act(decider, article, 'publish_update');
}
