import { main } from './main';

const ENV = { ITSM_URL: 'http://itsm.example/', ITSM_TOKEN: 'secret' };
const ARGS = ['--entity', 'checkout', '--environment', 'production'];
const RUN = [...ARGS, '--revision', 'abc', '--run-id', '7'];

/** Answers one question after the other; time passes only while somebody sleeps or waits for an answer. */
function world(...answers: (object | Error | [number, object])[]) {
  let now = 0;
  const asked: { url: string; body: any; headers: any }[] = [];
  const out: string[] = [];
  const err: string[] = [];
  return {
    asked,
    out,
    err,
    given: {
      now: () => now,
      sleep: async (ms: number) => {
        now += ms;
      },
      out: (line: string) => out.push(line),
      err: (line: string) => err.push(line),
      fetch: (async (url: string, init: any) => {
        asked.push({ url, body: JSON.parse(init.body), headers: init.headers });
        now += Number(new URL(url).searchParams.get('wait')) * 1_000;
        const answer = answers.length > 1 ? answers.shift()! : answers[0];
        if (answer instanceof Error) throw answer;
        const [status, body] = Array.isArray(answer) ? answer : [200, answer];
        return new Response(JSON.stringify(body), { status });
      }) as any,
    },
  };
}

const answer = (verdict: string, code: string, more: object = {}) => ({
  verdict,
  code,
  message: `It is ${code}.`,
  change: { number: 'CHG-1', url: 'https://portal/itsm/r/CHG-1' },
  withoutAnswer: 'closed',
  ...more,
});
const WAIT = answer('wait', 'NOT_APPROVED');
const ALLOW = answer('allow', 'APPROVED');
const AWAY = new TypeError('fetch failed');

