import german from './de';
import { flatTexts } from './flatTexts';
import { itsmTranslationRef } from './itsmTranslationRef';
import { messages } from './messages';

const english = flatTexts(messages);
const texts: Record<string, string> = german.messages;

const placeholders = (text: string) =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

describe('the English texts', () => {
  it('have the keys that Backstage knows them by', () => {
    // What Backstage keeps is not part of its types
    const kept = itsmTranslationRef as unknown as {
      getDefaultMessages(): Record<string, string>;
    };
    expect(english).toEqual(kept.getDefaultMessages());
  });
});

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
