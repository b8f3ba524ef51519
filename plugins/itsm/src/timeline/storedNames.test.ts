import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { itsmTranslationRef } from 'backstage-plugin-itsm-react';
import { entryDetails } from './entryDetails';

/** Names that entries of an earlier build have; its upgrade is tested in torture/src/upgrade. */
const stored: { verbs: string[]; actions: string[]; fields: string[] } =
  JSON.parse(
    readFileSync(
      join(__dirname, '../../../../torture/src/upgrade/fixture/names.json'),
      'utf8',
    ),
  );
// What Backstage keeps is not part of its types
const texts = (
  itsmTranslationRef as unknown as {
    getDefaultMessages(): Record<string, string>;
  }
).getDefaultMessages();

const unspoken = (keys: string[]) =>
  [...new Set(keys)].filter(key => !(key in texts));

describe('what is stored of an earlier build', () => {
  it('has words for every verb and action', () => {
    expect(stored.verbs.length).toBeGreaterThan(10);
    expect(stored.actions.length).toBeGreaterThan(50);
    expect(
      unspoken([
        ...stored.verbs
          // Said by their action
          .filter(verb => verb !== 'moved')
          .map(verb => `entry.${verb}`),
        ...stored.actions.map(name => `action.${name.split(' ')[1]}`),
      ]),
    ).toEqual([]);
  });

  it('has words for every field that a timeline shows', () => {
    const shown = stored.fields.flatMap(name => {
      const [, verb, field] = name.split(' ');
      const key = field.replace('fields.', '');
      const body = field === key ? { [key]: 'x' } : { fields: { [key]: 'x' } };
      return entryDetails({ verb, body } as any).map(
        detail => `field.${detail.name}`,
      );
    });
    expect(shown.length).toBeGreaterThan(50);
    expect(unspoken(shown)).toEqual([]);
  });
});
