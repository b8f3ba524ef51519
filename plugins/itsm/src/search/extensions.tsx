import type { ReactElement } from 'react';
import {
  SearchFilterResultTypeBlueprint,
  SearchResultListItemBlueprint,
} from '@backstage/plugin-search-react/alpha';
import { RiCustomerService2Line } from '@remixicon/react';
import type { ItsmTitle } from 'backstage-plugin-itsm-react';
import { drawnTitle } from '../title/Title';
import { TYPE_PREFIX, isRecordResult } from './isRecordResult';

/** How records look among the results of Backstage search. */
export const recordResult = SearchResultListItemBlueprint.make({
  params: {
    predicate: isRecordResult,
    component: () => import('./RecordResult').then(m => m.RecordResult),
  },
});

/** A kind among the types of results. */
export const resultType = <const Kind extends string>(
  kind: Kind,
  title: ItsmTitle,
  icon: ReactElement = <RiCustomerService2Line />,
) =>
  SearchFilterResultTypeBlueprint.make({
    name: kind,
    params: {
      value: `${TYPE_PREFIX}${kind}`,
      name: drawnTitle(title),
      icon,
    },
  });
