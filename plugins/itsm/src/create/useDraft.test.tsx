import type { ReactNode } from 'react';
import { identityApiRef } from '@backstage/frontend-plugin-api';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import { act, renderHook } from '@testing-library/react';
import { keptDrafts } from '../__testing__/keptDrafts';
import { unlessRestricted, useDraft } from './useDraft';

const EMPTY = { text: '' };

/** A draft under one key, of a user who gets known when the test says so. */
function open(
  about = { restricted: false },
  known: Promise<string> = Promise.resolve('user:default/rita'),
) {
  const identity = {
    getBackstageIdentity: async () => ({ userEntityRef: await known }),
  };
  const { result, unmount } = renderHook(
    () =>
      useDraft('comment/INC-000001', EMPTY, { keep: unlessRestricted(about) }),
    {
      wrapper: ({ children }: { children: ReactNode }) => (
        <TestApiProvider apis={[[identityApiRef, identity as never]]}>
          {children}
        </TestApiProvider>
      ),
    },
  );
  const type = (text: string) => act(() => result.current.set({ text }));
  return { draft: () => result.current, type, unmount };
}

/** Lets the user get known. */
const settle = () => act(async () => {});

beforeEach(() => localStorage.clear());

it('reads and keeps nothing until the user is known, and loses nothing that was typed before', async () => {
  const kept = open();
  await settle();
  kept.type('Kept');
  kept.unmount();

  let tell = (_user: string) => {};
  const known = new Promise<string>(resolve => {
    tell = resolve;
  });
  const late = open(undefined, known);
  await settle();
  expect(late.draft()).toMatchObject({ value: EMPTY, restored: false });
  late.type('Typed');
  expect(keptDrafts()).toEqual(['{"text":"Kept"}']);
  tell('user:default/rita');
  await settle();
  expect(late.draft().value).toEqual({ text: 'Typed' });
  expect(keptDrafts()).toEqual(['{"text":"Typed"}']);
});

it('is kept for its writer alone', async () => {
  const first = open();
  await settle();
  first.type('Between us');
  first.unmount();

  const other = open(undefined, Promise.resolve('user:default/stan'));
  await settle();
  expect(other.draft()).toMatchObject({ value: EMPTY, restored: false });
  other.unmount();

  const again = open();
  await settle();
  expect(again.draft()).toMatchObject({
    value: { text: 'Between us' },
    restored: true,
  });
  act(() => again.draft().discard());
  expect(keptDrafts()).toHaveLength(0);
});

it('stays out of the browser where nobody can tell who the user is', async () => {
  const nobody = open(undefined, Promise.reject(new Error('signed out')));
  await settle();
  nobody.type('Typed');
  expect(nobody.draft().value).toEqual({ text: 'Typed' });
  expect(keptDrafts()).toHaveLength(0);
});

it('about what is restricted is neither kept nor left from before it was', async () => {
  const before = open();
  await settle();
  before.type('Open');
  before.unmount();
  expect(keptDrafts()).toHaveLength(1);

  const since = open({ restricted: true });
  await settle();
  expect(since.draft()).toMatchObject({ value: EMPTY, restored: false });
  expect(keptDrafts()).toHaveLength(0);
  since.type('Secret');
  expect(keptDrafts()).toHaveLength(0);
});
