import { Alert } from '@backstage/ui';
import type { RecordView } from 'backstage-plugin-itsm-common';
import { useItsmText } from 'backstage-plugin-itsm-react';
import { useShownValue } from './useShownValue';
import { recordValue } from './recordValue';
import type { FormField, FormValues } from './formFields';
import styles from './Form.module.css';

/** What a reader recognises a version by, whatever the form is about. */
const ALWAYS = ['state', 'title', 'priority', 'assignee', 'assignmentGroup'];

const differs = (a: unknown, b: unknown) =>
  JSON.stringify(a ?? null) !== JSON.stringify(b ?? null);

/** Both versions side by side, and what the reader was about to write. */
export function StaleVersion(props: {
  base: RecordView;
  current: RecordView;
  /** What the form edits of a version; left out: what the record says. */
  valuesOf?: (version: RecordView) => FormValues;
  fields: FormField[];
  values: FormValues;
  possible: boolean;
}) {
  const { t, code } = useItsmText();
  const show = useShownValue(props.current.kind);
  const ownNames = props.fields.map(field => field.name);
  const told = (version: RecordView) => {
    const edited = props.valuesOf?.(version) ?? {};
    return (name: string) =>
      name in edited ? edited[name] : recordValue(version, name);
  };
  const before = told(props.base);
  const now = told(props.current);
  const names = [...new Set([...ALWAYS, ...ownNames])].filter(name =>
    differs(before(name), now(name)),
  );
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
                  <td>{show(name, before(name))}</td>
                  <td>{show(name, now(name))}</td>
                  <td>
                    {ownNames.includes(name) &&
                    differs(now(name), props.values[name])
                      ? show(name, props.values[name])
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
