import { ItsmRequestError } from 'backstage-plugin-itsm-common';
import { itsmTranslationRef } from 'backstage-plugin-itsm-react';
import { failureText } from './failure';

// What Backstage keeps is not part of its types
const english = (
  itsmTranslationRef as unknown as {
    getDefaultMessages(): Record<string, string>;
  }
).getDefaultMessages();

const t = (key: string, params: Record<string, unknown> = {}) =>
  (english[key] ?? key).replace(/\{\{(\w+)\}\}/g, (_, name) =>
    String(params[name]),
  );

const told = (code: string, params: Record<string, unknown> = {}) =>
  failureText(
    new ItsmRequestError(400, {
      error: { name: 'InputError', message: 'for machines', code, params },
    }),
    { t, code: t },
  );

it.each([
  ['read_only', {}, /not changed/],
  ['read_only_mode', {}, /installation is read-only/],
  ['record_not_found', { ref: 'INC-000009' }, /INC-000009/],
  [
    'entity_not_found',
    { refs: ['component:default/a', 'component:default/b'] },
    /component:default\/a, component:default\/b/,
  ],
  [
    'wrong_entity_kind',
    { field: 'requester', ref: 'group:default/a', kinds: ['user', 'system'] },
    /group:default\/a .*"Requester".* user, system\./,
  ],
  ['invalid_entity_ref', { ref: 'a:b:c' }, /a:b:c/],
  [
    'in_freeze',
    { name: 'Year end', reason: 'Books.', until: Date.UTC(2027, 0, 4, 12) },
    /"Year end".*until .*2027.*Books\./,
  ],
  ['too_many_entities', { max: 10 }, /10/],
  ['contradicting_filters', {}, /exclude/],
  ['unknown_zone', { zone: 'Mars' }, /Mars/],
])('puts %s into words', (code, params, words) => {
  expect(told(code, params)).toMatch(words);
});

it.each(['approver_is_requester', 'approved_content_is_fixed'])(
  'does not speak of the change in %s, which other kinds refuse with, too',
  code => {
    expect(told(code)).not.toBe('for machines');
    expect(told(code)).not.toMatch(/(the|this) change\b/i);
  },
);
