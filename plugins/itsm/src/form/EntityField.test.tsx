import { useState } from 'react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeServer } from '../__testing__/fakeServer';
import { EntityField } from './EntityField';

// Something suspends once the real one is typed into, which React does not wait for in this test
jest.mock('@backstage/ui', () => ({
  ...jest.requireActual('@backstage/ui'),
  Combobox: (props: any) => (
    <>
      <output>{props.value?.label}</output>
      <button
        onClick={() =>
          props.onChange({ id: 'user:default/stan', label: 'Stan Miller' })
        }
      >
        Choose
      </button>
    </>
  ),
}));

function Form() {
  const [value, setValue] = useState<string | undefined>('user:default/rita');
  return (
    <>
      <EntityField
        label="Assignee"
        isRequired={false}
        kinds={['User']}
        value={value}
        onChange={setValue}
      />
      <button onClick={() => setValue('user:default/rita')}>Discard</button>
    </>
  );
}

it('shows whom the form holds once what was chosen is discarded', async () => {
  await renderInTestApp(<Form />, fakeServer({}));
  const shown = screen.getByRole('status');
  expect(shown).toHaveTextContent('rita');
  await userEvent.click(screen.getByRole('button', { name: 'Choose' }));
  expect(shown).toHaveTextContent('Stan Miller');
  await userEvent.click(screen.getByRole('button', { name: 'Discard' }));
  expect(shown).toHaveTextContent('rita');
});
