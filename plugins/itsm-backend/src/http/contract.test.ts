import SwaggerParser from '@apidevtools/swagger-parser';
import { TestDatabases } from '@backstage/backend-test-utils';
import { databaseIds } from '../__testUtils__/databases';
import { CHECKOUT_DOWN } from '../__testUtils__/startItsm';
import { withContract } from './__testUtils__/contract';

const databases = TestDatabases.create({ ids: databaseIds });

describe.each(databaseIds)('the HTTP contract, %s', id => {
  const { call, document, validatorOf, conforms, refused, incident } =
    withContract(() => databases.init(id));

  it('is a valid OpenAPI 3.1 document in which each operation names its permission', async () => {
    expect(document().openapi).toBe('3.1.0');
    await SwaggerParser.validate(structuredClone(document()));
    const operations = Object.values(document().paths).flatMap((p: any) =>
      Object.values(p),
    );
    expect(operations.length).toBeGreaterThan(40);
    for (const operation of operations as any[]) {
      expect(operation['x-permission']).toMatch(/^(itsm\.|none: )/);
    }
    const needed = (action: string) =>
      document().paths[`/v1/changes/{number}/actions/${action}`].post[
        'x-permission'
      ];
    expect(['implement', 'authorize', 'cancel', 'revert'].map(needed)).toEqual([
      'itsm.change.act',
      'itsm.change.approve',
      'itsm.change.override',
      'none: requester',
    ]);
  });

  it('has no operation for what only timers, follow-ups and pipelines do', async () => {
    const actions = Object.keys(document().paths).map(path =>
      path.replace(/^.*\//, ''),
    );
    expect(actions).toContain('resolve');
    for (const action of ['wake', 'resolve_with_parent', 'judge']) {
      expect(actions).not.toContain(action);
    }
    const { number } = await incident();
    const wake = await call(
      'eddie',
      'post',
      `/v1/incidents/${number}/actions/wake`,
    )
      .set('if-match', '1')
      .send({});
    refused(wake, 404, 'not_found');
  });

  it('answers what the document says', async () => {
    const created = await call('rita', 'post', '/v1/incidents').send(
      CHECKOUT_DOWN,
    );
    conforms('/v1/incidents', 'post', created);
    const { number } = created.body;
    const one = '/v1/incidents/{number}';
    conforms(one, 'get', await call('eddie', 'get', `/v1/incidents/${number}`));
    conforms(
      '/v1/records/{number}',
      'get',
      await call('eddie', 'get', `/v1/records/${number}`),
    );
    conforms(
      '/v1/incidents',
      'get',
      await call('eddie', 'get', '/v1/incidents?count=true'),
    );
    conforms(
      '/v1/records',
      'get',
      await call('eddie', 'get', '/v1/records?q=checkout'),
    );
    conforms('/v1/settings', 'get', await call('eddie', 'get', '/v1/settings'));
    conforms(
      one,
      'patch',
      await call('eddie', 'patch', `/v1/incidents/${number}`)
        .set('if-match', '"1"')
        .send({ urgency: 'high' }),
    );
    conforms(
      '/v1/incidents/common-actions',
      'get',
      await call(
        'eddie',
        'get',
        `/v1/incidents/common-actions?numbers=${number}`,
      ),
    );
    conforms(
      '/v1/incidents/bulk',
      'post',
      await call('eddie', 'post', '/v1/incidents/bulk').send({
        records: [
          { number: (await incident()).number, version: 1 },
          { number: 'INC-999999', version: 1 },
        ],
        edit: { urgency: 'low' },
      }),
    );
    conforms(
      `${one}/comments`,
      'post',
      await call('eddie', 'post', `/v1/incidents/${number}/comments`).send({
        text: 'Hello',
      }),
    );
    conforms(
      `${one}/actions/start`,
      'post',
      await call('eddie', 'post', `/v1/incidents/${number}/actions/start`)
        .set('if-match', '3')
        .send({}),
    );
    conforms(
      `${one}/links`,
      'post',
      await call('eddie', 'post', `/v1/incidents/${number}/links`).send({
        role: 'affected',
        target: 'entity',
        ref: 'cart',
      }),
    );
    conforms(
      `${one}/attachments`,
      'post',
      await call(
        'eddie',
        'post',
        `/v1/incidents/${number}/attachments?name=shot.png`,
      )
        .set('content-type', 'image/png')
        .send(Buffer.from('not really a png')),
    );
    conforms(
      `${one}/watch`,
      'put',
      await call('eddie', 'put', `/v1/incidents/${number}/watch`),
    );
    conforms(
      `${one}/entries`,
      'get',
      await call('eddie', 'get', `/v1/incidents/${number}/entries`),
    );
    conforms(
      '/v1/audit/verify',
      'post',
      await call('adam', 'post', '/v1/audit/verify').send({}),
    );
  });

  it('has a test that can fail: a broken answer does not conform', () => {
    const validate = validatorOf('/v1/incidents/{number}', 'get', 200);
    expect(validate({ number: 'INC-1' })).toBe(false);
  });

  it('needs to know who calls', async () => {
    // Answered by Backstage before our routes are asked.
    await call(undefined, 'get', '/v1/incidents').expect(401);
    await call(undefined, 'post', '/v1/incidents').send({}).expect(401);
  });

  it('changes nothing without the version that was read', async () => {
    const { number } = await incident();
    const path = `/v1/incidents/${number}`;
    refused(
      await call('eddie', 'patch', path).send({ title: 'x' }),
      428,
      'if_match_required',
    );
    refused(
      await call('eddie', 'post', `${path}/actions/start`).send({}),
      428,
      'if_match_required',
    );
    refused(
      await call('eddie', 'patch', path)
        .set('if-match', 'W/"x"')
        .send({ title: 'x' }),
      400,
      'invalid_if_match',
    );
    refused(
      await call('eddie', 'patch', path)
        .set('if-match', '7')
        .send({ title: 'x' }),
      412,
      'stale_version',
    );
    refused(
      await call('stan', 'patch', path)
        .set('if-match', '1')
        .send({ title: 'x' }),
      403,
      'not_permitted',
    );
    refused(
      await call('rita', 'patch', path)
        .set('if-match', '1')
        .send({ title: 'x' }),
      403,
      'not_permitted',
    );
    const after = await call('eddie', 'get', path);
    expect(after.body).toMatchObject({
      version: 1,
      title: CHECKOUT_DOWN.title,
    });
  });
  it('answers 404 for what is not there', async () => {
    expect.hasAssertions();
    const { number } = await incident();
    refused(await call('eddie', 'get', '/v1/nothing'), 404, 'not_found');
    refused(
      await call('eddie', 'get', '/v1/incidents/INC-999999'),
      404,
      'not_found',
    );
    refused(
      await call('eddie', 'get', `/v1/changes/${number}`),
      404,
      'not_found',
    );
    refused(
      await call('eddie', 'post', `/v1/incidents/${number}/actions/explode`)
        .set('if-match', '1')
        .send({}),
      404,
      'not_found',
    );
    refused(
      await call('eddie', 'get', '/v1/incidents/%ff'),
      400,
      'invalid_url',
    );
    refused(
      await call('eddie', 'get', `/v1/incidents/${number}/attachments/nope`),
      404,
      'not_found',
    );
  });
});
