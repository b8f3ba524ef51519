import {
  RiAddLine,
  RiAlarmLine,
  RiAttachment2,
  RiChat1Line,
  RiCheckLine,
  RiCloseLine,
  RiEditLine,
  RiEraserLine,
  RiEyeLine,
  RiLink,
  RiLinkUnlink,
  RiLockLine,
  RiRocketLine,
  RiScalesLine,
  RiSwapLine,
  RiUserLine,
} from '@remixicon/react';
import { Link } from '@backstage/ui';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type {
  EntryView,
  RecordView,
  SharedVerb,
} from 'backstage-plugin-itsm-common';
import { Chip, RelativeTime, useItsmText } from 'backstage-plugin-itsm-react';
import { useShownValue } from '../form/useShownValue';
import { RecordMarkdown } from '../record/RecordMarkdown';
import { PartBoundary } from '../states/PartBoundary';
import { CommentText } from './CommentText';
import { entryDetails, entryLinks, type EntryDetail } from './entryDetails';
import { RedactedNote } from './RedactedNote';
import { RedactMenu } from './RedactMenu';
import styles from './Timeline.module.css';

const ICONS: Record<SharedVerb, typeof RiAddLine> = {
  created: RiAddLine,
  edited: RiEditLine,
  moved: RiSwapLine,
  acknowledged: RiEyeLine,
  assigned: RiUserLine,
  commented: RiChat1Line,
  amended: RiChat1Line,
  linked: RiLink,
  unlinked: RiLinkUnlink,
  attached: RiAttachment2,
  approved: RiCheckLine,
  rejected: RiCloseLine,
  judged: RiScalesLine,
  deployed: RiRocketLine,
  reminded: RiAlarmLine,
  redacted: RiEraserLine,
};

/** Texts of people inside an entry, such as resolution notes. */
const PROSE = [
  'notes',
  'comment',
  'waiver',
  'backoutEvidence',
  'workaround',
  'fixNotes',
  'verification',
  'businessImpact',
];

interface EntryProps {
  entry: EntryView;
  record: RecordView;
  onChanged: (record: RecordView) => void;
}

/** One line of the timeline: who, what, when; below it what changed or was said. */
export function TimelineEntry(props: EntryProps) {
  const { entry } = props;
  return (
    <li id={`e-${entry.id}`} className={styles.entry}>
      <PartBoundary mark={entry}>
        <EntryContent {...props} />
      </PartBoundary>
    </li>
  );
}

function EntryContent(props: EntryProps) {
  const { t, code } = useItsmText();
  const { entry, record } = props;
  const Icon = Object.hasOwn(ICONS, entry.verb)
    ? ICONS[entry.verb as SharedVerb]
    : RiSwapLine;
  const internal = entry.audience === 'internal';
  const { action, from, to, of } = entry.body;
  const show = useShownValue(record.kind);
  const details = entryDetails(entry);
  return (
    <>
      <span className={styles.icon} aria-hidden>
        <Icon />
      </span>
      <div className={styles.line}>
        <ActorName entry={entry} />
        <span>
          {typeof action === 'string' && entry.verb === 'moved'
            ? code(`action.${action}`)
            : code(sentenceOf(entry))}
        </span>
        {entry.verb === 'amended' && typeof of === 'string' && (
          <Link href={`#e-${of}`}>{t('timeline.amendedComment')}</Link>
        )}
        {typeof from === 'string' && typeof to === 'string' && (
          <span>
            <span className={styles.before}>{show('state', from, 'word')}</span>
            {' → '}
            <strong>{show('state', to, 'word')}</strong>
          </span>
        )}
        {internal && (
          <Chip tone="warning" icon={<RiLockLine aria-hidden />}>
            {t('timeline.internal')}
          </Chip>
        )}
        {entry.verb === 'redacted' && <WhatWasRedacted entry={entry} />}
        <span className={styles.at}>
          <a href={`#e-${entry.id}`} title={t('timeline.permalink')}>
            <RelativeTime at={entry.at} />
          </a>
        </span>
        <RedactMenu {...props} />
      </div>
      {(entry.body.text !== undefined || entry.amendment) &&
        entry.verb === 'commented' &&
        !entry.redacted && <CommentText {...props} />}
      {entry.redacted && <RedactedNote redacted={entry.redacted} />}
      {entryLinks(entry).map(({ role, target, ref, incoming }) => (
        <div key={`${role} ${ref}`} className={styles.details}>
          <span className={styles.label}>
            {code(incoming ? `link.incoming.${role}` : `link.${role}`)}:{' '}
          </span>
          {target === 'entity' ? (
            <EntityRefLink entityRef={ref} />
          ) : (
            show('ref', ref, target === 'record' ? 'record' : undefined)
          )}
        </div>
      ))}
      {details.length > 0 && (
        <ul className={styles.details}>
          {details.map(detail => (
            <Detail key={detail.name} detail={detail} record={record} />
          ))}
        </ul>
      )}
    </>
  );
}

/** Key of what was done. */
const sentenceOf = ({ verb, body }: EntryView) =>
  typeof body.consent === 'string'
    ? `entry.consent.${body.consent}`
    : `entry.${verb}`;
function WhatWasRedacted({ entry }: { entry: EntryView }) {
  const { t, code } = useItsmText();
  const { of, what, field } = entry.body;
  const name =
    what === 'field'
      ? t('redact.was.field', { field: code(`field.${field}`) })
      : t(what === 'file' ? 'redact.was.file' : 'redact.was.comment');
  return typeof of === 'string' ? (
    <Link href={`#e-${of}`}>{name}</Link>
  ) : (
    <span>{name}</span>
  );
}

function ActorName({ entry }: { entry: EntryView }) {
  const { t } = useItsmText();
  if (entry.unreadable) return <em>{t('timeline.unreadable')}</em>;
  if (!entry.actor) return <em>{t('timeline.erased')}</em>;
  if (entry.actor.type === 'user') {
    return <EntityRefLink entityRef={entry.actor.ref} />;
  }
  const name = entry.actor.ref.slice(entry.actor.ref.indexOf(':') + 1);
  return (
    <strong title={entry.actor.ref}>
      {t(`timeline.actor.${entry.actor.type}`)} {name}
    </strong>
  );
}

function Detail(props: { detail: EntryDetail; record: RecordView }) {
  const { code } = useItsmText();
  const { detail, record } = props;
  const show = useShownValue(record.kind);
  const { name, value, type } = detail;
  if (!type && PROSE.includes(name) && typeof value === 'string') {
    return (
      <li className={styles.comment}>
        <RecordMarkdown record={record} content={value} />
      </li>
    );
  }
  return (
    <li>
      <span className={styles.label}>{code(`field.${name}`)}: </span>
      {detail.changed && (
        <>
          <span className={styles.before}>
            {show(name, detail.before, type)}
          </span>
          {' → '}
        </>
      )}
      {show(name, value, type)}
    </li>
  );
}
