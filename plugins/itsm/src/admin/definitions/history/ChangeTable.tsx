import { useItsmText } from 'backstage-plugin-itsm-react';
import type { DefinitionContent } from 'backstage-plugin-itsm-common';
import type { DefinitionParts } from '../DefinitionTypeView';
import { specFields } from '../form/specFields';
import { flatContent, useDefinitionValue } from '../useDefinitionValue';
import styles from '../Definitions.module.css';

const said = (value: unknown) => JSON.stringify(value ?? null);

/** Names of the parts in which two contents differ, in the order of the form. */
export function changedParts(
  parts: DefinitionParts,
  before: DefinitionContent,
  after: DefinitionContent,
): string[] {
  const [from, to]: Record<string, unknown>[] = [before, after].map(
    flatContent,
  );
  const names = new Set([
    'name',
    'ownerGroup',
    'desk',
    ...specFields(parts).map(({ name }) => name),
    ...Object.keys({ ...from, ...to }),
  ]);
  return [...names].filter(name => said(from[name]) !== said(to[name]));
}

/** What changed from one version to another: before → after, in words. */
export function ChangeTable(props: {
  parts: DefinitionParts;
  before: DefinitionContent;
  after: DefinitionContent;
}) {
  const { t, code } = useItsmText();
  const { parts, before, after } = props;
  const show = useDefinitionValue(parts);
  const names = changedParts(parts, before, after);
  if (names.length === 0) return null;
  const [from, to]: Record<string, unknown>[] = [before, after].map(
    flatContent,
  );
  return (
    <table className={styles.changes}>
      <thead>
        <tr>
          <th scope="col">{t('definition.history.field')}</th>
          <th scope="col">{t('definition.history.before')}</th>
          <th scope="col">{t('definition.history.after')}</th>
        </tr>
      </thead>
      <tbody>
        {names.map(name => (
          <tr key={name}>
            <th scope="row">{code(`definition.field.${name}`)}</th>
            <td>{show(name, from[name])}</td>
            <td>{show(name, to[name])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
