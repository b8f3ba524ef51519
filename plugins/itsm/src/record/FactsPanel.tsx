import type { RecordView } from 'backstage-plugin-itsm-common';
import {
  useItsmText,
  type Fact,
  type KindView,
} from 'backstage-plugin-itsm-react';
import { deskTitle, useDesks } from '../desks/useDesks';
import { useShownValue } from '../form/useShownValue';
import { Panel } from './Panel';
import { PrincipalLink } from './PrincipalLink';
import detail from '../page/DetailPage.module.css';

/** Who, where, and the facts of the kind. */
export function FactsPanel(props: { record: RecordView; view: KindView }) {
  const { t, code } = useItsmText();
  const { record, view } = props;
  const show = useShownValue(record.kind);
  const desks = useDesks();
  const person = (label: string, ref: string | null): Fact => ({
    label,
    value: ref ? <PrincipalLink principal={ref} /> : t('fact.none'),
  });
  const shared = (name: 'impact' | 'urgency' | 'channel') =>
    record[name]
      ? [{ label: `field.${name}`, value: show(name, record[name], 'word') }]
      : [];
  const facts: Fact[] = [
    person('field.assignee', record.assignee),
    person('field.assignmentGroup', record.assignmentGroup),
    person('field.requester', record.requester),
    ...(record.openedBy === record.requester
      ? []
      : [person('field.openedBy', record.openedBy)]),
    ...(desks.length > 1
      ? [{ label: 'field.desk', value: deskTitle(desks, record.desk) }]
      : []),
    ...shared('impact'),
    ...shared('urgency'),
    { label: 'field.environment', value: record.environment },
    ...(record.category
      ? [{ label: 'field.category', value: record.category }]
      : []),
    ...view.facts(record),
    ...shared('channel'),
  ];
  return (
    <Panel title={t('fact.title')}>
      <dl className={detail.facts}>
        {facts.map(fact => (
          <FactLine
            key={fact.label}
            label={code(fact.label)}
            value={fact.value}
          />
        ))}
      </dl>
    </Panel>
  );
}

function FactLine(props: Fact) {
  return (
    <>
      <dt>{props.label}</dt>
      <dd>{props.value}</dd>
    </>
  );
}
