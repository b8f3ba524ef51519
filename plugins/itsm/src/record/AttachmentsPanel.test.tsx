import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeServer, record, refusal } from '../__testing__/fakeServer';
import { AttachmentsPanel } from './AttachmentsPanel';

it('tells why a file was not downloaded', async () => {
  await renderInTestApp(
    <AttachmentsPanel
      record={record({
        attachments: [
          {
            id: 'a1',
            name: 'trace.txt',
            contentType: 'text/plain',
            size: 12,
          } as ReturnType<typeof record>['attachments'][number],
        ],
      })}
      onChanged={jest.fn()}
    />,
    fakeServer({
      'GET /v1/incidents/INC-000001/attachments/a1': () =>
        refusal(503, 'unavailable'),
    }),
  );
  await userEvent.click(
    screen.getByRole('button', { name: 'Download trace.txt' }),
  );
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'trace.txt was not downloaded: The service is not available right now.',
  );
});
