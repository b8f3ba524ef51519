import { deploymentReport } from 'backstage-plugin-itsm-common';
import { ConfigReader } from '@backstage/config';
import { readGithubHook } from './deliverToGithubHook';
import { pastDeliveries, runningDeliveries } from './deployments';

const NOW = Date.UTC(2026, 10, 22, 12);

describe('demo deliveries', () => {
  const deliveries = [...pastDeliveries(NOW), ...runningDeliveries(NOW)];

  it('have ids of their own, which a second start repeats', () => {
    const ids = deliveries.map(delivery => delivery.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids[0]).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(pastDeliveries(NOW + 1_000).map(d => d.id)).toEqual(
      pastDeliveries(NOW).map(d => d.id),
    );
  });

  it('tell of the past, and of what a report can hold', () => {
    const told = deliveries.filter(({ event }) => event !== 'ping');
    expect(told.length).toBeGreaterThan(10);
    for (const { body } of told) {
      const { deployment, deployment_status: status } = JSON.parse(body);
      const at = status?.created_at ?? deployment.created_at;
      expect(Date.parse(at)).toBeLessThanOrEqual(NOW);
      deploymentReport.parse({
        environment: deployment.environment,
        state: 'pending',
        revision: deployment.sha,
        at,
      });
      expect(deployment.sha).toMatch(/^[0-9a-f]{40}$/);
    }
  });
});

describe('the hook of the demo records', () => {
  it('is the one whose source is GitHub', () => {
    const config = new ConfigReader({
      itsm: {
        hooks: {
          jenkins: { source: 'generic', secrets: ['a'] },
          acme: { source: 'github', secrets: ['newest', 'older'] },
        },
      },
    });
    expect(readGithubHook(config, 'http://portal/api/itsm')).toEqual({
      url: 'http://portal/api/itsm/hooks/acme',
      secret: 'newest',
    });
  });

  it('may be missing', () => {
    expect(readGithubHook(new ConfigReader({}), 'http://portal')).toBe(
      undefined,
    );
  });
});
