import { c } from '../changes/planned';
import { i } from '../incidents';
import type { Outage } from '../outages';

/** The search moves, moves back and moves again. */
export const searchMoveOutage: Outage = {
  key: 'search-move',
  day: 146,
  hour: 5.2,
  cause: c(
    'resource:search-index product-search',
    'Move search to the new cluster',
    'All traffic, before the first campaign mail of the day.',
    'The old cluster has no support from next quarter on.',
    '1. Copy is complete since yesterday.\n2. Lead all searches to the new one.\n3. Old one stays for a week.',
    'Lead searches to the old one; takes two minutes.',
    'Traffic of a Tuesday replayed for an hour.',
    {
      end: 'unsuccessful',
      note: 'Backed out after half an hour: memory of the new nodes was full with the first campaign mail.',
    },
  ),
  main: i(
    'P2',
    'product-search resource:search-index web-shop',
    'Search gives no results',
    'Every second search says "nothing found".',
    'Searches lead to the old cluster again. The new one had half the memory for sorting that the plan said.',
    {
      lasts: 25,
      by: 'marek',
      note: 'Circuit breaker of the new nodes: sorting by price over everything. The replay had no sorting by price.',
    },
  ),
  children: [
    i(
      'P3',
      'mobile-bff product-search',
      'App: "Nothing found" for everything',
      'iOS and Android, in all countries.',
      '',
      { by: 'kenji' },
    ),
  ],
  problem: {
    title: 'Nodes of the new search cluster have too little memory for sorting',
    text: 'Sorting by price over all products fills it.',
    priority: 'P3',
    whys: [
      'Searches were refused',
      'The memory for sorting was full',
      'The template of the nodes has half of what was planned',
      'The plan was made on machines of the old kind',
    ],
    cause:
      'The template sets 2 GB where the plan says 4, and the load test had no sorting by price.',
    workaround: 'Stay on the old cluster.',
  },
  fix: c(
    'resource:search-index product-search',
    'Move search to the new cluster, second try',
    'With twice the memory, and country by country.',
    'The old cluster has no support from next quarter on; the first try went back.',
    'Luxembourg, Austria, then all, a day between.',
    'Lead searches of a country to the old one.',
    'Replay of a Saturday with all ways of sorting.',
    {
      note: 'All countries since Thursday. Old cluster is switched off in a week.',
    },
  ),
  because: 'Old cluster is off. Peak of memory for sorting: 61 %.',
  review: {
    title: 'Why the search had to move back',
    findings:
      'The new nodes had half of the planned memory. Nobody compared the template with the plan, and the load test had no sorting by price because it was made of search words only.',
    lessons:
      '- Went well: back after 25 minutes, as the plan said.\n- Went wrong: all countries at once.\n- Luck: it was not a Saturday.',
    tasks: [
      'Load tests from real traffic, with sorting and filters',
      'Compare a template with its plan before a move',
    ],
  },
};
