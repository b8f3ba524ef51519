import { activateDefinition } from '../../__testUtils__/activateDefinition';
import type { TestItsm } from '../../__testUtils__/startItsm';
import { storyOf } from '../../__testUtils__/story';

export const NOW = Date.UTC(2026, 0, 5, 9);
export const HOUR = 3_600_000;
/** An instant so many hours from now. */
export const iso = (hours: number) =>
  new Date(NOW + hours * HOUR).toISOString();

/** What is gated in these stories. */
export const GATE = {
  when: { 'entity.name': 'cart' },
  environments: ['production'],
  withoutAnswer: 'closed',
};
/** From an hour ago for four hours. */
export const FREEZE = {
  effect: 'freeze',
  reason: 'The shop sells tickets',
  when: { 'entity.name': 'cart' },
  environments: ['production'],
  zone: 'UTC',
  start: '2026-01-05T08:00',
  end: '2026-01-05T12:00',
  hard: true,
};
const PLAN = {
  justification: 'It leaks',
  implementationPlan: 'Deploy',
  backoutPlan: 'Deploy the old one',
  testPlan: 'Pay once',
  plannedStart: iso(-1),
  plannedEnd: iso(5),
  approvers: ['user:default/stan', 'user:default/olivia'],
};

/** Tells of pipelines, and of those who approve what they ask for. */
export function gateStoryOf(running: () => TestItsm) {
  const story = storyOf(running);
  const { act, view } = story;
  const define = (plural: string, name: string, spec: object) =>
    activateDefinition(running(), plural, name, spec);
  let runs = 0;
  const question = (more: object = {}) => ({
    entityRef: 'cart',
    environment: 'production',
    revision: `a1b2c3${(runs += 1)}`,
    runId: `run-${runs}`,
    runUrl: 'https://ci.example.com/runs/1',
    ...more,
  });
  const ask = async (body: object, wait = 0, at = running()) => {
    const answer = await at
      .call('machine', 'post', `/v1/gate/checks${wait ? `?wait=${wait}` : ''}`)
      .send(body);
    if (answer.status !== 200) throw new Error(answer.text);
    return answer.body;
  };
  const asked = async (more?: object) => {
    const body = question(more);
    return { body, answer: await ask(body) };
  };
  const plan = async (number: string, more: object = {}) => {
    const { version } = await view(number, 'adam');
    await running()
      .call('adam', 'patch', `/v1/changes/${number}`)
      .set('if-match', String(version))
      .send({ ...PLAN, ...more })
      .expect(200);
  };
  /** From a plan to the consent of two others. */
  const approve = async (number: string) => {
    await plan(number);
    await act(number, 'request_assessment', {}, 'adam');
    await act(number, 'approve_assessment', {}, 'olivia');
    await act(number, 'authorize', {}, 'stan');
  };
  return { ...story, define, question, ask, asked, plan, approve };
}
