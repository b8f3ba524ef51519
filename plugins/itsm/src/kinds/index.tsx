import {
  RiAlarmWarningLine,
  RiBookOpenLine,
  RiBug2Line,
  RiCheckboxLine,
  RiExchangeLine,
  RiFileSearchLine,
  RiShoppingBag3Line,
} from '@remixicon/react';
import type { BuiltInKindName } from 'backstage-plugin-itsm-common';
import {
  itsmTitle,
  type ItsmTitle,
  type KindViewEntry,
} from 'backstage-plugin-itsm-react';

/** Every kind that ships has its view; without one this does not compile. */
export const views = {
  incident: {
    plural: 'incidents',
    title: itsmTitle('kind.incident.plural'),
    prefix: 'INC',
    tab: true,
    icon: <RiAlarmWarningLine />,
    load: () => import('./incident/incidentView').then(m => m.incidentView),
  },
  problem: {
    plural: 'problems',
    title: itsmTitle('kind.problem.plural'),
    prefix: 'PRB',
    tab: true,
    icon: <RiBug2Line />,
    load: () => import('./problem/problemView').then(m => m.problemView),
  },
  change: {
    plural: 'changes',
    title: itsmTitle('kind.change.plural'),
    prefix: 'CHG',
    tab: true,
    icon: <RiExchangeLine />,
    load: () => import('./change/changeView').then(m => m.changeView),
  },
  request: {
    plural: 'requests',
    title: itsmTitle('kind.request.plural'),
    prefix: 'REQ',
    tab: true,
    icon: <RiShoppingBag3Line />,
    load: () => import('./request/requestView').then(m => m.requestView),
  },
  task: {
    plural: 'tasks',
    title: itsmTitle('kind.task.plural'),
    prefix: 'TSK',
    tab: true,
    under: ['requests', 'changes', 'my-work'],
    icon: <RiCheckboxLine />,
    load: () => import('./task/taskView').then(m => m.taskView),
  },
  review: {
    plural: 'reviews',
    title: itsmTitle('kind.review.plural'),
    prefix: 'PIR',
    tab: true,
    under: ['changes', 'incidents', 'problems', 'my-work'],
    icon: <RiFileSearchLine />,
    load: () => import('./review/reviewView').then(m => m.reviewView),
  },
  article: {
    plural: 'articles',
    title: itsmTitle('kind.article.plural'),
    prefix: 'KB',
    tab: true,
    icon: <RiBookOpenLine />,
    load: () => import('./article/articleView').then(m => m.articleView),
  },
} as const satisfies Record<
  BuiltInKindName,
  Omit<KindViewEntry, 'kind'> & { title: ItsmTitle }
>;

/** The views of the kinds that ship, loaded when first needed. */
export const builtInKindViews: readonly KindViewEntry[] = Object.entries(
  views,
).map(([kind, view]) => ({ kind, ...view }));
