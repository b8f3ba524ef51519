import { createTranslationMessages } from '@backstage/frontend-plugin-api';
import { flatTexts } from '../flatTexts';
import { itsmTranslationRef } from '../itsmTranslationRef';
import type { messages } from '../messages';
import { actions } from './actions';
import { definitions } from './definitions';
import { failures } from './failures';
import { fields } from './fields';
import { kinds } from './kinds';
import { lists } from './lists';
import { records } from './records';
import { refusals } from './refusals';
import type { TextsOf } from './texts';

const german: TextsOf<typeof messages> = {
  ...kinds,
  ...actions,
  ...refusals,
  ...fields,
  ...failures,
  ...lists,
  ...records,
  ...definitions,
};

/** All texts in German. */
export default createTranslationMessages({
  ref: itsmTranslationRef,
  messages: flatTexts(german),
});
