import type {
  DefinitionProblem,
  DefinitionType,
} from 'backstage-plugin-itsm-common';
import { useItsmText, type CodeText } from 'backstage-plugin-itsm-react';
import { factText } from './conditions/factText';
import styles from './Definitions.module.css';

/** What is wrong with a definition, and where. */
export function ProblemList(props: {
  type: DefinitionType;
  problems: readonly DefinitionProblem[];
}) {
  const { code } = useItsmText();
  return (
    <ul className={styles.problems}>
      {props.problems.map((problem, index) => (
        <li key={index}>
          {placeOf(problem, props.type, code)}
          {sentenceOf(problem, code)}
        </li>
      ))}
    </ul>
  );
}

/** In the reader's words, else in those of the server. */
function sentenceOf(problem: DefinitionProblem, code: CodeText): string {
  const said = code(`definition.problem.${problem.code}`, {
    ...problem.params,
    ...(Array.isArray(problem.params.known) && {
      known: problem.params.known.join(', '),
    }),
  });
  return said === problem.code.replace(/_/g, ' ') ? problem.message : said;
}

/** `when.$all.0.record.kind` is about the fact, `order` about the field; about the whole nothing is said. */
function placeOf(
  { path, code: problem }: DefinitionProblem,
  { conditions }: DefinitionType,
  code: CodeText,
): string {
  const [member] = path.split('.');
  const facts = conditions[member];
  const fact =
    problem !== 'condition_fact' &&
    facts &&
    Object.keys(facts).find(name => path.endsWith(`.${name}`));
  if (fact) return `${factText(fact, code)}: `;
  return member === '' || facts
    ? ''
    : `${code(`definition.field.${member}`)}: `;
}
