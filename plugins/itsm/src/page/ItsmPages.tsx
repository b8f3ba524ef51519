import { Suspense, lazy, type ReactElement } from 'react';
import { Container, Skeleton } from '@backstage/ui';
import {
  Navigate,
  Route,
  Routes,
  useLocation,
  useParams,
  useResolvedPath,
} from 'react-router-dom';
import {
  useItsmSettings,
  type AdministrationPageEntry,
  type ItsmTitle,
} from 'backstage-plugin-itsm-react';
import { AdministrationRoutes } from '../admin/AdministrationRoutes';
import { FailureAlert } from '../states/FailureAlert';
import { ItsmRoot } from '../states/ItsmRoot';
import { titleText } from '../title/Title';
import { Crumb } from './Crumb';
import { MissingPage } from './MissingPage';
import { Navigation } from './Navigation';

const ADMINISTRATION = 'administration';
const TITLE = titleText('administration.title');

// The page of a record is large, and most who open it come from a list that has it already
const RoutedRecord = lazy(async () => {
  const module = await import('./RoutedRecord');
  return { default: module.RoutedRecord };
});

/** A page of ITSM below `/itsm`. */
export interface ItsmPage {
  path: string;
  title: ItsmTitle;
  element: ReactElement;
}

interface ItsmPagesProps {
  /** In the order of their tabs; the first one opens at `/itsm`. */
  pages: readonly ItsmPage[];
  administration: readonly AdministrationPageEntry[];
}

/** All pages below `/itsm` and the tabs above them, for both frontend systems. */
export function ItsmPages(props: ItsmPagesProps) {
  const base = useResolvedPath('.').pathname.replace(/\/$/, '');
  return (
    <Routes>
      <Route path="*" element={<Shell {...props} base={base} />} />
    </Routes>
  );
}

function Shell(props: ItsmPagesProps & { base: string }) {
  const { base } = props;
  const address = useParams()['*'] ?? '';
  const settings = useItsmSettings();
  const allowed = settings.data?.permissions;
  const administration = props.administration.filter(({ permissions }) =>
    permissions.some(name => allowed?.includes(name)),
  );
  const toAdministration = `${base}/${ADMINISTRATION}`;
  const first = props.pages[0]?.path ?? ADMINISTRATION;
  const tabs =
    administration.length === 0
      ? props.pages
      : [...props.pages, { path: ADMINISTRATION, title: TITLE }];
  return (
    <Navigation pages={tabs} base={base} address={address}>
      <Routes>
        <Route index element={<Moved to={`${base}/${first}`} />} />
        {props.pages.map(({ path, title, element }) => (
          <Route
            key={path}
            path={`${path}/*`}
            element={
              <Crumb title={title} href={`${base}/${path}`}>
                {element}
              </Crumb>
            }
          />
        ))}
        <Route
          path="r/:number"
          element={
            <Container my="4">
              <Suspense fallback={<Skeleton width="100%" height="24rem" />}>
                <RoutedRecord />
              </Suspense>
            </Container>
          }
        />
        {props.administration.map(({ path, formerPath }) =>
          formerPath ? (
            <Route
              key={formerPath}
              path={formerPath}
              element={<Moved to={`${toAdministration}/${path}`} />}
            />
          ) : null,
        )}
        <Route
          path={`${ADMINISTRATION}/*`}
          element={
            administration.length > 0 ? (
              <Crumb title={TITLE} href={toAdministration}>
                <AdministrationRoutes
                  title={TITLE}
                  pages={administration}
                  base={toAdministration}
                />
              </Crumb>
            ) : (
              <NoAdministration settings={settings} />
            )
          }
        />
        <Route path="*" element={<MissingPage />} />
      </Routes>
    </Navigation>
  );
}

/** Where a page went, with all that the address said. */
function Moved(props: { to: string }) {
  const { search, hash } = useLocation();
  return <Navigate to={{ pathname: props.to, search, hash }} replace />;
}

/** Until the settings say what the reader may see, nobody knows whether there is an Administration. */
function NoAdministration(props: {
  settings: ReturnType<typeof useItsmSettings>;
}) {
  const { data, error, refresh } = props.settings;
  if (data) return <MissingPage />;
  return (
    <Container my="4">
      <ItsmRoot view={ADMINISTRATION}>
        {error && <FailureAlert error={error} onRetry={refresh} />}
      </ItsmRoot>
    </Container>
  );
}
