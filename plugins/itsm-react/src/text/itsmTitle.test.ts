import { itsmTitle, titleOf } from './itsmTitle';
import { itsmTranslationRef } from './itsmTranslationRef';

describe('the title of a tab', () => {
  it('names the text that Backstage translates', () => {
    expect(itsmTitle('kind.incident.plural')).toEqual({
      ref: itsmTranslationRef,
      key: 'kind.incident.plural',
    });
  });

  it('is English where a translation ref can not be called', () => {
    const refOf155 = { $$type: '@backstage/TranslationRef', id: 'plugin.itsm' };
    expect(titleOf(refOf155, 'kind.incident.plural')).toBe('Incidents');
    expect(titleOf(refOf155, 'inbox.tab')).toBe('Unmapped');
  });
});
