/** Asks the catalog whether it has all of these entities. */
export function catalogKnows(catalogUrl: string, token: () => Promise<string>) {
  return async (entityRefs: string[]): Promise<boolean> => {
    const response = await fetch(`${catalogUrl}/entities/by-refs`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await token()}`,
      },
      body: JSON.stringify({ entityRefs, fields: ['kind', 'relations'] }),
    });
    if (!response.ok)
      throw new Error(`The catalog answered ${response.status}`);
    const { items } = await response.json();
    return items.every(Boolean);
  };
}
