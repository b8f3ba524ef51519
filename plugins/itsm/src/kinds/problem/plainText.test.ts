import { plainText } from './plainText';

it.each([
  ['Run `kubectl rollout restart`.', 'Run kubectl rollout restart.'],
  ['**Stop** it, _then_ ~~wait~~ start.', 'Stop it, then wait start.'],
  ['See [the runbook](https://run.example/a).', 'See the runbook.'],
  ['![graph](attachments/1) of it', 'graph of it'],
  ['## First\n\n1. Drain\n2. Restart', 'First Drain Restart'],
  ['- one\n- two\n\n> said', 'one two said'],
  ['```sh\nkubectl get pods\n```', 'kubectl get pods'],
  ['Set max_open_files to 2 * 3 * 4.', 'Set max_open_files to 2 * 3 * 4.'],
  ['', ''],
])('reads %j as %j', (markdown, words) => {
  expect(plainText(markdown)).toBe(words);
});
