/* The character is U+6863 from Noto Serif CJK SC Bold (SIL Open Font License 1.1). */
const ground = 'M3.2 1.2 29 .9 30.9 2.8 31.1 29.4 29 31 2.7 31.2.9 29.1 1.1 3.1Z';
const character =
  'M819 776C804 687 784 581 768 518L782 511C833 563 888 637 933 707C955 707 968 715 972 728ZM415 764 404 759C430 ' +
  '698 458 616 457 544C547 453 657 643 415 764ZM178 847V602H31L39 573H166C141 426 94 271 23 158L35 147C91 198 139' +
  ' 255 178 319V-90H201C244 -90 292 -66 292 -56V436C315 395 338 340 342 294C424 221 521 382 292 459V573H419C433 5' +
  '73 443 578 445 589C414 625 357 680 357 680L307 602H292V804C319 808 327 817 329 832ZM402 15 411 -14H814V-81H833' +
  'C872 -81 928 -57 929 -50V401C949 405 964 413 970 421L858 508L804 448H724V797C751 802 759 812 760 826L610 839V4' +
  '48H425L434 419H814V237H440L449 209H814V15Z';

/** The product's mark: knocked out of an uneven square, never a status or a button. */
export function Seal({ size = 24, label }: { size?: number; label?: string }) {
  return (
    <svg className="d-seal" width={size} height={size} viewBox="0 0 32 32" role={label ? 'img' : undefined} aria-label={label} aria-hidden={label ? undefined : true}>
      <path d={ground} fill="var(--seal)" />
      <path d={character} fill="var(--seal-ink)" transform="translate(5,24.2) scale(.022,-.022)" />
    </svg>
  );
}
