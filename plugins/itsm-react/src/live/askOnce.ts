interface Asked {
  answer: Promise<unknown>;
  controller: AbortController;
  listeners: number;
}

const running = new WeakMap<object, Map<string, Asked>>();

/**
 * Parts of one page that ask a client the same question at the same time share one request. It is
 * aborted when the last of them gave up.
 */
export function askOnce<T>(
  client: object,
  question: string,
  load: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  const questions = running.get(client) ?? new Map<string, Asked>();
  running.set(client, questions);
  const asked = questions.get(question) ?? ask(questions, question, load);
  asked.listeners += 1;
  signal.addEventListener('abort', () => {
    asked.listeners -= 1;
    if (asked.listeners > 0) return;
    // Who asks from now on wants another answer than the one that is given up
    if (questions.get(question) === asked) questions.delete(question);
    asked.controller.abort();
  });
  return asked.answer as Promise<T>;
}

function ask(
  questions: Map<string, Asked>,
  question: string,
  load: (signal: AbortSignal) => Promise<unknown>,
): Asked {
  const controller = new AbortController();
  const done = () => {
    if (questions.get(question) === asked) questions.delete(question);
  };
  const asked: Asked = {
    answer: load(controller.signal).finally(done),
    controller,
    listeners: 0,
  };
  questions.set(question, asked);
  return asked;
}
