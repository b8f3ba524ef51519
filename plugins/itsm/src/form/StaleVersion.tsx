import { Alert } from '@backstage/ui';
import { useItsmText } from 'backstage-plugin-itsm-react';
import { useShownValue } from './useShownValue';
import { differingNames, valueTypeOf } from './versionValues';
import type { FormField, FormValues } from './formFields';
import styles from './Form.module.css';

/** Both versions side by side, and what the reader was about to write. */
export function StaleVersion(props: {
  kind: string;
  /** What the form tells of the version that its writer saw, and of that which is current. */
  before: FormValues;
  now: FormValues;
  fields: FormField[];
  values: FormValues;
  possible: boolean;
}) {
  const { t, code } = useItsmText();
  const { before, now, values } = props;
  const show = useShownValue(props.kind);
  const typeOf = (name: string) => valueTypeOf(name, props.fields);
  const names = differingNames(before, now);
  const ownNames = props.fields.map(field => field.name);
  const mine = differingNames(values, now, ownNames);
  return (
    <>
      <Alert
        role="alert"
        status="warning"
        icon
        title={t('stale.title')}
        description={
          props.possible ? t('stale.explanation') : t('stale.notPossible')
        }
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
                  <th scope="row">{code(`field.${name}`)}</th>
                  <td>{show(name, before[name], typeOf(name))}</td>
                  <td>{show(name, now[name], typeOf(name))}</td>
                  <td>
                    {mine.includes(name)
                      ? show(name, values[name], typeOf(name))
                      : '–'}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
