import { ConfigReader } from '@backstage/config';
import { assertDevelopment } from './assertDevelopment';
import { createDemoAuthenticator, PERSONA_HEADER } from './demoAuthenticator';
import { readPersonas } from './readPersonas';

describe('demo sign-in', () => {
  it.each([
    ['development', undefined],
    ['production', 'development'],
    [undefined, 'development'],
  ])('starts with NODE_ENV %s and auth.environment %s', (nodeEnv, auth) => {
    const config = new ConfigReader(
      auth ? { auth: { environment: auth } } : {},
    );
    expect(() => assertDevelopment(config, nodeEnv)).not.toThrow();
  });

  it.each([
    ['production', undefined],
    ['production', 'production'],
    ['test', undefined],
    [undefined, undefined],
  ])('refuses NODE_ENV %s and auth.environment %s', (nodeEnv, auth) => {
    const config = new ConfigReader(
      auth ? { auth: { environment: auth } } : {},
    );
    expect(() => assertDevelopment(config, nodeEnv)).toThrow(
      /must not run in production/,
    );
  });

  const personas = readPersonas(
    new ConfigReader({
      demo: { personas: [{ entityRef: 'Eddie', name: 'Eddie' }] },
    }),
  );
  const authenticate = (header?: string) =>
    createDemoAuthenticator(personas).authenticate(
      {
        req: {
          header: (name: string) =>
            name === PERSONA_HEADER ? header : undefined,
        } as any,
      },
      undefined,
    );

  it('believes a persona of the list', async () => {
    await expect(authenticate('user:default/EDDIE')).resolves.toEqual({
      result: { entityRef: 'user:default/eddie' },
    });
  });

  it.each([undefined, '', 'user:default/sofia', 'eddie'])(
    'refuses %s',
    async header => {
      await expect(authenticate(header)).rejects.toThrow(/not a persona/);
    },
  );
});
