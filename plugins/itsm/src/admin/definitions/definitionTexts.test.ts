import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  DEFINITION_ACTIONS,
  DEFINITION_STATES,
} from 'backstage-plugin-itsm-common';
import { itsmTranslationRef } from 'backstage-plugin-itsm-react';
import { definitionTypeViews } from './types';
import { operatorsOf } from './conditions/rowOperators';
import { specFields } from './form/specFields';

// What Backstage keeps is not part of its types
const texts = (
  itsmTranslationRef as unknown as {
    getDefaultMessages(): Record<string, string>;
  }
).getDefaultMessages();

const unspoken = (keys: string[]) =>
  [...new Set(keys)].filter(
    key => !(key in texts) && !(`${key}_other` in texts),
  );

const sources = (folder: string) =>
  readdirSync(join(__dirname, '../../../..', folder), {
    recursive: true,
    encoding: 'utf8',
  })
    .filter(name => /(?<!\.test)\.ts$/.test(name) && !name.includes('__'))
    .map(name =>
      readFileSync(join(__dirname, '../../../..', folder, name), 'utf8'),
    )
    .join('\n');

/** Texts in quotes that look like codes, except the states and verbs among them. */
const codesIn = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([, code]) => code);

const backend = sources('itsm-backend/src/definitions');
const common = sources('itsm-common/src/definitions');

describe('codes of definitions have words:', () => {
  it('refusals and errors', () => {
    const codes = [
      ...codesIn(backend, /code: '(\w+)'/g),
      ...codesIn(backend, /^ {2,}'([a-z]+_[a-z_]+)',\n {2,}\);/gm),
      ...codesIn(backend, /READ_ONLY = '(\w+)'/g),
    ];
    expect(codes.length).toBeGreaterThan(12);
    expect(codes).toContain('defined_in_file');
    expect(codes).toContain('invalid_yaml');
    expect(
      codes.filter(
        code => unspoken([`refusal.${code}`, `error.${code}`]).length === 2,
      ),
    ).toEqual([]);
  });

  it('problems and explanations', () => {
    const problems = codesIn(common, /'(condition_\w+|invalid_input)'/g);
    const own = codesIn(common, /path: '[^']*',\n\s+code: '(\w+)'/g);
    const explained = codesIn(
      common,
      /\{ code: '(\w+)', params: \{ \w+ \} \}/g,
    );
    expect(new Set(problems).size).toBeGreaterThan(7);
    expect(own).toContain('routing_empty');
    expect(explained).toContain('routing_group');
    expect(
      unspoken([
        ...[...problems, ...own].map(code => `definition.problem.${code}`),
        ...explained.map(code => `definition.explanation.${code}`),
      ]),
    ).toEqual([]);
  });

  it('states and actions', () => {
    expect(
      unspoken([
        ...DEFINITION_STATES.map(state => `definition.state.${state}`),
        ...DEFINITION_ACTIONS.flatMap(action => [
          `definition.action.${action}`,
          `definition.done.${action}`,
        ]),
      ]),
    ).toEqual([]);
  });

  it.each(definitionTypeViews)('fields and facts of $name', async view => {
    const parts = await view.load();
    const facts = Object.values(parts.type.conditions).flatMap(Object.entries);
    expect(
      unspoken([
        ...['title', 'intro', 'new', 'edit', 'empty', 'emptyHint'].map(
          name => `definition.type.${view.name}.${name}`,
        ),
        ...['matched', 'nothing', 'capped'].map(
          name => `definition.type.${view.name}.${name}`,
        ),
        ...specFields(parts).map(({ name }) => `definition.field.${name}`),
        ...facts.map(([name]) => `definition.fact.${name.replace(/\./g, '_')}`),
        ...facts.flatMap(([, fact]) =>
          operatorsOf(fact).map(({ id }) => `definition.operator.${id}`),
        ),
      ]),
    ).toEqual([]);
  });
});
