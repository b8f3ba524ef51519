import type { BackendProcess } from 'itsm-harness';
import { Tokens } from '../support/people';
import { askOne, nameOf, type Question, type Told } from './questions';

export type Answers = Record<string, Told[]>;

const AT_ONCE = 4;

/** Asks a build everything. */
export async function askAll(
  backend: BackendProcess,
  questions: readonly Question[],
): Promise<Answers> {
  const tokens = new Tokens(backend);
  const answers: Answers = {};
  const left = [...questions];
  const ask = async () => {
    for (let question = left.pop(); question; question = left.pop()) {
      const { who } = question;
      const token = who && (await tokens.of(who));
      answers[nameOf(question)] = await askOne(question, path =>
        backend.call('GET', `/api/itsm/v1${path}`, { token }),
      );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, ask));
  return answers;
}
