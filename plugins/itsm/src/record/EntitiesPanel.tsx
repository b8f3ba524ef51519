import { useState } from 'react';
import { Alert, Button, ButtonIcon, Text } from '@backstage/ui';
import { RiAddLine, RiCloseLine } from '@remixicon/react';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type { RecordView } from 'backstage-plugin-itsm-common';
import { useItsmText } from 'backstage-plugin-itsm-react';
import { ENTITY_KINDS } from '../entity/entityFilter';
import { EntityField } from '../form/EntityField';
import { Panel } from './Panel';
import { useLinks } from './useLinks';
import styles from './RecordPage.module.css';

/** What it affects; whoever may edit adds and removes. */
export function EntitiesPanel(props: {
  record: RecordView;
  onChanged: (record: RecordView) => void;
}) {
  const { t, code } = useItsmText();
  const { record } = props;
  const { add, remove, error } = useLinks(record, props.onChanged);
  const [adding, setAdding] = useState(false);
  const links = record.links.filter(link => link.target === 'entity');
  return (
    <Panel
      title={t('record.entities')}
      action={
        record.can.edit && (
          <ButtonIcon
            size="small"
            variant="tertiary"
            aria-label={t('record.addEntity')}
            icon={<RiAddLine />}
            onPress={() => setAdding(!adding)}
          />
        )
      }
    >
      {error && <Alert role="alert" status="danger" title={error} />}
      {adding && (
        <EntityField
          label={t('record.addEntity')}
          isRequired={false}
          kinds={ENTITY_KINDS}
          value={undefined}
          onChange={ref => {
            if (!ref) return;
            setAdding(false);
            void add({ role: 'affected', target: 'entity', ref });
          }}
        />
      )}
      {links.length === 0 && !adding && (
        <Text color="secondary">{t('record.noEntities')}</Text>
      )}
      <ul className={styles.list}>
        {links.map(link => (
          <li key={`${link.role} ${link.ref}`} className={styles.row}>
            <span>
              <EntityRefLink entityRef={link.ref} />{' '}
              <span className={styles.role}>{code(`link.${link.role}`)}</span>
              <EntityNames names={record.entityNames?.[link.ref]} />
            </span>
            {record.can.edit && (
              <ButtonIcon
                size="small"
                variant="tertiary"
                aria-label={t('record.removeEntity', { name: link.ref })}
                icon={<RiCloseLine />}
                onPress={() => void remove(link)}
              />
            )}
          </li>
        ))}
      </ul>
      {adding && (
        <Button
          size="small"
          variant="secondary"
          onPress={() => setAdding(false)}
        >
          {t('form.cancel')}
        </Button>
      )}
    </Panel>
  );
}

/** That it is gone, and what it was called before. */
function EntityNames(props: {
  names: NonNullable<RecordView['entityNames']>[string] | undefined;
}) {
  const { t } = useItsmText();
  const { isGone, formerly } = props.names ?? {};
  const names = formerly?.map(ref => ref.slice(ref.lastIndexOf('/') + 1));
  return (
    <>
      {names && (
        <Text as="div" variant="body-small" color="secondary">
          {t('rename.formerly', { names: names.join(', ') })}
        </Text>
      )}
      {isGone && (
        <Text as="div" variant="body-small" color="secondary">
          {t('rename.gone')}
        </Text>
      )}
    </>
  );
}
