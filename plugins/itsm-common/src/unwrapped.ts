/** What an optional or nullable field holds when it is given. */
export function unwrapped(schema: any): any {
  return typeof schema.unwrap === 'function' && !schema.element
    ? unwrapped(schema.unwrap())
    : schema;
}
