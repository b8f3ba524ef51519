import type { Step } from '../steps';
import { certificateOutage } from './arcs/certificate';
import { providerOutage } from './arcs/provider';
import { pushesOutage } from './arcs/pushes';
import { saleOutage, saleTroubles } from './arcs/sale';
import { searchMoveOutage } from './arcs/searchMove';
import { TEXTS } from './articlePool';
import {
  atWork,
  bigSale,
  endOfHistory,
  startOfHistory,
  startOfYear,
} from './calendar';
import { platformChanges } from './changes/platform';
import { shopChanges } from './changes/shop';
import { pipelinePlots } from './deployments';
import { ordinary, report, type Trouble } from './incidents';
import { outagePlot } from './outagePlots';
import { planned } from './plannedChanges';
import { DAY, HOUR, MINUTE, Plot } from './Plot';
import { customerProblems } from './problems/customers';
import { shopProblems } from './problems/shop';
import { familyPlot } from './problemPlots';
import { Random } from './Random';
import { articlePlot, requestPlot } from './requestPlots';
import { WISHES } from './requestPool';
import { checkoutTroubles } from './troubles/checkout';
import { customerTroubles } from './troubles/customers';
import { fulfilmentTroubles } from './troubles/fulfilment';
import { numberTroubles } from './troubles/numbers';
import { platformTroubles } from './troubles/platform';
import { storefrontTroubles } from './troubles/storefront';
import { UNSOLVED } from './troubles/unsolved';

const TROUBLES: Trouble[] = [
  ...checkoutTroubles,
  ...storefrontTroubles,
  ...fulfilmentTroubles,
  ...platformTroubles,
  ...customerTroubles,
  ...numberTroubles,
];

const OUTAGES = [
  providerOutage,
  searchMoveOutage,
  certificateOutage,
  pushesOutage,
];

/** Timers that are due within it are fired together. */
const WAKE_TOGETHER = 10 * MINUTE;

/** Days of the year, one for each of so many things, in a random order. */
function spread(random: Random, count: number, from: number, to: number) {
  const days = Array.from(
    { length: count },
    (_, n) => from + ((n + random.next()) * (to - from)) / count,
  );
  return days
    .map(day => ({ day, order: random.next() }))
    .sort((a, b) => a.order - b.order)
    .map(({ day }) => day);
}

function ordinaryPlots(start: number): Plot[] {
  const random = new Random('incidents');
  const days = spread(random, TROUBLES.length, 1, 361);
  return TROUBLES.map((trouble, n) => {
    const at = start + Math.round((trouble.day ?? days[n]) * DAY);
    // What is urgent comes at any hour
    const isUrgent = trouble.priority < 'P3';
    const plot = new Plot(`incident-${n}`, isUrgent ? at : atWork(at));
    ordinary(plot, trouble);
    return plot;
  });
}

/** The changes of both lists in turn: each list has its order, as a second try has a first one. */
function changePlots(start: number, isFrozen: (day: number) => boolean) {
  const random = new Random('changes');
  return [shopChanges, platformChanges].flatMap((changes, list) =>
    changes.map((change, n) => {
      const slot = (n + 0.5 * list + 0.4 * random.next()) / changes.length;
      const day = change.day ?? 4 + slot * 340;
      const free = isFrozen(Math.floor(day) + 7) ? day + 14 : day;
      const at = atWork(start + Math.round(free * DAY));
      const plot = new Plot(`change-${list}-${n}`, at);
      planned(plot, change);
      return plot;
    }),
  );
}

function unsolvedPlot(
  { day, trouble, waits }: (typeof UNSOLVED)[number],
  n: number,
  start: number,
): Plot {
  const at = atWork(start + Math.round(day * DAY));
  const plot = new Plot(`unsolved-${n}`, at);
  const told = report(plot, trouble);
  if (trouble.note) plot.note(told.agent, told.key, trouble.note);
  if (waits) {
    plot.later(HOUR, DAY, 'office').act(told.agent, told.key, 'hold', waits);
  }
  return plot;
}

/** Everything that happened in the year before the first start, thread by thread. */
function plotsOf(start: number): Plot[] {
  const sale = bigSale(start);
  const isFrozen = (day: number) => day >= sale.day - 5 && day <= sale.day + 2;
  return [
    ...ordinaryPlots(start),
    ...changePlots(start, isFrozen),
    ...pipelinePlots(start, isFrozen),
    ...[...shopProblems, ...customerProblems].map(family =>
      familyPlot(family, start),
    ),
    ...[...OUTAGES, saleOutage(sale)].map(outage => outagePlot(outage, start)),
    ...UNSOLVED.map((open, n) => unsolvedPlot(open, n, start)),
    ...saleTroubles(sale.name).map((trouble, n) => {
      const at = start + sale.day * DAY + (6 + 5 * n) * HOUR;
      const plot = new Plot(`sale-${n}`, at);
      ordinary(plot, trouble);
      return plot;
    }),
    ...WISHES.map((wish, n) => {
      const day = 9 + (n * 345) / (WISHES.length - 1);
      const at = atWork(start + Math.round(day * DAY));
      return requestPlot(wish, `request-${n}`, at);
    }),
    ...TEXTS.map((text, n) => articlePlot(text, `article-${n}`, start)),
  ];
}

/**
 * What is told of the months before `began` (epoch milliseconds), in the order of time. The same
 * for the same arguments. Threads that began earlier are left out as a whole.
 */
export function historyScript(began: number, months: number): Step[] {
  const start = startOfHistory(began, months);
  const end = endOfHistory(began);
  const steps = plotsOf(startOfYear(began))
    .filter(plot => plot.steps[0].at >= start)
    .flatMap(plot => plot.steps)
    .filter(step => step.at <= (step.do === 'wake' ? began : end))
    .sort((a, b) => a.at - b.at);
  return steps.filter((step, n) => {
    const next = steps[n + 1];
    const isWithNext = next?.do === 'wake' && next.at - step.at < WAKE_TOGETHER;
    return step.do !== 'wake' || !isWithNext;
  });
}
