import {
  expect,
  expectNoViolations,
  screenshot,
  signInAs,
  test,
} from './support';
import { ask } from './support/api';

test('a task of an outsider counts once the people of the request accept it', async ({
  page,
  request,
}) => {
  const title = `A second monitor ${Date.now()}`;
  const entities = ['component:default/checkout'];
  const { number } = await ask(request, 'rita', '/requests', {
    method: 'POST',
    data: { title, entities },
  });
  const task = await ask(request, 'chen', '/tasks', {
    method: 'POST',
    data: { title: 'Ask the vendor first', parent: number },
  });

  await signInAs(page, 'eddie', `/itsm/r/${number}`);
  const link = page
    .getByRole('listitem')
    .filter({ hasText: 'Ask the vendor first' });
  await expect(link).toContainText('Proposed');
  await expectNoViolations(page, '[data-itsm-root]');
  await screenshot(page, 'proposed-link');
  await page
    .getByRole('button', { name: `Accept: ${task.number} (Child)` })
    .click();
  await expect(
    page.getByRole('button', { name: `Accept: ${task.number} (Child)` }),
  ).toHaveCount(0);
  await expect(page.getByText('accepted the proposed link')).toBeVisible();
});
