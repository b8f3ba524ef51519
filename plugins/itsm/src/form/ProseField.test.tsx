import { useState } from 'react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { fakeServer } from '../__testing__/fakeServer';
import { field, write } from '../__testing__/write';
import { ProseField } from './ProseField';

function Form() {
  const [value, setValue] = useState('');
  return <ProseField label="Description" value={value} onChange={setValue} />;
}

const mode = (name: string) => screen.getByRole('radio', { name });

it('shows what is written as it will be read, and the text again', async () => {
  await renderInTestApp(<Form />, fakeServer({}));
  await userEvent.click(mode('Preview'));
  const preview = screen.getByRole('group', { name: /as it will be read/ });
  expect(preview).toHaveTextContent('Nothing is written yet.');

  await userEvent.click(mode('Write'));
  await write(field(/Description/), '## First\n\nPull the **plug**.');
  await userEvent.click(mode('Preview'));
  const read = within(screen.getByRole('group', { name: /as it will be/ }));
  expect(await read.findByText('First')).toBeInTheDocument();
  expect(read.getByText('plug').tagName).toBe('STRONG');
  expect(screen.queryByRole('textbox')).not.toBeInTheDocument();

  await userEvent.click(mode('Write'));
  expect(field(/Description/)).toHaveValue('## First\n\nPull the **plug**.');
});

it.each(['Write', 'Preview'])('is accessible in its mode %s', async name => {
  const { container } = await renderInTestApp(<Form />, fakeServer({}));
  await userEvent.click(mode(name));
  const whole = container.querySelector('[role=radiogroup]')!.parentElement!;
  const { violations } = await axe.run(whole, {
    rules: { 'color-contrast': { enabled: false } },
  });
  expect(violations.map(({ id }) => id)).toEqual([]);
});
