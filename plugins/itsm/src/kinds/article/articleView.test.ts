import { record } from '../../__testing__/answers';
import { articleView } from './articleView';

const DRAFT = { title: 'Restart', description: 'Pull it', version: '1.01' };
const VALID_TO = '2026-01-05T09:00:00.000Z';

const edited = (draft?: object) =>
  articleView.edited!(record({ fields: { validTo: VALID_TO, draft } }));

it('an edit begins with what the next version says, and with its date if it has one', () => {
  expect(edited()).toEqual({});
  const { title, description } = DRAFT;
  expect(edited(DRAFT)).toEqual({ title, description });
  expect(edited({ ...DRAFT, validTo: Date.parse(VALID_TO) })).toMatchObject({
    validTo: VALID_TO,
  });
  // Taken away: not the date of what is published
  expect(edited({ ...DRAFT, validTo: null })).toMatchObject({ validTo: '' });
});
