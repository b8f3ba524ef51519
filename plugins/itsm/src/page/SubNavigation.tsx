import { Link } from '@backstage/core-components';
import { Container } from '@backstage/ui';
import { useItsmText, type ItsmTitle } from 'backstage-plugin-itsm-react';
import { ItsmRoot } from '../states/ItsmRoot';
import { Title, useTitle } from '../title/Title';
import styles from './ItsmPages.module.css';

/** The way between the pages of one tab. */
export function SubNavigation(props: {
  tab: ItsmTitle;
  items: readonly { title: ItsmTitle; href: string; isCurrent: boolean }[];
}) {
  const { t } = useItsmText();
  const tab = useTitle(props.tab);
  return (
    <Container>
      <ItsmRoot view="navigation">
        <nav aria-label={t('page.views', { tab })}>
          <ul className={styles.pages}>
            {props.items.map(({ title, href, isCurrent }) => (
              <li key={href}>
                <Link
                  to={href}
                  underline="none"
                  className={styles.page}
                  aria-current={isCurrent ? 'page' : undefined}
                >
                  <Title of={title} />
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      </ItsmRoot>
    </Container>
  );
}
