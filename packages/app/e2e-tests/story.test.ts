import { expect, signInAs, test } from './support';
import {
  choose,
  dialogOf,
  field,
  numberOn,
  perform,
  pick,
  report,
  stateOf,
} from './support/records';

const ENTITY = '/catalog/default/component/fraud-check';
const HOUR = 3_600_000;

/** What a field for a date and time of the browser takes. */
const wallClock = (at: number) => {
  const zone = new Date(at).toLocaleString('sv', { timeZone: 'Europe/Vienna' });
  return zone.replace(' ', 'T').slice(0, 16);
};

test('from an incident to its problem, a known error, a fix, a review and an article', async ({
  page,
  another,
}) => {
  const word = `w${Date.now()}`;
  await signInAs(page, 'olivia', ENTITY);

  // An incident, and its problem
  const first = await report(page, ENTITY, `Scores are missing ${word}`);
  await page.goto(`/itsm/r/${first}`);
  await perform(page, 'New problem', {
    fill: () => field(page, 'Title').fill(`The model is not loaded ${word}`),
    confirm: 'Create',
  });
  const problem = await numberOn(page, 'PRB');
  await page.goto(`/itsm/r/${problem}`);
  await perform(page, 'Assess');
  await perform(page, 'Confirm and analyze');
  await perform(page, 'Publish known error', {
    fill: async () => {
      await field(page, 'Root cause').fill('It is loaded at the first request');
      await field(page, 'Workaround').fill(`Ask it once ${word}`);
    },
  });
  await page.goto(`/itsm/r/${first}`);
  await expect(page.getByText(`Ask it once ${word}`).first()).toBeVisible();

  // A second incident gets the workaround, and waits for the problem
  const second = await report(page, ENTITY, `Scores are missing again ${word}`);
  await page.goto(`/itsm/r/${second}`);
  await perform(page, 'Put on hold', {
    fill: async () => {
      await choose(page, 'Reason', 'A problem');
      await field(page, 'Waits for').fill(problem);
    },
  });
  await expect(page.getByText(`Ask it once ${word}`).first()).toBeVisible();

  // A change fixes it, decided by somebody else
  await page.goto(`/itsm/r/${problem}`);
  await perform(page, 'New change', {
    fill: async () => {
      await field(page, 'Title').fill(`Load the model at start ${word}`);
      await choose(page, 'Type', 'Normal');
      await dialogOf(page)
        .getByLabel(/^Planned start/)
        .fill(wallClock(Date.now() - HOUR));
      await dialogOf(page)
        .getByLabel(/^Planned end/)
        .fill(wallClock(Date.now() + HOUR));
      await pick(page, 'Approvers', 'Chen');
      for (const plan of [
        'Justification',
        'Implementation plan',
        'Test plan',
        'Back-out plan',
      ]) {
        await field(page, plan).fill(`${plan} of it`);
      }
    },
    confirm: 'Create',
  });
  const change = await numberOn(page, 'CHG');
  await perform(page, 'Start fix', {
    fill: () => field(page, 'Fixed by').fill(change),
  });
  await page.goto(`/itsm/r/${change}`);
  await perform(page, 'Request assessment');
  const chen = await another('chen', `/itsm/r/${change}`);
  await perform(chen, 'Approve assessment');
  await perform(chen, 'Authorize');
  await page.reload();
  await perform(page, 'Start implementation');
  await perform(page, 'Finish implementation', {
    fill: () => choose(page, 'Result', 'Success'),
  });
  await perform(page, 'Close', {
    fill: () => choose(page, 'Close code', 'Successful'),
  });

  // The problem is resolved, and with it the incident that waited
  await page.goto(`/itsm/r/${problem}`);
  await perform(page, 'Resolve', {
    fill: () => field(page, 'What was fixed').fill('The model loads at start'),
  });
  await page.goto(`/itsm/r/${second}`);
  await expect(stateOf(page, 'Resolved')).toBeVisible();

  // What it taught, approved by somebody who wrote none of it
  await page.goto(`/itsm/r/${change}`);
  await perform(page, 'New review', {
    fill: async () => {
      await field(page, 'Title').fill(`What the model taught us ${word}`);
      await field(page, 'Findings').fill('Nobody measured the first request');
      await field(page, 'Why nothing has to be done').fill(
        'It is measured now',
      );
      await pick(page, 'Approvers', 'Chen');
    },
    confirm: 'Create',
  });
  const review = await numberOn(page, 'PIR');
  await page.goto(`/itsm/r/${review}`);
  await perform(page, 'Request approval');
  await expect(stateOf(page, 'In review')).toBeVisible();
  await chen.goto(`/itsm/r/${review}`);
  await perform(chen, 'Complete');
  await expect(stateOf(chen, 'Completed')).toBeVisible();

  // What helps whoever has the trouble next
  await page.goto(`/itsm/r/${problem}`);
  await perform(page, 'Write article', {
    fill: async () => {
      await field(page, 'Title').fill(`When scores are missing ${word}`);
      await field(page, 'Description').fill(
        'Ask the model **once** after a start.',
      );
      await pick(page, 'Approvers', 'Chen');
    },
    confirm: 'Create',
  });
  const article = await numberOn(page, 'KB');
  await page.goto(`/itsm/r/${article}`);
  await perform(page, 'Request approval');
  await chen.goto(`/itsm/r/${article}`);
  await perform(chen, 'Publish');
  await expect(stateOf(chen, 'Published')).toBeVisible();
  await page.goto(`${ENTITY}/articles`);
  await page.getByRole('searchbox').fill(word);
  await expect(
    page.getByRole('row', { name: `When scores are missing ${word}` }),
  ).toContainText('Published');
});
