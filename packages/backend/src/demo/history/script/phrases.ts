/** Public answers of whoever takes an incident, where nothing better is written. */
export const REPLIES = [
  'Thanks, I can reproduce it. Looking now.',
  'Seen. I am on it and will write here when I know more.',
  'Could not reproduce it at first, but it happens with a fresh session. Digging.',
  'We have it too, in the logs. It affects a few customers an hour, not all.',
  'Thank you for the screenshot, that helped. It is on our side.',
  'I have an idea what this is. More after lunch.',
  'It is not as bad as it looks: nothing is lost, it only shows up late.',
  'Picked it up. If it gets worse in the meantime, please call.',
  'This began with yesterday evening’s data. I am comparing the two.',
  'Found it, I think. Testing before I touch anything.',
];

/** What requesters write when it works again. */
export const THANKS = [
  'Works again, thank you!',
  'Confirmed by the customer.',
  'That was quick. Thanks!',
  'Looks good from here.',
  'Three customers tried it, all fine.',
  'Perfect, thanks. I told the others.',
];

/** A first solution that was none. */
export const REOPENED = [
  'Restarted it; the error is gone from the logs.',
  'Could not see it any more after clearing the cache.',
  'Corrected the setting by hand.',
  'Removed the broken entry.',
];
