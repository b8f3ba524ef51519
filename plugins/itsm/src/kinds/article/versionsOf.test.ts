import type { EntryView } from 'backstage-plugin-itsm-common';
import { record } from '../../__testing__/answers';
import { versionsOf } from './versionsOf';

const entries = (...bodies: EntryView['body'][]): EntryView[] =>
  bodies.map((body, seq) => ({
    id: `entry-${seq}`,
    seq,
    at: '2026-01-05T09:00:00.000Z',
    actor: { type: 'user', ref: 'user:default/eddie' },
    verb: 'moved',
    audience: 'public',
    body,
  }));

const article = (description: string, version: string) =>
  record({ title: 'Restart', description, fields: { version } });
const shown = (...of: Parameters<typeof versionsOf>) =>
  versionsOf(...of).map(
    ({ version, title, description }) => `${version} ${title}: ${description}`,
  );

/** Published, outdated, restored, rewritten. */
const RESTORED = [
  { action: 'publish', version: '1.00' },
  { action: 'expire', from: 'published', to: 'outdated' },
  { action: 'restore', from: 'outdated', to: 'draft' },
  {
    fields: {
      description: ['Pull the plug', 'Press the switch'],
      title: ['Reboot', 'Restart'],
    },
  },
];

it('has what was published before an article was restored', () => {
  expect(
    shown(
      article('Press the switch', '2.00'),
      entries(...RESTORED, { action: 'publish', version: '2.00' }),
    ),
  ).toEqual(['2.00 Restart: Press the switch', '1.00 Reboot: Pull the plug']);
});

it('compares what is written after that with what was published', () => {
  expect(
    shown(article('Press the switch', '1.02'), entries(...RESTORED)),
  ).toEqual(['1.02 Restart: Press the switch', '1.00 Reboot: Pull the plug']);
});

it('has the text that a next version replaced as the article was restored', () => {
  expect(
    shown(
      article('Press it', '2.00'),
      entries(
        { action: 'publish', version: '1.00' },
        {
          action: 'restore',
          fields: { description: ['Pull it', 'Press it'] },
        },
        { action: 'publish', publishAt: '2026-01-06T09:00:00.000Z' },
        { action: 'release', version: '2.00' },
      ),
    ),
  ).toEqual(['2.00 Restart: Press it', '1.00 Restart: Pull it']);
});

it('does not count what was written before the first publication', () => {
  expect(
    shown(
      article('Pull it', '1.00'),
      entries(
        { fields: { description: ['Pul it', 'Pull it'] } },
        { action: 'publish', version: '1.00' },
      ),
    ),
  ).toEqual(['1.00 Restart: Pull it']);
});

it('ends where a reader is not told of the drafts in between', () => {
  const [first, expired, restored] = entries(...RESTORED);
  const [edited, published] = entries(
    {},
    { action: 'publish', version: '2.00' },
  );
  expect(
    shown(article('Press the switch', '2.00'), [
      first,
      expired,
      restored,
      { ...edited, seq: 3, verb: 'edited' },
      { ...published, seq: 4 },
    ]),
  ).toEqual(['2.00 Restart: Press the switch']);
});
