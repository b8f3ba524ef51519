import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  kindViewsApiRef,
  rootRouteRef,
  useItsmText,
  useKindView,
  type KindViewEntry,
  type ListFilters,
} from 'backstage-plugin-itsm-react';
import { Title } from '../title/Title';
import styles from './MyWork.module.css';

type Role = Exclude<ListFilters['mine'], '' | 'true'>;

/** The way to the lists under My work, narrowed to a role of the reader's, of kinds whose lists offer that. */
export function WorkLists(props: { role: Role }) {
  const { entries } = useApi(kindViewsApiRef);
  return (
    <ul className={styles.lists}>
      {entries
        .filter(({ under }) => under?.includes('my-work'))
        .map(entry => (
          <WorkList key={entry.kind} entry={entry} role={props.role} />
        ))}
    </ul>
  );
}

function WorkList({ entry, role }: { entry: KindViewEntry; role: Role }) {
  const { code } = useItsmText();
  const root = useRouteRef(rootRouteRef);
  const views = useKindView(entry.kind)?.listViews;
  if (!views?.some(({ filters }) => filters.mine === role)) return null;
  return (
    <li>
      <Link noTrack to={`${root()}/${entry.plural}?mine=${role}`}>
        <Title of={entry.title ?? code(`kind.${entry.kind}.plural`)} />
      </Link>
    </li>
  );
}
