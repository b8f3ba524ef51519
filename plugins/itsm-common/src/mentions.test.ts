import { mentionOf, mentionsIn, replaceMentions, withPlainMentions } from '.';

describe('mentions', () => {
  it.each([
    ['Ask <@user:default/eddie>.', ['user:default/eddie']],
    [
      '<@User:Default/Eddie> and <@user:default/eddie>, <@group:default/team-a>',
      ['user:default/eddie', 'group:default/team-a'],
    ],
    ['`<@user:default/eddie>` is how it is written', []],
    [
      '```\n<@user:default/eddie>\n``` <@user:default/rita>',
      ['user:default/rita'],
    ],
    ['```\n<@user:default/eddie>', []],
    ['@eddie, eddie@acme.example, <@eddie>, <@U024BE7LH>', []],
    ['<@component:default/checkout> <@user:default/a b>', []],
    ['<<@user:default/eddie>>', ['user:default/eddie']],
    ['A lone ` and <@user:default/eddie>', ['user:default/eddie']],
  ])('of %j are %j', (text, refs) => {
    expect(mentionsIn(text)).toEqual(refs);
  });

  it('read as names where there are no links, and come back as they were', () => {
    const text = `Ask ${mentionOf('user:default/Eddie')} of ${mentionOf('group:acme/team.a')}!`;
    expect(withPlainMentions(text)).toBe('Ask @eddie of @team.a!');
    expect(replaceMentions(text, mentionOf)).toBe(text);
  });
});
