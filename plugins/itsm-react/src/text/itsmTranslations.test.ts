import { itsmTranslationRef } from './itsmTranslationRef';
import german from './de';

/** The texts as Backstage keeps them: by flat keys. */
const english = (itsmTranslationRef as any).getDefaultMessages() as Record<
  string,
  string
>;
const texts = (german as any).messages as Record<string, string>;

const placeholders = (text: string) =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

describe('the German texts', () => {
  it('are all there', () => {
    expect(Object.keys(texts).sort()).toEqual(Object.keys(english).sort());
    expect(Object.values(texts).filter(text => !text.trim())).toEqual([]);
  });

  it('say what the English ones say, with the same numbers and names', () => {
    const named = Object.keys(english).filter(
      key =>
        // A kind from outside has no gender
        !key.startsWith('kind.any.') &&
        placeholders(texts[key]).join() !== placeholders(english[key]).join(),
    );
    expect(named).toEqual([]);
  });
});
