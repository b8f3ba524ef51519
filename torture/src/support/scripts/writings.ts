import type { KindName } from '../kinds';

/** What people write in a record of a kind: when they open it, and by what they do afterwards. */
interface Writing {
  kind: KindName;
  input: object;
  acts: readonly [action: string, input: object][];
}

const worker = { assignee: 'eddie' };

/** Each payload in one of the fields that only these kinds have. */
export function writingsOf(payloads: readonly string[]): readonly Writing[] {
  const rest = payloads.values();
  const next = (): string => rest.next().value ?? 'No payload is left';
  return [
    {
      kind: 'problem',
      input: {
        description: next(),
        entities: ['checkout'],
        proactive: true,
        whys: [next(), next()],
        contributingFactors: [next()],
      },
      acts: [
        ['assess', {}],
        ['confirm', worker],
        ['publish_known_error', { rootCause: next(), workaround: next() }],
      ],
    },
    {
      kind: 'request',
      input: { description: next() },
      acts: [
        ['start', worker],
        ['hold', { holdReason: next() }],
        ['resume', {}],
        ['fulfil', { outcome: next() }],
      ],
    },
    {
      kind: 'task',
      input: { description: next() },
      acts: [['skip', { outcomeNote: next() }]],
    },
    {
      kind: 'review',
      input: { findings: next(), lessons: next(), noActionsReason: next() },
      acts: [],
    },
    { kind: 'article', input: { description: next() }, acts: [] },
  ];
}
