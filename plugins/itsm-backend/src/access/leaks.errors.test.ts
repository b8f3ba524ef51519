import { TestDatabases } from '@backstage/backend-test-utils';
import { databaseIds } from '../__testUtils__/databases';
import { CHECKOUT_DOWN } from '../__testUtils__/startItsm';
import { withSecrets } from '../principals/__testUtils__/secrets';

const databases = TestDatabases.create({ ids: databaseIds });

/**
 * stan owns search: he works on his own incident, and may not read what is restricted. One of these is linked
 * with his own, one is not, and one number belongs to nothing: he is told the same of all three.
 */
describe.each(databaseIds)('refusals that name another record, %s', id => {
  const { call, numbers } = withSecrets(() => databases.init(id));
  let own: string;
  let linked: string;
  let problem: string;
  let change: string;
  beforeAll(async () => {
    const open = async (
      person: 'stan' | 'eddie',
      path: string,
      input: object,
    ): Promise<string> => {
      const answer = await call(person, 'post', path).send(input);
      if (answer.status !== 201) throw new Error(answer.text);
      return answer.body.number;
    };
    const entities = ['search'];
    own = await open('stan', '/v1/incidents', {
      ...CHECKOUT_DOWN,
      entities,
    });
    problem = await open('stan', '/v1/problems', { title: 'Why', entities });
    change = await open('stan', '/v1/changes', {
      type: 'normal',
      title: 'Fix',
      environment: 'production',
      entities,
    });
    linked = await open('eddie', '/v1/incidents', {
      ...CHECKOUT_DOWN,
      restricted: true,
    });
    for (const number of [own, problem, change]) {
      await call('adam', 'post', `${pathOf(number)}/links`)
        .send({ role: 'relatedTo', target: 'record', ref: linked })
        .expect(200);
    }
  });

  const pathOf = (number: string) =>
    `/v1/${{ INC: 'incidents', PRB: 'problems', CHG: 'changes' }[number.slice(0, 3)]}/${number}`;
  const link = (ref: string) => ({ role: 'relatedTo', target: 'record', ref });
  const act = async (number: string, action: string, input: object) => {
    const { body } = await call('stan', 'get', pathOf(number));
    return call('stan', 'post', `${pathOf(number)}/actions/${action}`)
      .set('if-match', `"${body.version}"`)
      .send(input);
  };
  const tries: [string, (ref: string) => any][] = [
    [
      'link',
      ref => call('stan', 'post', `${pathOf(own)}/links`).send(link(ref)),
    ],
    [
      'caused by',
      ref =>
        call('stan', 'post', `${pathOf(own)}/links`).send({
          ...link(ref),
          role: 'causedBy',
        }),
    ],
    [
      'unlink',
      ref => call('stan', 'delete', `${pathOf(own)}/links`).query(link(ref)),
    ],
    [
      'open a task of it',
      ref =>
        call('stan', 'post', '/v1/tasks').send({ title: 'Look', parent: ref }),
    ],
    [
      'open a review of it',
      ref =>
        call('stan', 'post', '/v1/reviews').send({ title: 'PIR', parent: ref }),
    ],
    [
      'cancel as its duplicate',
      ref => act(own, 'cancel', { reason: 'duplicate', duplicateOf: ref }),
    ],
    [
      'resolve with it as the cause',
      ref => act(own, 'resolve', { code: 'fixed', notes: 'x', causedBy: ref }),
    ],
    [
      'wait for it',
      ref => act(own, 'hold', { reason: 'problem', waitsFor: ref }),
    ],
    [
      'be a duplicate of it',
      ref => act(problem, 'mark_duplicate', { duplicateOf: ref }),
    ],
    [
      'accept what it proposes',
      ref =>
        call('stan', 'post', `${pathOf(own)}/proposals`).send({
          role: 'relatedTo',
          ref,
          accept: true,
        }),
    ],
    [
      'edit it with others',
      ref =>
        call('stan', 'post', '/v1/incidents/bulk').send({
          records: [{ number: ref, version: 1 }],
          edit: { title: 'x' },
        }),
    ],
    [
      'ask what can be done with it',
      ref =>
        call('stan', 'get', '/v1/incidents/common-actions').query({
          numbers: ref,
        }),
    ],
    [
      'download a file of it',
      ref => call('stan', 'get', `/v1/incidents/${ref}/attachments/${own}`),
    ],
  ];

  it.each(tries)('to %s', async (_what, ask) => {
    const told = async (ref: string) => {
      const { status, text } = await ask(ref);
      return [status, text.replaceAll(ref, '<number>')];
    };
    const missing = await told('INC-999999');
    expect(await told(linked)).toEqual(missing);
    expect(await told(numbers.restricted)).toEqual(missing);
  });

  it('have changed nothing', async () => {
    const { body } = await call('adam', 'get', pathOf(own)).expect(200);
    expect(body.links.map((each: any) => each.ref)).toContain(linked);
    expect(body.state).toBe('new');
  });
});
