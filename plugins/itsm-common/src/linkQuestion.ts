import type { LinkQuestion, LinkedRecord } from './link';

/**
 * Whether a link towards a record is one that the question is about.
 *
 * @public
 */
export function isAnswer(
  { role, from, priorityUpTo, proposed, ...states }: LinkQuestion,
  link: LinkedRecord,
): boolean {
  const { record } = link;
  return (
    link.incoming === true &&
    link.role === role &&
    record?.kind === from &&
    link.proposed === (proposed ? 'agent' : undefined) &&
    (!states.in || states.in.includes(record.state)) &&
    !states.notIn?.includes(record.state) &&
    (priorityUpTo === undefined || (record.priority ?? 9) <= priorityUpTo)
  );
}

/**
 * Whether a link of this role, held by a record of a kind, needs the consent of those who may act on the
 * record that it points to.
 *
 * @public
 */
export const needsConsent = (
  asks: readonly LinkQuestion[] = [],
  role: string,
  from: string,
): boolean =>
  asks.some(
    question =>
      question.role === role && question.from === from && !question.harmless,
  );
