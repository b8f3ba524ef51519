import type { ActContext } from '../../action';
import type { Link, LinkQuestion, LinkRole, LinkedRecord } from '../../link';
import { isAnswer } from '../../linkQuestion';

/** Links that the record itself holds. */
export const ownLinks = (ctx: ActContext, role: LinkRole): LinkedRecord[] =>
  ctx.links.filter(link => link.role === role && !link.incoming);

/**
 * The links towards this record that a question is about.
 *
 * @throws Error for a question that the kind does not declare (`asks`); a programming error.
 */
export function linksTo(
  ctx: ActContext,
  question: LinkQuestion,
): LinkedRecord[] {
  if (ctx.asks && !ctx.asks.includes(question)) {
    const { role, from } = question;
    throw new Error(`No kind asks about links '${role}' from '${from}'.`);
  }
  return ctx.links.filter(link => isAnswer(question, link));
}

export const hasEntity = (ctx: ActContext): boolean =>
  ownLinks(ctx, 'affected').some(link => link.target === 'entity');

/** Without what was read along with it: as a link is removed and added. */
export const asLink = ({ role, target, ref }: Link): Link => ({
  role,
  target,
  ref,
});
