import { expect, request } from '@playwright/test';

/**
 * The portal is ready before its catalog has read the personas, and nobody can sign in until then.
 * Files that sign in first wait here.
 */
export async function untilPeopleAreKnown({}: object, { project }: any) {
  const api = await request.newContext({ baseURL: project.use.baseURL });
  await expect
    .poll(
      async () => {
        const answer = await api.get('/api/auth/demo/refresh', {
          headers: {
            'x-demo-persona': 'user:default/rita',
            'x-requested-with': 'XMLHttpRequest',
          },
        });
        return answer.status();
      },
      { timeout: 30_000 },
    )
    .toBe(200);
  await api.dispose();
}
