/** A pulse: the sign of the demo portal. */
export const LogoMark = () => (
  <svg width="30" height="30" viewBox="0 0 32 32" aria-hidden="true">
    <path
      d="M3 17h7l4-11 6 20 4-9h6"
      fill="none"
      stroke="#7ee0c6"
      strokeWidth="3"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </svg>
);
