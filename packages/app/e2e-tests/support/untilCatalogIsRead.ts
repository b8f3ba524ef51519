import { expect, request } from '@playwright/test';

/**
 * The portal is ready before its catalog has read the personas and what they work on: nobody can sign in
 * until then, and pages of entities are missing. Files that begin with either wait here.
 */
export async function untilCatalogIsRead({ baseURL }: { baseURL?: string }) {
  const api = await request.newContext({ baseURL });
  await expect
    .poll(
      async () => {
        const signedIn = await api.get('/api/auth/demo/refresh', {
          headers: {
            'x-demo-persona': 'user:default/rita',
            'x-requested-with': 'XMLHttpRequest',
          },
        });
        if (!signedIn.ok()) return signedIn.status();
        const { backstageIdentity } = await signedIn.json();
        const entity = await api.get(
          '/api/catalog/entities/by-name/component/default/checkout',
          { headers: { authorization: `Bearer ${backstageIdentity.token}` } },
        );
        return entity.status();
      },
      { timeout: 30_000 },
    )
    .toBe(200);
  await api.dispose();
}
