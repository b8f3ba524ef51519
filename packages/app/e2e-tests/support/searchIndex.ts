import { type APIRequestContext, expect } from '@playwright/test';
import { headersOf } from './api';

/** The search reads the records from time to time: waits until it finds the one with this title. */
export const untilIndexed = (request: APIRequestContext, title: string) =>
  expect(async () => {
    const response = await request.get('/api/search/query', {
      headers: await headersOf(request, 'adam'),
      params: { term: title },
    });
    const { results } = await response.json();
    const titles = results.map(
      (result: { document: { title: string } }) => result.document.title,
    );
    expect(titles.join('\n')).toContain(title);
  }).toPass();
