/** No namespace of a catalog is called so. */
const NOWHERE = 'user:~/erased';

/**
 * A ref for a person who was erased: no catalog has it, and each erased person has another one.
 *
 * @param id - what nobody can guess from the person
 * @public
 */
export const erasedRef = (id: string): string => `${NOWHERE}-${id}`;

/** Whether the ref stands for a person who was erased. @public */
export const isErasedRef = (ref: string): boolean => ref.startsWith(NOWHERE);
