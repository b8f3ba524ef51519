import { createHmac } from 'node:crypto';
import examples from '@octokit/webhooks-examples';
import {
  delivery,
  example,
  parse,
  source,
} from './__testUtils__/githubExamples';

const SECRET = 'a-secret-of-the-tests';

describe('a delivery', () => {
  it('of another event is ignored', () => {
    expect(parse('ping', { zen: 'Keep it logically awesome.' })).toEqual({
      ignored: 'event:ping',
    });
    expect(parse('constructor', {})).toEqual({ ignored: 'event:constructor' });
    const known = ['deployment', 'deployment_status', 'workflow_run'];
    const others = (examples as any[]).filter(
      ({ name }) => !known.includes(name),
    );
    expect(others.length).toBeGreaterThan(50);
    for (const { name, examples: payloads } of others) {
      expect(parse(name, payloads[0])).toEqual({ ignored: `event:${name}` });
    }
  });

  it('may be a form', () => {
    const payload = JSON.stringify(example('deployment', 0));
    const form = new URLSearchParams({ payload }).toString();
    expect(
      source.parse(
        delivery('deployment', form, {
          'content-type': 'application/x-www-form-urlencoded',
        }),
      ),
    ).toHaveProperty('deployments');
  });

  it('that is no JSON is refused, one that lacks what is needed names the field', () => {
    expect(() => source.parse(delivery('deployment', '{ not json'))).toThrow(
      expect.objectContaining({ statusCode: 400, code: 'not_json' }),
    );
    expect(() => source.parse(delivery('ping', 'null'))).toThrow(
      expect.objectContaining({ statusCode: 400 }),
    );
    let fault: any;
    try {
      parse('deployment', { deployment: {} });
    } catch (error) {
      fault = error;
    }
    expect(fault.issues[0].path).toEqual(['repository']);
  });

  it('is proven by GitHub’s documented example', () => {
    // docs.github.com, "Validating webhook deliveries", testing the webhook payload validation.
    expect(
      source.verify(
        delivery('push', 'Hello, World!', {
          'x-hub-signature-256':
            'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
        }),
        ["It's a Secret to Everybody"],
      ),
    ).toBe(true);
  });

  it('is proven by any of the secrets over the raw bytes', () => {
    const sign = (secret: string) =>
      `sha256=${createHmac('sha256', secret).update('{ }').digest('hex')}`;
    const signed = (header: string) =>
      source.verify(
        delivery('push', '{ }', { 'x-hub-signature-256': header }),
        [SECRET, 'the-old-secret-of-us'],
      );
    expect(signed(sign(SECRET))).toBe(true);
    expect(signed(sign('the-old-secret-of-us'))).toBe(true);
    expect(signed(sign('somebody-elses-secret'))).toBe(false);
    expect(signed(sign(SECRET).slice(7))).toBe(false);
    expect(signed('')).toBe(false);
    expect(source.verify(delivery('push', '{ }'), [SECRET])).toBe(false);
    expect(
      source.verify(
        delivery('push', '{}', { 'x-hub-signature-256': sign(SECRET) }),
        [SECRET],
      ),
    ).toBe(false);
  });

  it('is known by its GUID', () => {
    const headers = { 'x-github-delivery': 'a-guid' };
    expect(source.key!(delivery('ping', '{}', headers))).toBe('a-guid');
    expect(source.event!(delivery('ping', '{}'))).toBe('ping');
  });
});
