import type { Article } from './editArticle';

/** As much of the text as a list shows. */
const TITLE = 120;

/** The work that a reader's word asks for: its title is what they say first. */
export function feedbackTask(
  { number, restricted, environment }: Article,
  missing: string,
) {
  const [line] = missing.trim().split('\n');
  const title = line.length > TITLE ? `${line.slice(0, TITLE - 1)}…` : line;
  return {
    kind: 'task',
    input: {
      title,
      description: missing,
      category: 'feedback',
      parent: number,
      restricted,
      environment,
    },
  };
}
