import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { PersonaCards } from './PersonaCards';

const EDDIE = {
  entityRef: 'user:default/eddie',
  name: 'Eddie',
  role: 'engineer',
  description: 'Builds the checkout',
};

describe('PersonaCards', () => {
  it('offers each persona and says which one was chosen', async () => {
    const onChoose = jest.fn();
    const rita = { ...EDDIE, entityRef: 'user:default/rita', name: 'Rita' };
    render(<PersonaCards personas={[rita, EDDIE]} onChoose={onChoose} />);

    expect(screen.getAllByRole('button')).toHaveLength(2);
    await userEvent.click(
      screen.getByRole('button', { name: 'Sign in as Eddie (engineer)' }),
    );
    expect(onChoose.mock.calls).toEqual([['user:default/eddie']]);
  });
});
