import type { TestItsm } from './startItsm';

/**
 * Puts a definition in force, as an administrator.
 *
 * @returns it, and what takes it out of force
 */
export async function activateDefinition(
  itsm: Pick<TestItsm, 'call'>,
  plural: string,
  name: string,
  spec: object,
) {
  const root = `/v1/definitions/${plural}`;
  const act = async (
    { id, version }: { id: string; version: number },
    action: string,
  ) =>
    (
      await itsm
        .call('adam', 'post', `${root}/${id}/actions/${action}`)
        .set('if-match', String(version))
        .send({})
        .expect(200)
    ).body;
  const { body: draft } = await itsm
    .call('adam', 'post', root)
    .send({ name, spec })
    .expect(201);
  const active = await act(draft, 'activate');
  return { ...active, retire: () => act(active, 'retire') };
}
