import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { kindViewsApiRef } from 'backstage-plugin-itsm-react';
import { fakeServer, settings } from '../__testing__/fakeServer';
import { windowsPage } from '../__testing__/windowsPage';
import itsmPlugin from '../plugin';

it('a page that a module brings is one of Administration, for those who may see it', async () => {
  const { apis } = fakeServer({
    'GET /v1/settings': () => ({
      body: settings({ permissions: ['itsm.window.manage'] }),
    }),
  });
  renderTestApp({
    features: [
      itsmPlugin,
      createFrontendModule({ pluginId: 'itsm', extensions: [windowsPage] }),
    ],
    initialRouteEntries: ['/itsm/incidents'],
    apis: apis.filter(([ref]: any) => ref !== kindViewsApiRef),
  });
  await userEvent.click(
    await screen.findByRole('tab', { name: 'Administration' }),
  );
  expect(await screen.findByText('Nothing is frozen')).toBeVisible();
  expect(screen.getByRole('link', { name: 'Freeze windows' })).toHaveAttribute(
    'aria-current',
    'page',
  );
  // Nor those for which a permission is missing
  await waitFor(() =>
    expect(screen.queryByRole('link', { name: 'Deliveries' })).toBeNull(),
  );
});

it('what docs/adding/page.md shows is code that runs', () => {
  // Pages are narrower than files, and break lines elsewhere
  const asRead = (code: string) => code.replace(/[\s,]+/g, '');
  const folder = join(__dirname, '..');
  const page = readFileSync(
    join(folder, '../../../docs/adding/page.md'),
    'utf8',
  );
  const blocks = [...page.matchAll(/^```tsx\n\/\/ (\S+)\n([^]*?)```/gm)];
  expect(blocks).toHaveLength(page.match(/```ts/g)!.length);
  for (const [, file, shown] of blocks) {
    const code = readFileSync(join(folder, file), 'utf8');
    expect(asRead(code)).toContain(asRead(shown));
  }
});
