import type { Reactor } from 'backstage-plugin-itsm-node';

/** Posts new incidents to a chat. */
export const chatReactor = (webhookUrl: string): Reactor => ({
  name: 'chat',
  follows: ({ verb }, kind) => kind === 'incident' && verb === 'created',
  react: async ({ entry, record, isPrivate }) => {
    const text = isPrivate
      ? `${record.number} was opened.`
      : `${record.number} was opened: ${record.title}`;
    const response = await fetch(webhookUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      // The same entry may come twice: the chat shows what has one id once
      body: JSON.stringify({ id: entry.id, text }),
    });
    if (!response.ok) throw new Error(`The chat answered ${response.status}`);
  },
});