describe('itsm gate', () => {
  it.each<[string, string[], Parameters<typeof world>, number]>([
    ['allowed', ['check'], [ALLOW], 0],
    ['denied', ['check'], [answer('deny', 'REJECTED')], 2],
    ['not yet', ['check'], [WAIT], 6],
    ['frozen', ['check'], [answer('deny', 'FREEZE')], 4],
    [
      'frozen for longer than it waits',
      ['wait', '--wait', '90s'],
      [answer('deny', 'FREEZE')],
      4,
    ],
    [
      'frozen, and then let through',
      ['wait'],
      [answer('deny', 'FREEZE'), ALLOW],
      0,
    ],
    ['waited long enough', ['wait', '--wait', '2m'], [WAIT], 3],
    ['allowed in the end', ['wait'], [WAIT, WAIT, ALLOW], 0],
    ['denied in the end', ['wait'], [WAIT, answer('deny', 'MISMATCH')], 2],
    ['away', ['check'], [AWAY], 5],
    ['away, and open', ['check', '--without-answer', 'open'], [AWAY], 0],
    ['away for a moment', ['check'], [AWAY, [503, {}], ALLOW], 0],
    [
      'away after it said that it is open',
      ['wait', '--wait', '5m'],
      [{ ...WAIT, withoutAnswer: 'open' }, AWAY],
      0,
    ],
    ['not permitted', ['check'], [[403, { error: { message: 'No' } }]], 1],
  ])('ends with the code of what is %s', async (_, args, answers, code) => {
    const { given } = world(...answers);
    expect(await main(['gate', ...args, ...RUN], ENV, given)).toBe(code);
  });

  it('asks with the token, and waits on the server', async () => {
    const { given, asked, out } = world(WAIT, ALLOW);
    await main(['gate', 'wait', ...RUN, '--stage', 'eu'], ENV, given);
    expect(asked[0]).toEqual({
      url: 'http://itsm.example/api/itsm/v1/gate/checks?wait=60',
      headers: expect.objectContaining({ authorization: 'Bearer secret' }),
      body: {
        entityRef: 'checkout',
        environment: 'production',
        revision: 'abc',
        runId: '7',
        stage: 'eu',
      },
    });
    expect(out).toEqual([
      'wait: It is NOT_APPROVED. https://portal/itsm/r/CHG-1',
      'allow: It is APPROVED. https://portal/itsm/r/CHG-1',
    ]);
  });

  it('writes the whole answer for programs, and nothing else', async () => {
    const { given, out } = world(WAIT);
    await main(['gate', 'check', '--json', ...RUN], ENV, given);
    expect(JSON.parse(out.join('\n'))).toEqual(WAIT);
  });

  it.each<[string, Record<string, string>, object]>([
    [
      'GitHub',
      {
        GITHUB_ACTIONS: 'true',
        GITHUB_SHA: 'a',
        GITHUB_RUN_ID: '1',
        GITHUB_SERVER_URL: 'https://github.com',
        GITHUB_REPOSITORY: 'acme/shop',
      },
      {
        revision: 'a',
        runId: 'github-acme/shop-1',
        runUrl: 'https://github.com/acme/shop/actions/runs/1',
      },
    ],
    [
      'GitLab',
      {
        GITLAB_CI: 'true',
        CI_COMMIT_SHA: 'a',
        CI_PROJECT_ID: '3',
        CI_PIPELINE_ID: '1',
        CI_PIPELINE_URL: 'https://gitlab/p/1',
      },
      { revision: 'a', runId: 'gitlab-3-1', runUrl: 'https://gitlab/p/1' },
    ],
    [
      'Azure DevOps',
      {
        TF_BUILD: 'True',
        BUILD_SOURCEVERSION: 'a',
        BUILD_BUILDID: '1',
        SYSTEM_TEAMPROJECT: 'shop',
        SYSTEM_COLLECTIONURI: 'https://dev.azure.com/acme/',
      },
      {
        revision: 'a',
        runId: 'azure-shop-1',
        runUrl: 'https://dev.azure.com/acme/shop/_build/results?buildId=1',
      },
    ],
    [
      'CircleCI',
      {
        CIRCLECI: 'true',
        CIRCLE_SHA1: 'a',
        CIRCLE_WORKFLOW_ID: '1',
        CIRCLE_BUILD_URL: 'https://circle/1',
      },
      { revision: 'a', runId: 'circleci-1', runUrl: 'https://circle/1' },
    ],
    [
      'Jenkins',
      {
        JENKINS_URL: 'https://jenkins',
        GIT_COMMIT: 'a',
        BUILD_TAG: 'jenkins-shop-1',
        BUILD_URL: 'https://jenkins/shop/1',
      },
      {
        revision: 'a',
        runId: 'jenkins-shop-1',
        runUrl: 'https://jenkins/shop/1',
      },
    ],
  ])('knows the run in %s', async (_, env, run) => {
    const { given, asked } = world(ALLOW);
    await main(['gate', 'check', ...ARGS], { ...ENV, ...env }, given);
    expect(asked[0].body).toMatchObject(run);
  });

  it.each<[string[], Record<string, string>, string]>([
    [['gate', 'ask'], ENV, "There is no 'gate ask'."],
    [['gate', 'check', ...RUN], {}, 'Set ITSM_URL'],
    [['gate', 'check', ...RUN], { ITSM_URL: 'x' }, 'Set ITSM_TOKEN'],
    [['gate', 'check', ...ARGS], ENV, 'Say which --revision'],
    [['gate', 'check', ...RUN, '--colour'], ENV, '--colour'],
    [['gate', 'wait', ...RUN, '--wait', '10'], ENV, "--wait: '10'"],
    [
      ['gate', 'check', ...RUN, '--without-answer', 'x'],
      ENV,
      '--without-answer',
    ],
  ])('refuses %j', async (args, env, told) => {
    const { given, err, asked } = world(ALLOW);
    expect(await main(args, env, given)).toBe(1);
    expect(err.join('\n')).toContain(told);
    expect(err.join('\n')).toContain('Usage: itsm gate');
    expect(asked).toEqual([]);
  });
});
