import { openArena, type OpenArena } from './arena';
import { DOSE_LIMIT_MS, isWanted, smallDosesOf, violationsOf } from './doses';

const onEngine = isWanted('sqlite') ? describe : describe.skip;

onEngine('small doses on sqlite', () => {
  let arena: OpenArena;
  beforeAll(async () => {
    arena = await openArena('sqlite');
    await arena.shared(2);
  }, DOSE_LIMIT_MS);
  afterAll(() => arena?.close(), DOSE_LIMIT_MS);

  it.each(smallDosesOf('sqlite'))(
    '%s',
    async (_, test) => {
      expect(await violationsOf(test, arena)).toEqual([]);
    },
    DOSE_LIMIT_MS,
  );
});
