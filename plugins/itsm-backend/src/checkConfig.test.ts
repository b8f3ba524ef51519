import { ConfigReader } from '@backstage/config';
import { z } from 'zod';
import { checkConfig } from './checkConfig';
import { readItsmConfig } from './config';

const extensions = {
  sources: new Map<string, z.ZodRawShape>([
    ['generic', {}],
    ['github', {}],
    ['pipelines', { region: z.enum(['eu', 'us']).optional() }],
  ]),
  sections: new Map([['risk', z.strictObject({ appetite: z.string() })]]),
  kinds: ['incident', 'change', 'task'],
};
const check = (itsm: unknown) =>
  checkConfig(new ConfigReader({ itsm } as any), extensions);

const SECRET = '0123456789abcdef';
const hook = (over: object) => ({
  hooks: { github: { source: 'github', secrets: [SECRET], ...over } },
});

describe('the section itsm of the configuration', () => {
  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['an empty section', {}],
    [
      'a kind that is off where it is not installed',
      { modules: { cmdb: false, risk: false } },
    ],
    [
      'everything',
      {
        readOnly: false,
        modules: { incident: true, change: 'false' },
        priority: {
          preset: 'servicenow-4',
          matrix: { high: { low: 2 }, low: { high: '3' } },
        },
        changes: { quietPeriod: { hours: 0 } },
        incidents: { autoClose: 'P7D' },
        mentions: { reach: 'everybody' },
        desks: {
          it: {},
          'hr-eu': {
            title: 'People',
            titles: { de: 'Personal' },
            groups: ['hr', 'group:eu/hr'],
            confidential: 'true',
          },
        },
        defaultDesk: 'hr-eu',
        audit: { signingKey: SECRET },
        hooks: {
          'github-eu': {
            source: 'github',
            secrets: [SECRET, `${SECRET}-old`],
            maxBodyBytes: '2000000',
            trustEntityRefs: true,
            reconcile: ['a/b', 'ghe.acme.com/a/b'],
          },
          ci: { source: 'pipelines', secrets: [SECRET], region: 'eu' },
        },
        outlets: { limit: '20s' },
        deployments: { production: ['prod-*'], trustEntityRefs: false },
        risk: { appetite: 'low' },
      },
    ],
  ])('takes %s', (_what, itsm) => {
    expect(() => check(itsm)).not.toThrow();
  });

  it.each<[string, unknown, string]>([
    ['itsm.outlet', { outlet: {} }, 'no such setting'],
    ['itsm.outlets.limits', { outlets: { limits: '1s' } }, 'no such setting'],
    ['itsm.readonly', { readonly: true }, 'no such setting'],
    ['itsm.readOnly', { readOnly: 'maybe' }, 'must be true or false'],
    ['itsm.modules.cmdb', { modules: { cmdb: true } }, 'no kind of record'],
    ['itsm.modules.Change', { modules: { Change: false } }, 'no kind of'],
    ['itsm.modules.changes', { modules: { changes: 'off' } }, 'no kind of'],
    ['itsm.modules.tsak', { modules: { tsak: false } }, 'no kind of'],
    [
      'itsm.modules.chnage',
      { modules: { chnage: false } },
      'incident, change, task',
    ],
    ['itsm.modules.change', { modules: { change: 0 } }, 'true or false'],
    ['itsm.priority.preset', { priority: { preset: 'x' } }, 'servicenow-4'],
    [
      'itsm.priority.matrix.high.low',
      { priority: { matrix: { high: { low: 6 } } } },
      'from 1 to 5',
    ],
    [
      'itsm.priority.matrix.hgih',
      { priority: { matrix: { hgih: { low: 1 } } } },
      'no such setting',
    ],
    [
      'itsm.changes.quietPeriod',
      { changes: { quietPeriod: { hours: -1 } } },
      'from 0 to 30 days',
    ],
    [
      'itsm.changes.quietPeriod',
      { changes: { quietPeriod: 'PT-1H' } },
      'a duration',
    ],
    [
      'itsm.incidents.autoClose',
      { incidents: { autoClose: '9000d' } },
      '365 days',
    ],
    [
      'itsm.incidents.autoClose',
      { incidents: { autoClose: { hour: 1 } } },
      'a duration',
    ],
    ['itsm.incidents.autoClose', { incidents: { autoClose: 7 } }, 'a duration'],
    ['itsm.outlets.limit', { outlets: { limit: '31s' } }, '30 seconds'],
    ['itsm.outlets.limit', { outlets: { limit: '0s' } }, 'above 0'],
    ['itsm.desks', { desks: {} }, 'must have a desk'],
    ['itsm.desks.HR', { desks: { HR: {} } }, 'lower case'],
    ['itsm.desks.h r', { desks: { 'h r': {} } }, 'lower case'],
    ['itsm.desks.hr.group', { desks: { hr: { group: 'x' } } }, 'no such'],
    ['itsm.desks.hr.groups', { desks: { hr: { groups: 'x' } } }, 'a list'],
    [
      'itsm.desks.hr.groups[0]',
      { desks: { hr: { groups: ['user:default/x'] } } },
      'must be a group',
    ],
    ['itsm.desks.hr.title', { desks: { hr: { title: ' ' } } }, 'blank'],
    [
      'itsm.desks.hr.titles.deutsch',
      { desks: { hr: { titles: { deutsch: 'x' } } } },
      'language',
    ],
    [
      'itsm.desks.hr',
      { desks: { hr: { confidential: true } } },
      'name the groups',
    ],
    ['itsm.defaultDesk', { defaultDesk: 'hr' }, 'known: it'],
    [
      'itsm.defaultDesk',
      { desks: { it: {}, hr: {} }, defaultDesk: 'legal' },
      'known: it, hr',
    ],
    ['itsm.mentions.reach', { mentions: { reach: 'all' } }, 'involved'],
    [
      'itsm.audit.signingKey',
      { audit: { signingKey: 'k' } },
      'use at least 16',
    ],
    [
      'itsm.audit.signingKey',
      { audit: { signingKey: ' '.repeat(40) } },
      'has 0 characters',
    ],
    ['itsm.hooks.github.secrets', hook({ secrets: [] }), 'is empty'],
    [
      'itsm.hooks.github.secrets[1]',
      hook({ secrets: [SECRET, ' '.repeat(20)] }),
      'use at least 16',
    ],
    [
      'itsm.hooks.github.secrets[0]',
      hook({ secrets: ['short'] }),
      'has 5 characters',
    ],
    [
      'itsm.hooks.github.secrets[0]',
      hook({ secrets: [null] }),
      'is its environment variable set?',
    ],
    ['itsm.hooks.github.secrets', hook({ secrets: SECRET }), 'a list'],
    ['itsm.hooks.github.secrets', hook({ secrets: undefined }), 'a list'],
    [
      'itsm.hooks.github.maxBodyBytes',
      hook({ maxBodyBytes: 1e12 }),
      'from 1 to 26214400',
    ],
    [
      'itsm.hooks.github.maxBodyBytes',
      hook({ maxBodyBytes: 0.5 }),
      'whole number',
    ],
    [
      'itsm.hooks.github.maxBodyBytes',
      hook({ maxBodyBytes: -1 }),
      'whole number',
    ],
    [
      'itsm.hooks.github.source',
      hook({ source: 'gitlab' }),
      'known: generic, github, pipelines',
    ],
    ['itsm.hooks.github.source', hook({ source: undefined }), 'name a source'],
    ['itsm.hooks.github.secret', hook({ secret: SECRET }), 'no such setting'],
    ['itsm.hooks.github.region', hook({ region: 'eu' }), 'no such setting'],
    [
      'itsm.hooks.ci.region',
      { hooks: { ci: { source: 'pipelines', secrets: [SECRET], region: 7 } } },
      'eu',
    ],
    [
      'itsm.hooks.github.reconcile[0]',
      hook({ reconcile: ['checkout'] }),
      'owner/name',
    ],
    [
      'itsm.hooks.GitHub',
      { hooks: { GitHub: { source: 'github', secrets: [SECRET] } } },
      "can't be the name of a hook",
    ],
    [
      'itsm.hooks.api',
      { hooks: { api: { source: 'github', secrets: [SECRET] } } },
      "can't be the name of a hook",
    ],
    [
      'itsm.deployments.production',
      { deployments: { production: 'prod' } },
      'a list',
    ],
    [
      'itsm.deployments.production[0]',
      { deployments: { production: [' '] } },
      'blank',
    ],
    ['itsm.risk.appetite', { risk: { appetite: 7 } }, 'expected string'],
    ['itsm.risk.hunger', { risk: { appetite: '', hunger: 1 } }, 'no such'],
    ['itsm', [], 'expected object'],
  ])('stops the start over %s, %j', (path, itsm, what) => {
    expect(() => check(itsm)).toThrow(
      expect.objectContaining({
        message: expect.stringContaining(`\n- ${path}: `),
      }),
    );
    expect(() => check(itsm)).toThrow(what);
  });

  it('names all that is wrong at once, and no value', () => {
    const wrong = { ...hook({ secrets: ['hunter2'] }), audit: { key: 'x-y' } };
    let message = '';
    try {
      check(wrong);
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message.split('\n- ')).toHaveLength(3);
    expect(message).not.toMatch(/hunter2|x-y/);
  });

  it('reads what was checked', () => {
    const config = new ConfigReader({
      itsm: {
        readOnly: true,
        priority: { matrix: { low: { low: 4 } } },
        changes: { quietPeriod: '2h' },
        outlets: { limit: '5s' },
      },
    });
    expect(readItsmConfig(config)).toMatchObject({
      readOnly: true,
      settings: { quietPeriodMs: 7_200_000, matrix: { low: { low: 4 } } },
      outletLimitMs: 5_000,
      everybodyReads: true,
    });
  });
});
