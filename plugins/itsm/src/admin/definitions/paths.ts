import { useResolvedPath } from 'react-router-dom';

/** Paths of the pages of a type, wherever Administration is mounted. `up` is how deep the asking page is. */
export function useDefinitionPaths(up: 0 | 1 | 2) {
  const { pathname } = useResolvedPath(['.', '..', '../..'][up], {
    relative: 'path',
  });
  const root = pathname.replace(/\/$/, '');
  return {
    list: root,
    fresh: `${root}/new`,
    one: (id: string) => `${root}/${id}`,
    edit: (id: string) => `${root}/${id}/edit`,
  };
}
