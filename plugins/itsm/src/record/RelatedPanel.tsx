import { useState } from 'react';
import { Alert, Button, ButtonIcon, Flex, Select, Text } from '@backstage/ui';
import { RiAddLine, RiCloseLine } from '@remixicon/react';
import type {
  LinkRole,
  LinkView,
  RecordView,
} from 'backstage-plugin-itsm-common';
import {
  KindIcon,
  RecordLink,
  StateChip,
  useItsmText,
  type KindView,
} from 'backstage-plugin-itsm-react';
import { RecordField } from '../form/RecordField';
import { OpenedFromRecord } from './OpenedFromRecord';
import { Panel } from './Panel';
import { useLinks } from './useLinks';
import styles from './RecordPage.module.css';

/** Roles that people set by hand; actions set the others. */
const ROLES: LinkRole[] = [
  'relatedTo',
  'causedBy',
  'fixedBy',
  'parent',
  'resolvedWith',
];

/** As many as fit beside the record; a problem may have hundreds of incidents. */
const FIRST = 10;

/** Other records, with what they are to this one; a hidden one shows its number only. */
export function RelatedPanel(props: {
  record: RecordView;
  view: KindView;
  onOpened: () => void;
  onChanged: (record: RecordView) => void;
}) {
  const { t } = useItsmText();
  const { record } = props;
  const { add, remove, error } = useLinks(record, props.onChanged);
  const [adding, setAdding] = useState(false);
  const [isWhole, setWhole] = useState(false);
  const links = record.links
    .filter(link => link.target === 'record')
    // What was said here comes first
    .sort((a, b) => Number(a.incoming) - Number(b.incoming));
  const shown = isWhole ? links : links.slice(0, FIRST);
  const mayRemove = (link: LinkView) =>
    record.can.edit && !link.incoming && ROLES.includes(link.role as LinkRole);
  return (
    <Panel
      title={t('record.related')}
      action={
        record.can.edit && (
          <ButtonIcon
            size="small"
            variant="tertiary"
            aria-label={t('record.addRelated')}
            icon={<RiAddLine />}
            onPress={() => setAdding(!adding)}
          />
        )
      }
    >
      {error && <Alert role="alert" status="danger" title={error} />}
      {adding && (
        <NewLink
          onAdd={(role, ref) => {
            setAdding(false);
            void add({ role, target: 'record', ref });
          }}
        />
      )}
      {links.length === 0 && !adding && (
        <Text color="secondary">{t('record.noRelated')}</Text>
      )}
      <ul className={styles.list}>
        {shown.map(link => (
          <RelatedRecord
            key={`${link.role} ${link.incoming} ${link.ref}`}
            link={link}
            onRemove={mayRemove(link) ? () => void remove(link) : undefined}
          />
        ))}
      </ul>
      {links.length > shown.length && (
        <Button size="small" variant="tertiary" onPress={() => setWhole(true)}>
          {t('record.showAll', { count: links.length })}
        </Button>
      )}
      <OpenedFromRecord
        record={record}
        view={props.view}
        onLink={(role, ref) => void add({ role, target: 'record', ref })}
        onOpened={props.onOpened}
      />
    </Panel>
  );
}

function RelatedRecord(props: { link: LinkView; onRemove?: () => void }) {
  const { t, code } = useItsmText();
  const { link, onRemove } = props;
  const role = code(
    link.incoming ? `link.incoming.${link.role}` : `link.${link.role}`,
  );
  return (
    <li>
      <div className={styles.row}>
        <Text as="div" className={styles.role}>
          {role}
        </Text>
        {onRemove && (
          <ButtonIcon
            size="small"
            variant="tertiary"
            aria-label={t('record.removeRelated', { role, number: link.ref })}
            icon={<RiCloseLine />}
            onPress={onRemove}
          />
        )}
      </div>
      <Flex align="center" gap="2" style={{ flexWrap: 'wrap' }}>
        {link.record && <KindIcon kind={link.record.kind} />}
        <RecordLink number={link.ref} />
        {link.record && (
          <StateChip
            kind={link.record.kind}
            state={link.record.state}
            phase={link.record.phase}
          />
        )}
      </Flex>
      {link.record?.title}
    </li>
  );
}

function NewLink(props: { onAdd: (role: LinkRole, ref: string) => void }) {
  const { t, code } = useItsmText();
  const [role, setRole] = useState<LinkRole>('relatedTo');
  const [ref, setRef] = useState('');
  return (
    <Flex direction="column" gap="2" mb="3">
      <Select
        label={t('field.role')}
        value={role}
        onChange={key => setRole(key as LinkRole)}
        options={ROLES.map(id => ({ id, label: code(`link.${id}`) }))}
      />
      <RecordField
        label={t('list.column.number')}
        isRequired
        value={ref}
        onChange={setRef}
      />
      <Button
        size="small"
        isDisabled={!ref}
        onPress={() => props.onAdd(role, ref)}
      >
        {t('record.addRelated')}
      </Button>
    </Flex>
  );
}
