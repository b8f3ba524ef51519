import { builtInKinds, kindsByName, valueTypes, type KindDefinition } from '.';

const { incident, change, article } = kindsByName;

const typesOf = (
  kind: KindDefinition,
  body: Record<string, unknown>,
  verb: 'moved' | 'edited' | 'created' = 'moved',
) => valueTypes(kind, { verb, body });

it('takes the type of a value from the input of its action', () => {
  const reason = 'vendor';
  expect(typesOf(incident, { action: 'hold', reason })).toEqual({
    reason: 'word',
  });
  expect(typesOf(incident, { action: 'reopen', reason })).toEqual({});
  expect(typesOf(article, { action: 'publish', publishAt: '' })).toEqual({
    publishAt: 'instant',
  });
});

it('knows those of fields that were changed, and of what no input has', () => {
  expect(
    typesOf(
      change,
      {
        title: 'https://example.org',
        fields: {
          title: ['2026-11-28T10:12 checkout down', 'INC-000001'],
          description: ['', 'user:default/eddie'],
          runUrl: [null, 'https://example.org'],
          plannedStart: [],
          authors: [],
          revision: ['HOTFIX-12', 'OPS-4711'],
        },
      },
      'edited',
    ),
  ).toEqual({ runUrl: 'url', plannedStart: 'instant', authors: 'entity' });
  expect(
    typesOf(incident, { action: 'wake', holdReason: 'vendor', by: 'CHG-1' }),
  ).toEqual({ holdReason: 'word', by: 'record' });
});

it('knows what an entry without an action holds', () => {
  expect(
    typesOf(
      change,
      { state: 'implement', type: 'registration', runUrl: '', entities: [] },
      'created',
    ),
  ).toEqual({ state: 'word', type: 'word', runUrl: 'url', entities: 'entity' });
});

it('knows the types of actions that are no more, where nothing contradicts', () => {
  expect(
    typesOf(incident, { action: 'gone', reason: 'x', parent: 'INC-000001' }),
  ).toEqual({ parent: 'record' });
});

it('is not led astray by the names of what every object has', () => {
  expect(
    typesOf(incident, { action: 'constructor', toString: 'x', valueOf: 'y' }),
  ).toEqual({});
});

/** Inputs of a kind by what they are for. */
const inputsOf = (kind: KindDefinition) => [
  ['create', kind.create],
  ['edit', kind.edit],
  ...Object.entries(kind.actions).map(([name, { input }]) => [name, input]),
];

it.each(
  builtInKinds.flatMap(kind =>
    inputsOf(kind).map(([name]) => [kind.name, name]),
  ),
)(
  'a field of %s.%s that is as long as a number is one',
  (kindName, inputName) => {
    const kind = builtInKinds.find(({ name }) => name === kindName)!;
    const [, input] = inputsOf(kind).find(([name]) => name === inputName)! as [
      string,
      KindDefinition['create'],
    ];
    const { properties = {} } = input.toJSONSchema({ io: 'input' });
    const unmarked = Object.entries(properties).filter(
      ([, schema]: [string, any]) =>
        schema.maxLength === 40 && !schema['x-record-number'],
    );
    expect(unmarked).toEqual([]);
  },
);
