import { isElsewhere } from './isElsewhere';

it('is about another entity if all are named and none is here', () => {
  const here = ['component:default/a'];
  const about = (entities: string[], entityCount = entities.length) =>
    isElsewhere({ entities, entityCount }, here);
  expect(about(['component:default/b'])).toBe(true);
  expect(about(['component:default/b', 'component:default/a'])).toBe(false);
  // It may be one of those that the row does not name
  expect(about(['component:default/b'], 8)).toBe(false);
});
