import type { Person } from './people';
import type { TestItsm } from './startItsm';

/** Tells of records by their numbers, each step with the version that it finds. */
export function storyOf(running: () => TestItsm) {
  const read = async (number: string, who: Person) =>
    (await running().call(who, 'get', `/v1/records/${number}`).expect(200))
      .body;
  const pathOf = async (who: Person, number: string) => {
    const { kind } = await read(number, who);
    const { body } = await running().call(who, 'get', '/v1/settings');
    const { plural } = body.kinds.find((each: any) => each.name === kind);
    return `/v1/${plural}/${number}`;
  };
  const open = async (who: Person, plural: string, input: object) => {
    const path = `/v1/${plural}`;
    const answer = await running().call(who, 'post', path).send(input);
    if (answer.status !== 201) throw new Error(`${path}: ${answer.text}`);
    return answer.body.number as string;
  };
  /** After all that follows from what was done. */
  const view = async (number: string, who: Person = 'eddie') => {
    await running().settle();
    return read(number, who);
  };
  const attempt = async (
    number: string,
    action: string,
    input: object = {},
    who: Person = 'eddie',
  ) => {
    const { version } = await view(number, who);
    return running()
      .call(who, 'post', `${await pathOf(who, number)}/actions/${action}`)
      .set('if-match', String(version))
      .send(input);
  };
  const act = async (...what: Parameters<typeof attempt>) => {
    const { status, text, body } = await attempt(...what);
    if (status !== 200) throw new Error(`${what[1]}: ${status} ${text}`);
    return body;
  };
  const refusal = async (...what: Parameters<typeof attempt>) => {
    const { status, body } = await attempt(...what);
    return { status, code: body.error?.code };
  };
  const link = async (number: string, role: string, ref: string) =>
    running()
      .call('eddie', 'post', `${await pathOf('eddie', number)}/links`)
      .send({ role, target: 'record', ref })
      .expect(200);
  return { open, view, act, refusal, link, pathOf };
}
