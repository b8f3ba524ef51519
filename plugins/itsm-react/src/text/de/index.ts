import { createTranslationMessages } from '@backstage/frontend-plugin-api';
import { itsmTranslationRef } from '../itsmTranslationRef';
import { actions } from './actions';
import { failures } from './failures';
import { fields } from './fields';
import { kinds } from './kinds';
import { lists } from './lists';
import { records } from './records';
import { refusals } from './refusals';

interface Nested {
  readonly [key: string]: string | Nested;
}

const flat = (texts: Nested, prefix = ''): [string, string][] =>
  Object.entries(texts).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string'
      ? [[`${prefix}${key}`, value]]
      : flat(value, `${prefix}${key}.`),
  );

const german: Nested = {
  ...kinds,
  ...actions,
  ...refusals,
  ...fields,
  ...failures,
  ...lists,
  ...records,
};

/** All texts in German; that none is missing is checked file by file, where they still have a shape. */
export default createTranslationMessages({
  ref: itsmTranslationRef,
  messages: Object.fromEntries(flat(german)) as any,
});
