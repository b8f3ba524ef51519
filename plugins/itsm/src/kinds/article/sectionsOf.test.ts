import { record } from '../../__testing__/answers';
import { sectionsOf } from './sectionsOf';

it('has a section for each thing that is known, under headings in the words of the reader', () => {
  const words: Record<string, string> = {
    'article.section.symptom': 'Symptom',
    'article.section.workaround': 'Umgehung',
  };
  expect(
    sectionsOf(
      record({
        description: 'It hangs.',
        fields: { workaround: 'Pull the plug.' },
      }),
      code => words[code],
    ),
  ).toBe('## Symptom\n\nIt hangs.\n\n## Umgehung\n\nPull the plug.');
});
