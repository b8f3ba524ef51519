import type { CodeText } from 'backstage-plugin-itsm-react';
import type { Join, Row } from './conditionTree';

/** `entity.kind` in words. A fact that nobody has put into words is named as it is. */
export function factText(fact: string, code: CodeText): string {
  const key = `definition.fact.${fact.replace(/\./g, '_')}`;
  const said = code(key);
  return said === fact.replace(/[._]/g, ' ') ? fact : said;
}

/** What a row asks, as one word or two. */
export const operatorText = (
  { operator, negated }: Pick<Row, 'operator' | 'negated'>,
  code: CodeText,
): string =>
  code(`definition.operator.${negated ? `${operator}Not` : operator}`);

export const joinText = (join: Join, code: CodeText): string =>
  code(`definition.join.${join}`);
