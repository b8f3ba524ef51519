import type { CommentInput, LinkInput } from 'backstage-plugin-itsm-common';
import type { GithubDelivery } from '../records/githubDelivery';

/**
 * One thing that somebody did. `key` names a record within the history; `«key»` in any string of
 * an input stands for the number that the record got.
 */
export type Deed =
  | { do: 'open'; key: string; plural: string; who: string; input: object }
  | { do: 'act'; key: string; who: string; action: string; input?: object }
  | { do: 'edit'; key: string; who: string; input: object }
  | {
      do: 'comment';
      key: string;
      who: string;
      text: string;
      audience?: CommentInput['audience'];
    }
  | {
      do: 'link';
      key: string;
      who: string;
      role: LinkInput['role'];
      target: LinkInput['target'];
      ref: string;
    }
  /** A webhook arrives and is worked off. */
  | { do: 'deliver'; delivery: GithubDelivery }
  /** Names the change that a deployment of this revision registered. */
  | { do: 'find'; key: string; entity: string; revision: string }
  /** Something is due: the engine's timers look at the clock. */
  | { do: 'wake' };

export type Step = Deed & {
  /** Epoch milliseconds. */
  at: number;
  /** Records that follow this one have to be done before the clock moves on. */
  settle?: boolean;
};

/** Stands for the number of the record that has this key. */
export const numberOf = (key: string) => `«${key}»`;

/** Puts the numbers in; `find` throws when there is no such record. */
export function withNumbers<T>(value: T, find: (key: string) => string): T {
  if (typeof value === 'string') {
    return value.replace(/«([^»]+)»/g, (_, key) => find(key)) as T;
  }
  if (Array.isArray(value)) {
    return value.map(item => withNumbers(item, find)) as T;
  }
  if (value && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        withNumbers(item, find),
      ]),
    ) as T;
  }
  return value;
}
