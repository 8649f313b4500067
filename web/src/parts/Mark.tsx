/** The mark: one track taken between two that are not. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      strokeWidth="2.5"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d="M14 17.5h7M3 6.5h7" stroke="var(--sy-line-strong)" />
      <path d="M3 17.5h4.5c5 0 4-11 9-11H21" stroke="var(--sy-accent)" />
    </svg>
  );
}
