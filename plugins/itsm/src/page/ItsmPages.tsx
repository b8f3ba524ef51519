import type { ReactElement } from 'react';
import { Container } from '@backstage/ui';
import {
  Navigate,
  Route,
  Routes,
  useLocation,
  useParams,
  useResolvedPath,
} from 'react-router-dom';
import {
  itsmTitle,
  useItsmSettings,
  type AdministrationPageEntry,
  type ItsmTitle,
} from 'backstage-plugin-itsm-react';
import { AdministrationRoutes } from '../admin/AdministrationRoutes';
import { Crumb } from './Crumb';
import { MissingPage } from './MissingPage';
import { Navigation } from './Navigation';
import { RoutedRecord } from './RoutedRecord';

const ADMINISTRATION = 'administration';
const TITLE = itsmTitle('administration.title');

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
  const pages =
    administration.length === 0
      ? props.pages
      : [
          ...props.pages,
          {
            path: ADMINISTRATION,
            title: TITLE,
            element: (
              <AdministrationRoutes
                title={TITLE}
                pages={administration}
                base={`${base}/${ADMINISTRATION}`}
              />
            ),
          },
        ];
  // Whether there is an Administration is known once the settings are
  const isKnown = settings.data || settings.error;
  return (
    <>
      <Navigation pages={pages} base={base} address={address} />
      <Routes>
        <Route index element={<Navigate to={pages[0].path} replace />} />
        {pages.map(({ path, title, element }) => (
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
              <RoutedRecord />
            </Container>
          }
        />
        {props.administration.map(({ path, formerPath }) =>
          formerPath ? (
            <Route
              key={formerPath}
              path={formerPath}
              element={<Moved to={`${base}/${ADMINISTRATION}/${path}`} />}
            />
          ) : null,
        )}
        <Route path="*" element={isKnown ? <MissingPage /> : null} />
      </Routes>
    </>
  );
}

/** Where a page went, with all that the address said. */
function Moved(props: { to: string }) {
  const { search, hash } = useLocation();
  return <Navigate to={{ pathname: props.to, search, hash }} replace />;
}
