const CONTAINERS = /^(system|domain|group):/i;

/**
 * True for the ref of a system, domain or group, whose records are those of its parts and of what it
 * owns. Deployments are of the parts alone.
 *
 * @public
 */
export const isContainer = (ref: string): boolean => CONTAINERS.test(ref);
