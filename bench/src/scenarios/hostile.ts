import { newIncident } from '../load/plans/mix';
import { PROBE } from '../probe/probe';
import { openHttp } from '../stage/HttpSession';
import { rounded } from '../statistics/Timing';
import { exactly } from './figures';
import { api } from './floor';
import type { Scenario } from './Scenario';
import { settled } from './settled';

const ENTITY = 'component:default/checkout';
/** As long as a comment may be. */
const LONGEST = 20_000;
const COMMENTS = { full: 200, quick: 200, smoke: 40 };
/** So many at once. */
const WRITERS = 4;
const P99_MS = 50;

/** Texts that are short to send and long to work on, for whoever does not bound them first. */
const TEXTS = [
  // One character becomes 18
  '\uFDFA'.repeat(LONGEST),
  // Marks that have to be put in order: time by the square of their number
  `a${'\u0316\u0301'.repeat(LONGEST)}`.slice(0, LONGEST),
  // Names that begin and never end, code that is never closed
  '<@user:'.repeat(LONGEST).slice(0, LONGEST),
  '```\n`'.repeat(LONGEST).slice(0, LONGEST),
  // Two thousand words
  'ﬃ ﷽ '.repeat(LONGEST).slice(0, LONGEST),
];

export const hostile: Scenario = {
  id: 'hostile',
  title: 'Hostile text',
  about: `${COMMENTS.full} comments on one incident, each as long as a comment may be and made of characters that expand when they are
    folded to words, ${WRITERS} at once. Meanwhile the backend watches how long its event loop is held up: whatever else somebody writes
    or reads waits that long.`,
  largestOnly: true,
  goals: [
    {
      id: 'hostile.delay',
      text: 'p99 of the delay of the event loop meanwhile',
      unit: 'ms',
      bound: { atMost: P99_MS },
      result: exactly('delay.p99'),
    },
    {
      id: 'hostile.comment',
      text: 'Comments',
      unit: '/s',
      result: exactly('comments.rate'),
    },
  ],
  labels: {
    'plain.p99': 'p99 of the delay while short comments are written, ms',
    'delay.max': 'Longest delay of the event loop, ms',
    comments: 'Comments',
  },

  async measure(bench, stage) {
    const http = openHttp(stage.backend.url, stage.token, WRITERS);
    const comments = bench.scaled(COMMENTS);
    try {
      const { text } = await http.send('POST', api('incidents'), {
        body: newIncident(ENTITY, 'Everybody has something to say'),
      });
      const path = api(`incidents/${JSON.parse(text).number}/comments`);
      const comment = (index: number) =>
        http.send('POST', path, {
          body: JSON.stringify({ text: TEXTS[index % TEXTS.length] }),
        });
      // What has never run is compiled now
      for (let index = 0; index < TEXTS.length; index += 1)
        await comment(index);
      await settled(stage)();

      const delayOf = async (send: (index: number) => Promise<unknown>) => {
        await http.json(`${PROBE}/delay`);
        let next = 0;
        const write = async () => {
          while (next < comments) {
            next += 1;
            await send(next);
          }
        };
        await Promise.all(Array.from({ length: WRITERS }, write));
        const delay = await http.json(`${PROBE}/delay`);
        await settled(stage)();
        return delay;
      };
      const ordinary = await http.send('POST', api('incidents'), {
        body: newIncident(ENTITY, 'Somebody has something to say'),
      });
      const ordinaryPath = api(
        `incidents/${JSON.parse(ordinary.text).number}/comments`,
      );
      const plain = await delayOf(index =>
        http.send('POST', ordinaryPath, {
          body: JSON.stringify({ text: `Restarted the pods, try ${index}` }),
        }),
      );
      const begin = performance.now();
      const delay = await delayOf(comment);
      const seconds = (performance.now() - begin) / 1_000;
      return {
        timings: {},
        numbers: {
          comments,
          'comments.rate': rounded(comments / seconds),
          'delay.p99': rounded(delay.p99),
          'delay.max': rounded(delay.max),
          'plain.p99': rounded(plain.p99),
        },
      };
    } finally {
      http.close();
    }
  },
};
