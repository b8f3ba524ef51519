import { diffLines } from 'diff';
import { useItsmText } from 'backstage-plugin-itsm-react';
import styles from './Article.module.css';

/** Lines that went and came, marked by sign and colour. */
export function TextDiff(props: { before: string; after: string }) {
  const { t } = useItsmText();
  const parts = diffLines(`${props.before}\n`, `${props.after}\n`);
  if (parts.every(part => !part.added && !part.removed)) {
    return <p>{t('article.same')}</p>;
  }
  return (
    <div className={styles.diff} role="group" aria-label={t('article.compare')}>
      {parts.map((part, index) => {
        const gone = part.removed ? 'del' : 'div';
        const Line = part.added ? 'ins' : gone;
        return (
          <Line key={index} className={styles[Line]}>
            {part.value.replace(/\n$/, '')}
          </Line>
        );
      })}
    </div>
  );
}
