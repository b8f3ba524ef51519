import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { keptDrafts } from '../../__testing__/keptDrafts';
import { field, write } from '../../__testing__/write';
import {
  fakeServer,
  record,
  refusal,
  settings,
  summary,
} from '../../__testing__/fakeServer';
import { incidentView } from './incidentView';
import { ReportIncidentDialog } from './ReportIncidentDialog';

const ENTITY = 'component:default/payments';

async function open(
  create: Parameters<typeof fakeServer>[0][string],
  from?: ReturnType<typeof record>,
) {
  const onClose = jest.fn();
  const server = fakeServer({
    'GET /v1/similar': () => ({
      body: {
        items: [summary({ number: 'INC-000007', title: 'Payments are slow' })],
        nextCursor: null,
      },
    }),
    'POST /v1/incidents': create,
  });
  const view = await renderInTestApp(
    <ReportIncidentDialog
      kind="incident"
      plural="incidents"
      view={incidentView}
      settings={settings()}
      entity={ENTITY}
      from={from}
      onClose={onClose}
    />,
    server,
  );
  return { ...server, onClose, unmount: view.unmount };
}

const fill = async () => {
  await write(field(/Title/), 'Payments time out');
  await write(field(/Description/), 'Since noon.');
};

describe('reporting an incident', () => {
  beforeEach(() => localStorage.clear());

  it('links the entity, shows the priority with its reason and similar records', async () => {
    await open(() => ({ body: record() }));
    expect(screen.getByText('P3 Moderate')).toBeInTheDocument();
    expect(
      screen.getByText('because impact is medium and urgency is medium'),
    ).toBeInTheDocument();
    await fill();
    expect(await screen.findByText('INC-000007')).toBeInTheDocument();
  });

  it('sends one record with one key, says so and forgets the draft', async () => {
    const { requests, toasts, onClose } = await open(() => ({
      body: record(),
    }));
    expect(screen.getByRole('button', { name: 'Create' })).toBeDisabled();
    await fill();
    await userEvent.dblClick(screen.getByRole('button', { name: 'Create' }));
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    const posts = requests.filter(r => r.method === 'POST');
    expect(posts).toHaveLength(1);
    expect(posts[0].headers['idempotency-key']).toMatch(/[0-9a-f-]{36}/);
    expect(posts[0].body).toMatchObject({
      title: 'Payments time out',
      impact: 'medium',
      urgency: 'medium',
      entities: [ENTITY],
    });
    expect(toasts).toEqual(['Incident INC-000001 reported']);
    expect(keptDrafts()).toHaveLength(0);
  });

  it.each([
    ['because its reporter says so', false],
    ['because the record is that it begins with', true],
  ])('is restricted %s', async (_why, restricted) => {
    const { requests, onClose } = await open(
      () => ({ body: record() }),
      record({ restricted }),
    );
    await fill();
    await userEvent.click(screen.getByRole('button', { name: 'More' }));
    expect(
      screen.getByRole('combobox', { name: /Requester/ }),
    ).toBeInTheDocument();
    const box = screen.queryByRole('checkbox', { name: /Restricted/ });
    const told = screen.queryByText('Restricted, as INC-000001 is.');
    expect(box === null).toBe(restricted);
    expect(told !== null).toBe(restricted);
    expect(keptDrafts()).toHaveLength(restricted ? 0 : 1);
    if (box) await userEvent.click(box);
    // What nobody else may read does not stay in the browser
    expect(keptDrafts()).toHaveLength(0);
    await userEvent.click(screen.getByRole('button', { name: 'Create' }));
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(requests.find(r => r.method === 'POST')?.body).toMatchObject({
      restricted: true,
    });
  });

  it('retries with the same key, and keeps what was typed when it fails', async () => {
    let tries = 0;
    const { requests, unmount } = await open(() => {
      tries += 1;
      return tries === 1 ? undefined : refusal(503, 'unavailable');
    });
    await fill();
    await userEvent.click(screen.getByRole('button', { name: 'Create' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'could not be reached',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Create' }));
    await waitFor(() =>
      expect(requests.filter(r => r.method === 'POST')).toHaveLength(2),
    );
    const keys = requests
      .filter(r => r.method === 'POST')
      .map(r => r.headers['idempotency-key']);
    expect(keys[0]).toBe(keys[1]);
    unmount();
    await open(() => undefined);
    expect(await screen.findByText('Your draft was kept.')).toBeInTheDocument();
    expect(field(/Title/)).toHaveValue('Payments time out');
  });
});
