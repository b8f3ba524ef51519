import { example, parse } from './__testUtils__/githubExamples';

describe('a deployment', () => {
  it('is told without a run by whoever uses the API', () => {
    expect(parse('deployment', example('deployment', 0))).toEqual({
      deployments: [
        expect.objectContaining({
          repository: 'Codertocat/Hello-World',
          runId: undefined,
          deploymentId: '145988746',
          environment: 'production',
          production: undefined,
          state: 'pending',
          revision: 'f95f852bd8fca8fcc58a9a2d6c842781e32a215e',
          ref: 'master',
          deployer: 'Codertocat',
          at: '2019-05-15T15:20:53.000Z',
        }),
      ],
    });
  });

  it('is told with its run by GitHub Actions', () => {
    expect(parse('deployment', example('deployment', 1))).toEqual({
      deployments: [
        expect.objectContaining({
          runId: '289782451',
          deploymentId: '145988746',
          attempt: 1,
          environment: 'github-pages',
          runUrl:
            'https://github.com/Codertocat/Hello-World/actions/runs/289782451',
        }),
      ],
    });
  });

  it('takes workflow_run: null for no run', () => {
    const { deployments } = parse(
      'deployment',
      example('deployment', 2),
    ) as any;
    expect(deployments[0].runId).toBeUndefined();
  });

  it('is production when its flag says so, and may be when it says nothing', () => {
    const payload = example('deployment', 1);
    payload.deployment.production_environment = true;
    const { deployments } = parse('deployment', payload) as any;
    expect(deployments[0].production).toBe(true);
    payload.deployment.production_environment = false;
    expect(
      (parse('deployment', payload) as any).deployments[0].production,
    ).toBe(undefined);
  });

  it('can name entity, change and job in its payload, as object or text', () => {
    const told = {
      entityRef: 'component:default/a',
      changeRef: 'CHG-000001',
      job: 'eu',
    };
    for (const payload of [told, JSON.stringify(told)]) {
      const event = example('deployment', 1);
      event.deployment.payload = payload;
      expect((parse('deployment', event) as any).deployments[0]).toMatchObject(
        told,
      );
    }
    for (const payload of ['{', 'text', 7, null, [], { entityRef: 7 }]) {
      const event = example('deployment', 1);
      event.deployment.payload = payload;
      expect(
        (parse('deployment', event) as any).deployments[0].entityRef,
      ).toBeUndefined();
    }
  });

  it('was started by a person, not by the bot that made it', () => {
    const payload = example('deployment', 1);
    payload.deployment.creator.login = 'github-actions[bot]';
    payload.workflow_run.triggering_actor.login = 'eddie';
    expect((parse('deployment', payload) as any).deployments[0].deployer).toBe(
      'eddie',
    );
  });
});

describe('a time of GitHub', () => {
  it.each(['yesterday', '', 1_795_000_000, null, undefined])(
    'that is none is for the portal to judge: %j',
    odd => {
      const status = example('deployment_status', 1);
      status.deployment_status.created_at = odd;
      const created = example('deployment', 1);
      created.deployment.created_at = odd;
      const run = example('workflow_run', 1);
      run.workflow_run.updated_at = odd;
      const told = [
        (parse('deployment_status', status) as any).deployments[0].at,
        (parse('deployment', created) as any).deployments[0].at,
        (parse('workflow_run', { ...run, action: 'completed' }) as any)
          .completions[0].at,
      ];
      expect(told).toEqual(
        told.map(() =>
          typeof odd === 'string' ? odd : `${JSON.stringify(odd)}`,
        ),
      );
    },
  );
});

describe('a deployment status', () => {
  it.each([
    ['pending', 'pending'],
    ['queued', 'pending'],
    ['waiting', 'pending'],
    ['in_progress', 'in_progress'],
    ['success', 'success'],
    ['failure', 'failure'],
    ['error', 'failure'],
  ])('%s is %s', (state, meaning) => {
    const payload = example('deployment_status', 1);
    payload.deployment_status.state = state;
    expect(parse('deployment_status', payload)).toEqual({
      deployments: [
        expect.objectContaining({
          state: meaning,
          runId: '289782451',
          deploymentId: '145988746',
          job: 'deploy',
          at: '2022-01-03T01:28:40.000Z',
        }),
      ],
    });
  });

  it.each(['inactive', 'something_new'])('%s changes nothing', state => {
    const payload = example('deployment_status', 1);
    payload.deployment_status.state = state;
    expect(parse('deployment_status', payload)).toEqual({
      ignored: `state:${state}`,
    });
  });

  it('tells attempts and matrix jobs apart', () => {
    const payload = example('deployment_status', 1);
    payload.workflow_run.run_attempt = 2;
    payload.check_run.name = 'deploy (eu)';
    expect(
      (parse('deployment_status', payload) as any).deployments[0],
    ).toMatchObject({
      attempt: 2,
      job: 'deploy (eu)',
    });
  });

  it('has no job without a run', () => {
    const payload = example('deployment_status', 1);
    delete payload.workflow_run;
    const [report] = (parse('deployment_status', payload) as any).deployments;
    expect([report.runId, report.job]).toEqual([undefined, undefined]);
    expect(report.runUrl).toMatch(/^https:\/\/github.com/);
  });

  it.each(['ghes-31', 'ghes-33', 'ghes-35'])(
    'is read from every example of GitHub Enterprise Server, %s',
    version => {
      // eslint-disable-next-line @backstage/no-undeclared-imports, global-require
      const all = require(`@octokit/webhooks-examples/${version}/index.json`);
      for (const event of ['deployment', 'deployment_status']) {
        const found = all.find((e: any) => e.name === event).examples;
        expect(found.length).toBeGreaterThan(0);
        for (const payload of found) {
          expect(parse(event, payload)).toHaveProperty('deployments');
        }
      }
    },
  );
});

describe('a workflow run', () => {
  it.each([
    ['success', 'success'],
    ['failure', 'failure'],
    ['timed_out', 'failure'],
    ['cancelled', 'failure'],
  ])('that ended with %s ends its jobs as %s', (conclusion, outcome) => {
    const payload = example('workflow_run', 1);
    payload.workflow_run.conclusion = conclusion;
    expect(parse('workflow_run', payload)).toEqual({
      completions: [
        {
          repository: payload.repository.full_name,
          runId: '289782451',
          attempt: 1,
          outcome,
          at: new Date(payload.workflow_run.updated_at).toISOString(),
        },
      ],
    });
  });

  it.each(['skipped', 'neutral', 'action_required', null])(
    'that ended with %s says nothing',
    conclusion => {
      const payload = example('workflow_run', 1);
      payload.workflow_run.conclusion = conclusion;
      expect(parse('workflow_run', payload)).toHaveProperty('ignored');
    },
  );

  it('says nothing before it ends', () => {
    expect(parse('workflow_run', example('workflow_run', 3))).toEqual({
      ignored: 'action:requested',
    });
  });
});
