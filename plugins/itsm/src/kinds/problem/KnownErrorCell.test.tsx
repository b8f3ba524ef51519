import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { fakeServer, summary } from '../../__testing__/fakeServer';
import { KnownErrorCell } from './KnownErrorCell';

it('tells the workaround in words, without its marks', async () => {
  await renderInTestApp(
    <KnownErrorCell
      record={summary({ fields: { workaround: 'Run `restart` **twice**.' } })}
    />,
    fakeServer({}),
  );
  expect(screen.getByText('Run restart twice.')).toBeInTheDocument();
});
