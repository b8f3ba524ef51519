/**
 * The persona of this browser tab. Kept per tab, so that two tabs can be two people at once: one
 * asks for an approval, the other grants it.
 */
const KEY = 'itsm-demo-persona';

export function readPersona(): string | undefined {
  return window.sessionStorage.getItem(KEY) ?? undefined;
}

export function rememberPersona(entityRef: string) {
  window.sessionStorage.setItem(KEY, entityRef);
}

export function forgetPersona() {
  window.sessionStorage.removeItem(KEY);
}
