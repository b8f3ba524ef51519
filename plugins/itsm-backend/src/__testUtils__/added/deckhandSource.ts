import {
  isSigned,
  readJson,
  type DeploymentSource,
} from 'backstage-plugin-itsm-node';
import { z } from 'zod';

/** What Deckhand sends when a release has ended. Other fields are of no interest. */
const releaseEnded = z.object({
  project: z.string(),
  release: z.string(),
  stage: z.string(),
  result: z.enum(['ok', 'broken']),
  commit: z.string(),
  endedAt: z.string(),
});

/** Deckhand, a system that deploys. Its projects are called as their repositories. */
export const deckhandSource: DeploymentSource = {
  name: 'deckhand',
  annotation: 'github.com/project-slug',
  verify: ({ body, headers }, secrets) =>
    isSigned(body, headers['x-deckhand-signature'], secrets),
  key: ({ headers }) => headers['x-deckhand-delivery'],
  event: ({ headers }) => headers['x-deckhand-event'],
  parse: ({ body, headers }) => {
    const payload = readJson(body);
    const event = headers['x-deckhand-event'] ?? 'none';
    if (event !== 'release_ended') {
      return { ignored: `event:${event.slice(0, 50)}` };
    }
    const release = releaseEnded.parse(payload);
    return {
      deployments: [
        {
          repository: release.project,
          runId: release.release,
          environment: release.stage,
          state: release.result === 'ok' ? 'success' : 'failure',
          revision: release.commit,
          at: release.endedAt,
        },
      ],
    };
  },
};
