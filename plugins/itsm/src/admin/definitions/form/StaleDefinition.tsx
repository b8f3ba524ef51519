import { Alert } from '@backstage/ui';
import type { DefinitionContent } from 'backstage-plugin-itsm-common';
import { useItsmText } from 'backstage-plugin-itsm-react';
import type { DefinitionParts } from '../DefinitionTypeView';
import { changedParts } from '../history/ChangeTable';
import { flatContent, useDefinitionValue } from '../useDefinitionValue';
import styles from '../../../form/Form.module.css';

/** What somebody else changed, beside what was typed meanwhile. */
export function StaleDefinition(props: {
  parts: DefinitionParts;
  before: DefinitionContent;
  now: DefinitionContent;
  mine: DefinitionContent;
  isPossible: boolean;
}) {
  const { t, code } = useItsmText();
  const { parts } = props;
  const show = useDefinitionValue(parts);
  const names = changedParts(parts, props.before, props.now);
  const own = changedParts(parts, props.mine, props.now);
  const [before, now, mine]: Record<string, unknown>[] = [
    props.before,
    props.now,
    props.mine,
  ].map(flatContent);
  return (
    <>
      <Alert
        role="alert"
        status="warning"
        icon
        title={t('stale.title')}
        description={t(
          props.isPossible
            ? 'definition.form.staleText'
            : 'definition.form.notEditable',
        )}
      />
      {names.length === 0 ? (
        <p>{t('stale.unchanged')}</p>
      ) : (
        <div className={styles.scroll}>
          <table className={styles.versions}>
            <thead>
              <tr>
                <th>{t('stale.field')}</th>
                <th>{t('stale.before')}</th>
                <th>{t('stale.now')}</th>
                <th>{t('stale.mine')}</th>
              </tr>
            </thead>
            <tbody>
              {names.map(name => (
                <tr key={name}>
                  <th scope="row">{code(`definition.field.${name}`)}</th>
                  <td>{show(name, before[name])}</td>
                  <td>{show(name, now[name])}</td>
                  <td>{own.includes(name) ? show(name, mine[name]) : '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
