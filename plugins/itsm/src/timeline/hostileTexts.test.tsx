import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import type { EntryView, ValueType } from 'backstage-plugin-itsm-common';
import { fakeServer, record } from '../__testing__/fakeServer';
import { HOSTILE_TEXTS } from '../__testing__/hostileTexts';
import { useShownValue } from '../form/useShownValue';
import { plainText } from '../kinds/problem/plainText';
import { TimelineEntry } from './TimelineEntry';

const TYPES: ValueType[] = ['entity', 'record', 'instant', 'url', 'word'];
const NOT_SHOWN = "This part of the page can't be shown.";

const entry = (
  name: string,
  patch: Partial<Omit<EntryView, 'id'>>,
): EntryView => ({
  id: name,
  seq: 1,
  at: '2026-01-05T09:00:00.000Z',
  actor: { type: 'user', ref: 'user:default/eddie' },
  verb: 'moved',
  audience: 'public',
  body: {},
  ...patch,
});

const show = (entries: readonly EntryView[]) =>
  renderInTestApp(
    <ol>
      {entries.map(each => (
        <TimelineEntry
          key={each.id}
          entry={each}
          record={record()}
          onChanged={jest.fn()}
        />
      ))}
    </ol>,
    fakeServer({}),
  );

const shownIn = (name: string) => document.getElementById(`e-${name}`)!;

/** Texts by their place in the list. */
const numbered = HOSTILE_TEXTS.map((text, n) => [`text-${n}`, text] as const);

/** Those that are not shown word for word. */
const changedOnes = (wordsOf: (text: string) => string = text => text) =>
  numbered
    .filter(
      ([name, text]) => !shownIn(name).textContent!.includes(wordsOf(text)),
    )
    .map(([, text]) => text.slice(0, 80));

it('shows a reason as it was written, whatever it looks like', async () => {
  await show(
    numbered.map(([name, reason]) =>
      entry(name, { body: { action: 'reopen', reason } }),
    ),
  );
  expect(changedOnes()).toEqual([]);
  expect(screen.queryByText(NOT_SHOWN)).not.toBeInTheDocument();
});

it('shows what an edit changed as it was written', async () => {
  await show(
    numbered.map(([name, text]) =>
      entry(name, {
        verb: 'edited',
        body: {
          fields: {
            title: ['before', text],
            revision: [text, 'after'],
            whys: [[text], [text, text]],
          },
        },
      }),
    ),
  );
  expect(changedOnes(text => `before → ${text}`)).toEqual([]);
  expect(changedOnes(text => `${text} → after`)).toEqual([]);
  expect(changedOnes(text => `${text} → ${text}, ${text}`)).toEqual([]);
  expect(screen.queryByText(NOT_SHOWN)).not.toBeInTheDocument();
});

it('shows comments and notes', async () => {
  await show(
    numbered.flatMap(([name, text]) => [
      entry(name, { verb: 'commented', body: { text: `Said: ${text}` } }),
      entry(`${name} resolved`, {
        body: { action: 'resolve', notes: `Done: ${text}` },
      }),
    ]),
  );
  // The renderer of Markdown is loaded with the first text, and the others follow one by one
  await waitFor(() => {
    expect(changedOnes(() => 'Said: ')).toEqual([]);
    for (const [name] of numbered) {
      expect(shownIn(`${name} resolved`)).toHaveTextContent('Done:');
    }
  });
  expect(screen.queryByText(NOT_SHOWN)).not.toBeInTheDocument();
});

it.each(TYPES)('shows what is no %s as text', async type => {
  const names = ['reason', 'state', 'priority'];
  await show(
    numbered.map(([name, text]) =>
      entry(name, {
        body: Object.fromEntries(names.map(each => [each, text])),
        types: Object.fromEntries(names.map(each => [each, type])),
      }),
    ),
  );
  expect(screen.queryByText(NOT_SHOWN)).not.toBeInTheDocument();
  expect(
    shownIn(`text-${HOSTILE_TEXTS.indexOf('[object Object]')}`),
  ).toHaveTextContent('[object Object]');
});

function Shown(props: { value: unknown; type?: ValueType }) {
  return <>{useShownValue('incident')('reason', props.value, props.type)}</>;
}

describe('a value', () => {
  const values = async (type?: ValueType) => {
    await renderInTestApp(
      <>
        {numbered.map(([name, text]) => (
          <div key={name} id={`e-${name}`}>
            <Shown value={text} type={type} />
          </div>
        ))}
      </>,
      fakeServer({}),
    );
  };

  it('without a type is text', async () => {
    await values();
    expect(changedOnes()).toEqual([]);
    expect(document.querySelector('time, [id^=e-text] a')).toBeNull();
  });

  it.each<[ValueType, string, string]>([
    ['instant', '2026-11-28T10:12:00.000Z', 'time'],
    ['url', 'https://example.org/a?b=c&d=%zz#e', 'a[target=_blank]'],
    ['record', 'INC-999999', 'a'],
  ])('of the type %s is drawn as one', async (type, value, selector) => {
    await values(type);
    const name = `text-${HOSTILE_TEXTS.indexOf(value)}`;
    expect(shownIn(name).querySelector(selector)).not.toBeNull();
  });

  it('of the type url never runs anything', async () => {
    await values('url');
    for (const link of document.querySelectorAll('[id^=e-text] a')) {
      expect(link.getAttribute('href')).toMatch(/^https?:\/\//);
    }
  });
});

it('keeps the others when one entry cannot be drawn', async () => {
  jest.spyOn(console, 'error').mockImplementation(() => {});
  await show([
    entry('broken', { actor: { type: 'system', ref: 7 as any } }),
    entry('sound', { body: { action: 'reopen', reason: 'Still here' } }),
  ]);
  expect(shownIn('broken')).toHaveTextContent(NOT_SHOWN);
  expect(shownIn('sound')).toHaveTextContent('Still here');
  jest.restoreAllMocks();
});

it('is made plain for a place with little room', () => {
  expect(HOSTILE_TEXTS.map(plainText)).toHaveLength(HOSTILE_TEXTS.length);
});
