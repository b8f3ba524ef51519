import { useState } from 'react';
import { Alert, Button, ButtonIcon, Flex, Select, Text } from '@backstage/ui';
import { RiAddLine, RiCloseLine, RiQuestionLine } from '@remixicon/react';
import type {
  LinkRole,
  LinkView,
  RecordView,
} from 'backstage-plugin-itsm-common';
import {
  Chip,
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
import { useMoreLinks } from './useMoreLinks';
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
  const { add, remove, decide, error } = useLinks(record, props.onChanged);
  const more = useMoreLinks(record);
  const [adding, setAdding] = useState(false);
  const [isWhole, setWhole] = useState(false);
  const mayDecide = (link: LinkView) =>
    record.can.consent && link.incoming && link.proposed === true;
  const rank = (link: LinkView) =>
    mayDecide(link) ? -1 : Number(link.incoming);
  const links = [...record.links, ...more.links]
    .filter(link => link.target === 'record')
    // What waits for a decision, then what was said here
    .sort((a, b) => rank(a) - rank(b));
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
      {(error ?? more.error) && (
        <Alert role="alert" status="danger" title={error ?? more.error} />
      )}
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
            onDecide={
              mayDecide(link) ? accept => void decide(link, accept) : undefined
            }
          />
        ))}
      </ul>
      {links.length > shown.length && (
        <Button size="small" variant="tertiary" onPress={() => setWhole(true)}>
          {more.hasMore
            ? t('record.moreLinks')
            : t('record.showAll', { count: links.length })}
        </Button>
      )}
      {links.length === shown.length && more.hasMore && (
        <Button
          size="small"
          variant="tertiary"
          isDisabled={more.isLoading}
          onPress={() => void more.load()}
        >
          {t('record.moreLinks')}
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

function RelatedRecord(props: {
  link: LinkView;
  onRemove?: () => void;
  onDecide?: (accept: boolean) => void;
}) {
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
        {link.proposed && (
          <Chip tone="warning" icon={<RiQuestionLine aria-hidden />}>
            {t('record.proposed')}
          </Chip>
        )}
      </Flex>
      {link.record?.title}
      {props.onDecide && <Decision role={role} {...props} />}
    </li>
  );
}

/** Whether a link that another record proposes is to hold. */
function Decision(props: {
  link: LinkView;
  role: string;
  onDecide?: (accept: boolean) => void;
}) {
  const { t } = useItsmText();
  const { link, role } = props;
  const answers = [
    { accept: true, label: t('record.acceptLink') },
    { accept: false, label: t('record.declineLink') },
  ];
  return (
    <Flex gap="2" mt="1">
      {answers.map(({ accept, label }) => (
        <Button
          key={label}
          size="small"
          variant={accept ? 'secondary' : 'tertiary'}
          aria-label={t('record.decideOn', {
            decision: label,
            number: link.ref,
            role,
          })}
          onPress={() => props.onDecide?.(accept)}
        >
          {label}
        </Button>
      ))}
    </Flex>
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
