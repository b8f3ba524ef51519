import type { Person } from '../../__testUtils__/people';
import type { TestItsm } from '../../__testUtils__/startItsm';

/** Longer than the second in which the same listeners are told once. */
const A_WHILE_MS = 2_000;

const realNow = Date.now;

/** For a block of tests: who is told of what, by the names of channels that people were handed out. */
export function listening(itsm: () => TestItsm) {
  let passedMs = 0;
  beforeAll(() => {
    jest.spyOn(Date, 'now').mockImplementation(() => realNow() + passedMs);
  });
  afterAll(() => {
    jest.restoreAllMocks();
  });

  /** The names in these answers; whoever may not read them is handed out none. */
  const namesFor = async (person: Person, ...paths: string[]) => {
    const answers = await Promise.all(
      paths.map(path => itsm().call(person, 'get', path)),
    );
    return new Set<string>(
      answers.flatMap(({ body }) => body.signalChannels ?? []),
    );
  };

  return {
    namesFor,
    /** Channels on which something was sent because of the work. */
    async toldOf(work: () => Promise<unknown>): Promise<string[]> {
      await itsm().settle();
      passedMs += A_WHILE_MS;
      const before = itsm().signals.length;
      await work();
      await itsm().settle();
      return itsm()
        .signals.slice(before)
        .map(({ channel }) => channel);
    },
  };
}
