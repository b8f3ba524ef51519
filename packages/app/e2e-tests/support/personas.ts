/** The personas of the demo portal, as the buttons of the sign-in page name them. */
export const PERSONAS = {
  rita: 'Rita (requester)',
  eddie: 'Eddie (engineer)',
  olivia: 'Olivia (on-call)',
  chen: 'Chen (change manager)',
  adam: 'Adam (administrator)',
} as const;

export type PersonaName = keyof typeof PERSONAS;
