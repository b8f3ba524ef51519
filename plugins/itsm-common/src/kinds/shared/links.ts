import type { ActContext } from '../../action';
import type { Link, LinkRole, LinkedRecord } from '../../link';

/** Links that the record itself holds. */
export const ownLinks = (ctx: ActContext, role: LinkRole): LinkedRecord[] =>
  ctx.links.filter(link => link.role === role && !link.incoming);

/** Links that records of a kind hold towards this one. */
export const linksFrom = (
  ctx: ActContext,
  kind: string,
  role: LinkRole,
): LinkedRecord[] =>
  ctx.links.filter(
    link => link.incoming && link.role === role && link.record?.kind === kind,
  );

export const hasEntity = (ctx: ActContext): boolean =>
  ownLinks(ctx, 'affected').some(link => link.target === 'entity');

/** Without what was read along with it: as a link is removed and added. */
export const asLink = ({ role, target, ref }: Link): Link => ({
  role,
  target,
  ref,
});
