import { Navigate, Route, Routes, useParams } from 'react-router-dom';
import type {
  AdministrationPageEntry,
  ItsmTitle,
} from 'backstage-plugin-itsm-react';
import { Crumb } from '../page/Crumb';
import { MissingPage } from '../page/MissingPage';
import { SubNavigation } from '../page/SubNavigation';

/** The pages of Administration that the reader may see, one at a time, and the way between them. */
export function AdministrationRoutes(props: {
  pages: readonly AdministrationPageEntry[];
  title: ItsmTitle;
  /** Path of Administration. */
  base: string;
}) {
  const { pages, base } = props;
  const [current] = (useParams()['*'] ?? '').split('/');
  return (
    <>
      <SubNavigation
        tab={props.title}
        items={pages.map(({ path, title }) => ({
          title,
          href: `${base}/${path}`,
          isCurrent: path === current,
        }))}
      />
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
        <Route path="*" element={<MissingPage />} />
      </Routes>
    </>
  );
}
