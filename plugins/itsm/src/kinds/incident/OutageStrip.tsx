import { Skeleton, Text } from '@backstage/ui';
import type { OutageView } from 'backstage-plugin-itsm-common';
import {
  aboutEntity,
  useItsmText,
  useLanguage,
  useOutages,
} from 'backstage-plugin-itsm-react';
import { usePlural } from '../../record/usePlural';
import { Strip, type Bar } from '../Strip';
import styles from './Incident.module.css';

const DAYS = 90;
const DAY_MS = 86_400_000;

/** By priority. */
const LOOK: Record<number, Pick<Bar, 'tone' | 'height'>> = {
  1: { tone: 'negative', height: 100 },
  2: { tone: 'warning', height: 80 },
  3: { tone: 'accent', height: 60 },
  4: { height: 40 },
  5: { height: 25 },
};

type Day = OutageView['days'][number];

/** Every day that is told of, the empty ones too; the answer has days as dates without a zone. */
function allDays({ from, to, days }: OutageView): Day[] {
  const told = new Map(days.map(each => [each.day, each]));
  const count = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  return Array.from({ length: count }, (_, index) => {
    const day = new Date(Date.parse(from) + index * DAY_MS)
      .toISOString()
      .slice(0, 10);
    return told.get(day) ?? { day, records: 0, priority: null };
  });
}

/** On which of the last days an entity, or a part of it, had incidents, and how urgent: a column a day. */
export function OutageStrip({ entity }: { entity: string }) {
  const { t, code } = useItsmText();
  const language = useLanguage();
  const { data, error } = useOutages(usePlural('incident'), {
    ...aboutEntity(entity),
    days: DAYS,
    zone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
  // The list below names the cause
  if (error && !data) return null;
  if (!data) return <Skeleton width="100%" height="3.5rem" />;
  const format = new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeZone: 'UTC',
  });
  const days = allDays(data);
  const nameOf = ({ day, records, priority }: Day) => {
    const date = format.format(Date.parse(day));
    if (records === 0) return t('outages.quiet', { date });
    const worst = priority && `P${priority} ${code(`priority.${priority}`)}`;
    return [t('outages.day', { date, count: records }), worst]
      .filter(Boolean)
      .join(' · ');
  };
  const summary =
    data.days.length === 0
      ? t('outages.none', { count: days.length })
      : t('outages.summary', { count: data.days.length, of: days.length });
  return (
    <section aria-label={t('outages.title')}>
      <div className={styles.stripHead}>
        <Text as="h2" variant="body-small" weight="bold" color="secondary">
          {t('outages.title')}
        </Text>
        <Text variant="body-small" color="secondary">
          {summary}
        </Text>
      </div>
      <Strip
        wide
        label={summary}
        bars={days.map(day => ({
          key: day.day,
          title: nameOf(day),
          ...(day.records > 0 ? LOOK[day.priority ?? 5] : { height: 0 }),
        }))}
      />
    </section>
  );
}
