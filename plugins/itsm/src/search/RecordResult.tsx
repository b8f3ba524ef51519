import ListItemIcon from '@material-ui/core/ListItemIcon';
import { Text } from '@backstage/ui';
import { Link } from '@backstage/core-components';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { HighlightedSearchResultText } from '@backstage/plugin-search-react';
import { KindIcon, PriorityChip, StateChip } from 'backstage-plugin-itsm-react';
import { ItsmRoot } from '../states/ItsmRoot';
import styles from './RecordResult.module.css';

interface Highlight {
  preTag: string;
  postTag: string;
  fields: Record<string, string>;
}

/** A record among the results of Backstage search; the document is made by the search module. */
export function RecordResult(props: { result?: any; highlight?: Highlight }) {
  const { result, highlight } = props;
  if (!result) return null;
  const text = (name: 'title' | 'text') =>
    highlight?.fields[name] ? (
      <HighlightedSearchResultText
        text={highlight.fields[name]}
        preTag={highlight.preTag}
        postTag={highlight.postTag}
      />
    ) : (
      result[name]
    );
  return (
    <div className={styles.result}>
      <ListItemIcon>
        <KindIcon kind={result.kind} />
      </ListItemIcon>
      <ItsmRoot view="search-result">
        <Text as="h3" variant="title-x-small" weight="bold">
          <Link noTrack to={result.location}>
            {text('title')}
          </Link>
        </Text>
        <Text color="secondary" className={styles.text}>
          {text('text')}
        </Text>
        <div className={styles.facts}>
          {result.state && (
            <StateChip
              kind={result.kind}
              state={result.state}
              phase={result.phase}
            />
          )}
          {result.priority && <PriorityChip priority={result.priority} />}
          {result.entities?.slice(0, 3).map((ref: string) => (
            <EntityRefLink key={ref} entityRef={ref} />
          ))}
        </div>
      </ItsmRoot>
    </div>
  );
}
