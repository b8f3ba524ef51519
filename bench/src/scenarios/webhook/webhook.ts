import { GITHUB_HOOK } from 'itsm-harness';
import { withLoader } from '../../load/startLoader';
import { named } from '../floor';
import { blocks, exactly, none, ratio, tail, tailNumbers } from '../figures';
import type { Scenario } from '../Scenario';
import { measureAcks, measureRates } from './acknowledge';
import { measureCommits } from './commits';
import { inboxOf } from './inbox';
import { measureVisible } from './visible';

const ACK_RATE = 300;
const VISIBLE_RATE = 100;

export const webhook: Scenario = {
  id: 'webhook',
  title: 'From a webhook to a change',
  largestOnly: true,
  about: `Deployments that GitHub tells of. Each is proven by its signature, committed, and then answered; the change is made
    afterwards. Beside it a route that proves the same signature over the same body and stores nothing. Each delivery is of a new run,
    so each makes a change.`,
  goals: [
    {
      id: 'webhook.throughput',
      text: 'Answered webhooks : route that only proves them, 8 connections',
      unit: '×',
      bound: { atLeast: 0.5 },
      result: ratio('rate.ours', 'rate.hook'),
    },
    {
      id: 'webhook.ack',
      text: 'Time to the answer : route that only proves it, one after the other',
      unit: '×',
      result: ratio('ack.ours', 'ack.hook'),
    },
    {
      id: 'webhook.open',
      text: `p99 of the answer at ${ACK_RATE}/s`,
      unit: 'ms',
      bound: { atMost: 100 },
      result: tail('open.p99'),
    },
    none('webhook.openFailed', `Not answered at ${ACK_RATE}/s`, 'open.failed'),
    {
      id: 'webhook.visible',
      text: `p99 until the API shows the change at ${VISIBLE_RATE}/s`,
      unit: 'ms',
      bound: { atMost: 2_000 },
      result: tail('visible.p99'),
    },
    none(
      'webhook.visibleFailed',
      `Not answered at ${VISIBLE_RATE}/s`,
      'visible.failed',
    ),
    none('webhook.missing', 'Never visible', 'visible.missing'),
    {
      id: 'webhook.commits',
      // How many the inbox needs is a test's to count: this one has no way to tell them apart
      text: 'Commits that left entries, for each delivery, and one for the inbox',
      unit: '',
      result: exactly('commits.inboxAndRecord'),
    },
    {
      id: 'webhook.commitsAll',
      text: 'Commits of a delivery that wrote, with all that follows',
      unit: '',
      result: exactly('commits.wrote'),
    },
    {
      id: 'webhook.drain',
      text: 'Changes made from a backlog',
      unit: '/s',
      result: blocks('rate.drained'),
    },
  ],
  labels: {
    'ack.ours': 'Webhook to answer',
    'ack.hook': 'Route that only proves it',
    'open.p50': `p50 of the answer at ${ACK_RATE}/s, ms`,
    'open.p99': `p99 of the answer at ${ACK_RATE}/s, ms`,
    'open.drainedPerSecond': 'Changes per second from the backlog after that',
    'visible.p50': `p50 until visible at ${VISIBLE_RATE}/s, ms`,
    'visible.p99': `p99 until visible at ${VISIBLE_RATE}/s, ms`,
  },

  async measure(bench, stage) {
    const inbox = inboxOf(stage);
    const timings = named('ack', await measureAcks(bench, stage, inbox));
    return withLoader(bench, async loader => {
      const rates = await measureRates(bench, stage, inbox, loader);
      const commits = await measureCommits(bench, stage, inbox, loader);
      const visible = await measureVisible(
        bench,
        stage,
        inbox,
        loader,
        VISIBLE_RATE,
      );
      const blockSeconds = bench.scaled({ full: 1, quick: 0.2, smoke: 0.1 });
      const open = await loader.open({
        url: stage.backend.url,
        token: null,
        rate: ACK_RATE,
        seconds: bench.blocks * blockSeconds,
        blockSeconds,
        plan: {
          name: 'deliver',
          path: GITHUB_HOOK,
          firstRun: inbox.reserveRuns(),
        },
      });
      const backlog = await inbox.waiting();
      const seconds = await inbox.drained();
      return {
        timings,
        numbers: {
          ...named<number | number[]>('rate', rates),
          ...commits,
          ...visible,
          'open.p50': open.all.p50,
          ...tailNumbers('open.p99', open.tails.p99),
          'open.failed': open.failed,
          'open.drainedPerSecond': backlog > 0 ? backlog / seconds : 0,
        },
        notes: open.failures,
      };
    });
  },
};
