import { TestDatabases, mockCredentials } from '@backstage/backend-test-utils';
import type { AddressInfo } from 'node:net';
import { main } from 'itsm-for-backstage-cli';
import { activateDefinition } from '../__testUtils__/activateDefinition';
import { databaseIds } from '../__testUtils__/databases';
import { startItsm, type TestItsm } from '../__testUtils__/startItsm';

const databases = TestDatabases.create({ ids: databaseIds });

/** The command asks the real gate; what it makes of each answer is told beside it. */
describe.each(databaseIds)('the command beside the gate, %s', id => {
  let itsm: TestItsm;
  beforeAll(async () => {
    itsm = await startItsm({ knex: await databases.init(id) });
  });
  afterAll(() => itsm?.stop());

  const run = async (...args: string[]) => {
    const lines: string[] = [];
    const { port } = itsm.server.address() as AddressInfo;
    const code = await main(
      ['gate', 'check', '--environment', 'production', ...args],
      {
        ITSM_URL: `http://localhost:${port}`,
        ITSM_TOKEN: mockCredentials.service.token(),
        JENKINS_URL: 'https://jenkins',
        GIT_COMMIT: 'a1b2c3',
        BUILD_TAG: 'jenkins-1',
      },
      { out: line => lines.push(line), err: line => lines.push(line) },
    );
    return { code, text: lines.join('\n') };
  };

  it('is let through, told to wait, and refused', async () => {
    expect(await run('--entity', 'checkout')).toEqual({
      code: 0,
      text: 'allow: No gate is about this entity in this environment.',
    });
    await activateDefinition(itsm, 'gates', 'Checkout', {
      when: { 'entity.name': 'checkout' },
      environments: ['production'],
      withoutAnswer: 'closed',
    });
    const waiting = await run('--entity', 'checkout', '--stage', 'eu');
    expect(waiting.code).toBe(6);
    expect(waiting.text).toMatch(/^wait: CHG-\d+ is not approved\. It needs/);
    expect((await run('--entity', 'nobody:knows:this')).code).toBe(1);
    expect((await run('--entity', 'unheard-of')).code).toBe(6);
  });
});
